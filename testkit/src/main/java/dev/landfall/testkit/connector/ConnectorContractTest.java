package dev.landfall.testkit.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.landfall.core.check.Check;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportRequest.Operation;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.ImportedReferences;
import dev.landfall.core.connector.ReferenceChange;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.schema.AttributeType;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every connector does, whatever it is connected to. */
public abstract class ConnectorContractTest {
  private static final AttributeName MEMBER = AttributeName.of("member");
  private static final AttributeName DISPLAY_NAME = AttributeName.of("displayName");

  private ConnectedWorld world = never();
  private Connector connector = never();
  private final RecordedImport seen = new RecordedImport();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // set before each test
  private static <T> T never() {
    return null;
  }

  /** A system in which there is nothing yet that the connector could see. */
  protected abstract ConnectedWorld open() throws Exception;

  @BeforeEach
  void connect() throws Exception {
    world = open();
    connector = world.connector();
  }

  @AfterEach
  @SuppressWarnings("NullAway") // where there is no such system the test ends before it is set
  void disconnect() throws Exception {
    if (connector != null) {
      connector.close();
    }
    if (world != null) {
      world.close();
    }
  }

  private Watermark read(Optional<Watermark> from) {
    Set<AttributeName> names = Set.of(DISPLAY_NAME, MEMBER);
    return connector.importObjects(
        new ImportRequest(from, Map.of("user", Set.of(DISPLAY_NAME), "group", names)), seen);
  }

  private Watermark readAll() {
    return read(Optional.empty());
  }

  private List<Anchor> users(String prefix, int count) throws Exception {
    List<Anchor> users = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      users.add(world.user(prefix + i));
    }
    return users;
  }

  @Test
  void theSchemaKnowsGroupsAndThatMembersAreReferences() {
    assertThat(connector.schema().attribute("group", MEMBER))
        .hasValueSatisfying(
            member -> {
              assertThat(member.type()).isEqualTo(AttributeType.REFERENCE);
              assertThat(member.multiValued()).isTrue();
            });
    assertThat(connector.schema()).isSameAs(connector.schema());
  }

  @Test
  void aFullImportShowsEveryObjectWithItsMembers() throws Exception {
    Anchor ada = world.user("ada");
    Anchor bob = world.user("bob");
    Anchor sales = world.group("Sales", List.of(ada, bob));
    Anchor empty = world.group("Empty", List.of());

    readAll();

    assertThat(seen.state())
        .containsOnlyKeys(ada.value(), bob.value(), sales.value(), empty.value());
    assertThat(seen.members(sales)).containsExactlyInAnyOrder(ada, bob);
    assertThat(seen.members(empty)).isEmpty();
    assertThat(seen.object(sales).orElseThrow().objectType()).isEqualTo("group");
    assertThat(seen.object(sales).orElseThrow().attributes().text("displayName")).contains("Sales");
  }

  @Test
  void whatIsNotSelectedIsNotShown() throws Exception {
    world.user("ada");
    Anchor sales = world.group("Sales", List.of());

    connector.importObjects(
        new ImportRequest(Optional.empty(), Map.of("group", Set.of(DISPLAY_NAME))), seen);

    assertThat(seen.state()).containsOnlyKeys(sales.value());
  }

  @Test
  void aDeltaImportWithoutChangesShowsNothing() throws Exception {
    world.group("Sales", List.of(world.user("ada")));
    Watermark mark = readAll();

    Map<String, String> before = seen.state();
    Watermark next = read(Optional.of(mark));
    read(Optional.of(next));

    assertThat(seen.state()).isEqualTo(before);
    assertThat(seen.deleted()).isEmpty();
  }

  @Test
  void aDeltaImportShowsWhatHappened() throws Exception {
    Anchor ada = world.user("ada");
    Anchor bob = world.user("bob");
    Anchor sales = world.group("Sales", List.of(ada));
    Anchor gone = world.group("Gone", List.of(bob));
    Watermark mark = readAll();

    world.addMember(sales, bob);
    world.removeMember(sales, ada);
    world.display(sales, "Sales and more");
    world.delete(gone);
    Anchor fresh = world.group("Fresh", List.of(ada));
    Watermark next = read(Optional.of(mark));

    assertThat(seen.members(sales)).containsExactly(bob);
    assertThat(seen.object(sales).orElseThrow().attributes().text("displayName"))
        .contains("Sales and more");
    assertThat(seen.deleted()).containsExactly(gone);
    assertThat(seen.members(fresh)).containsExactly(ada);

    Map<String, String> reached = seen.state();
    read(Optional.of(mark)); // the same round again: a crash may have lost that it was taken in
    read(Optional.of(next));
    assertThat(seen.state()).as("replayed").isEqualTo(reached);
  }

  @Test
  void manyMembersComeWholeAndInPortions() throws Exception {
    List<Anchor> users = users("user", world.manyMembers());
    Anchor everyone = world.group("Everyone", users);

    readAll();

    assertThat(seen.members(everyone)).containsExactlyInAnyOrderElementsOf(users);
    assertThat(seen.largestPortion()).isLessThanOrEqualTo(ImportedReferences.MOST);
    assertThat(seen.pages()).isPositive();
  }

  @Test
  void anImportBrokenOffAtAnyPageIsTakenUpAgain() throws Exception {
    Watermark start = readAll();
    List<Anchor> users = users("user", 30);
    world.group("First", users.subList(0, 20));
    world.group("Second", users.subList(10, 30));
    RecordedImport undisturbed = new RecordedImport();
    connector.importObjects(request(start), undisturbed);

    for (int page = 1; page <= undisturbed.pages(); page++) {
      RecordedImport broken = new RecordedImport().stoppingAtPage(page);
      assertThatThrownBy(() -> connector.importObjects(request(start), broken))
          .isInstanceOf(RecordedImport.Stopped.class);
      List<Watermark> resumes = broken.resumes();
      Watermark resume = resumes.isEmpty() ? start : resumes.get(resumes.size() - 1);
      connector.importObjects(request(resume), broken.stoppingAtPage(Integer.MAX_VALUE));
      assertThat(broken.state()).as("after page " + page).isEqualTo(undisturbed.state());
    }
  }

  private static ImportRequest request(Watermark from) {
    return new ImportRequest(
        Optional.of(from),
        Map.of("user", Set.of(DISPLAY_NAME), "group", Set.of(DISPLAY_NAME, MEMBER)));
  }

  @Test
  void wrongCredentialsAndDeadAddressesSaySo() {
    Optional<Connector> stranger = world.withWrongCredentials();
    assumeTrue(stranger.isPresent(), "nobody signs in here");
    try (Connector rejected = stranger.orElseThrow();
        Connector dead = world.unreachable().orElseThrow()) {
      assertThat(failure(rejected).code()).isEqualTo(ErrorCode.CREDENTIALS_REJECTED);
      assertThat(failure(dead).code()).isEqualTo(ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE);
      assertThat(rejected.check()).anyMatch(check -> check.status() == Check.Status.FAIL);
      assertThat(dead.check()).anyMatch(check -> check.status() == Check.Status.FAIL);
    }
  }

  private LandfallException failure(Connector broken) {
    return catchThrowableOfType(
        LandfallException.class,
        () ->
            broken.importObjects(
                new ImportRequest(Optional.empty(), Map.of("group", Set.of(MEMBER))), seen));
  }

  @Test
  void checksPass() {
    assertThat(connector.check()).isNotEmpty().noneMatch(it -> it.status() == Check.Status.FAIL);
  }

  @Test
  void exportsCreateChangeAndDelete() throws Exception {
    List<ExportResult> made =
        connector.export(
            List.of(
                world.addition(1, "user", "ada", List.of()),
                world.addition(2, "group", "Sales", List.of(member(true, "ada")))));
    assertThat(made).extracting(ExportResult::key).containsExactly(1L, 2L);
    Anchor ada = accepted(made.get(0));
    Anchor sales = accepted(made.get(1));
    assertThat(world.members(sales)).containsExactly(ada);

    ExportRequest change = change(2, sales, "Sales and more", List.of());
    accepted(connector.export(List.of(change)).get(0));
    assertThat(world.displayed(sales)).contains("Sales and more");
    assertThat(world.members(sales)).as("what is not mentioned stays").containsExactly(ada);

    ExportRequest delete =
        new ExportRequest(
            2,
            Operation.DELETE,
            "group",
            Optional.of(sales),
            world.dn("Sales"),
            Optional.empty(),
            List.of(),
            List.of());
    accepted(connector.export(List.of(delete)).get(0));
    assertThat(world.displayed(sales)).isEmpty();
    // The answer may have been lost: gone is gone.
    connector.export(List.of(delete));
    assertThat(world.displayed(sales)).isEmpty();
  }

  @Test
  void exportingTwiceIsHarmless() throws Exception {
    Anchor ada =
        accepted(connector.export(List.of(world.addition(1, "user", "ada", List.of()))).get(0));
    ExportRequest group = world.addition(2, "group", "Sales", List.of(member(true, "ada", ada)));
    Anchor sales = accepted(connector.export(List.of(group)).get(0));

    connector.export(List.of(group));
    readAll();

    assertThat(seen.state()).containsOnlyKeys(ada.value(), sales.value());
    assertThat(world.members(sales)).containsExactly(ada);
  }

  @Test
  void aMemberThatIsThereAndOneThatIsGoneCountAsDone() throws Exception {
    List<ExportResult> made =
        connector.export(
            List.of(
                world.addition(1, "user", "ada", List.of()),
                world.addition(2, "user", "bob", List.of()),
                world.addition(3, "group", "Sales", List.of(member(true, "ada")))));
    Anchor ada = accepted(made.get(0));
    Anchor bob = accepted(made.get(1));
    Anchor sales = accepted(made.get(2));

    ExportResult result =
        connector
            .export(
                List.of(
                    change(
                        3,
                        sales,
                        "Sales",
                        List.of(member(true, "ada", ada), member(false, "bob", bob)))))
            .get(0);

    assertThat(result.error()).isEmpty();
    assertThat(result.rejected()).isEmpty();
    assertThat(world.members(sales)).containsExactly(ada);
  }

  @Test
  void oneBadMemberIsRejectedByNameAndTheRestApplied() throws Exception {
    Anchor ada =
        accepted(connector.export(List.of(world.addition(1, "user", "ada", List.of()))).get(0));
    Anchor sales =
        accepted(connector.export(List.of(world.addition(2, "group", "Sales", List.of()))).get(0));
    ReferenceChange nobody = member(true, "nobody");

    ExportResult result =
        connector
            .export(List.of(change(2, sales, "Sales", List.of(nobody, member(true, "ada", ada)))))
            .get(0);

    assertThat(result.error()).isEmpty();
    assertThat(result.rejected())
        .extracting(it -> it.change().targetDn())
        .containsExactly(nobody.targetDn());
    assertThat(result.rejected().get(0).error().message()).contains(nobody.targetDn());
    assertThat(world.members(sales)).containsExactly(ada);
  }

  @Test
  void oneRefusedObjectDoesNotStopTheBatch() throws Exception {
    Anchor sales =
        accepted(connector.export(List.of(world.addition(1, "group", "Sales", List.of()))).get(0));
    Anchor gone =
        accepted(connector.export(List.of(world.addition(2, "group", "Gone", List.of()))).get(0));
    world.delete(gone);

    List<ExportResult> results =
        connector.export(
            List.of(
                new ExportRequest(
                    2,
                    Operation.UPDATE,
                    "group",
                    Optional.of(gone),
                    world.dn("Gone"),
                    Optional.empty(),
                    display("Back?"),
                    List.of()),
                change(1, sales, "Sales and more", List.of())));

    assertThat(results.get(0).error()).hasValueSatisfying(it -> assertThat(it.code()).isNotBlank());
    assertThat(results.get(1).error()).isEmpty();
    assertThat(world.displayed(sales)).contains("Sales and more");
    assertThat(world.displayed(gone)).isEmpty();
  }

  private static Anchor accepted(ExportResult result) {
    assertThat(result.error()).isEmpty();
    assertThat(result.rejected()).isEmpty();
    return result.anchor().orElseThrow();
  }

  /** A target that does not exist yet, or that is made by the same batch. */
  private ReferenceChange member(boolean add, String name) {
    return new ReferenceChange(MEMBER, add, world.dn(name), Optional.empty());
  }

  private ReferenceChange member(boolean add, String name, Anchor anchor) {
    return new ReferenceChange(MEMBER, add, world.dn(name), Optional.of(anchor));
  }

  private ExportRequest change(
      long key, Anchor group, String displayName, Collection<ReferenceChange> references) {
    return new ExportRequest(
        key,
        Operation.UPDATE,
        "group",
        Optional.of(group),
        world.dn("Sales"),
        Optional.empty(),
        display(displayName),
        List.copyOf(references));
  }

  private static List<AttributeChange> display(String displayName) {
    return List.of(new AttributeChange(DISPLAY_NAME, List.of(Value.of(displayName))));
  }
}
