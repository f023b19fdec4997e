package dev.landfall.connectors.ad;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldif.LDIFReader;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportRequest.Operation;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ReferenceChange;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a real Active Directory wrote down about our writes: the replication metadata of every link,
 * read from its database by its own tools.
 */
@Tag("samba")
class SambaJudgeTest {
  private static final AttributeName MEMBER = AttributeName.of("member");
  private static final Pattern METADATA = Pattern.compile("<(RMD_\\w+|GUID)=([^>]*)>");
  private static final int MEMBERS = 20;

  private Path database;
  private AdWorld world;
  private Connector connector;

  @BeforeEach
  void start() throws Exception {
    SambaLab lab = SambaLab.running();
    database = lab.file("private/sam.ldb");
    Assumptions.assumeTrue(
        database.toFile().canRead(), "the database of the domain is not on this machine");
    world = new AdWorld(lab, lab.settings(), MEMBERS);
    connector = world.connector();
  }

  @AfterEach
  void stop() throws Exception {
    if (connector != null) {
      connector.close();
      world.close();
    }
  }

  @Test
  void onlyTheLinksThatChangedWereWritten() throws Exception {
    List<Anchor> users = new ArrayList<>();
    for (int i = 0; i < MEMBERS + 1; i++) {
      users.add(world.user("judge" + i));
    }
    Anchor group = world.group("Judged", users.subList(0, MEMBERS));
    Map<String, Map<String, String>> before = links("Judged");

    ExportRequest change =
        new ExportRequest(
            1,
            Operation.UPDATE,
            "group",
            Optional.of(group),
            world.dn("Judged"),
            Optional.empty(),
            List.of(
                new AttributeChange(
                    AttributeName.of("displayName"), List.of(Value.of("Judged again")))),
            List.of(
                member(true, MEMBERS, users),
                member(true, 3, users), // is there already
                member(false, 5, users)));
    ExportResult result = connector.export(List.of(change)).get(0);

    assertThat(result.error()).isEmpty();
    assertThat(result.rejected()).isEmpty();
    Map<String, Map<String, String>> after = links("Judged");
    assertThat(changed(before, after))
        .as("links with other metadata than before")
        .containsExactlyInAnyOrder(users.get(MEMBERS).value(), users.get(5).value());
    assertThat(after.get(users.get(5).value()))
        .as("kept as a removed link, as replication needs it")
        .containsEntry("RMD_FLAGS", "1");
  }

  @Test
  void aRepeatedExportWritesNoLinkAgain() throws Exception {
    List<Anchor> users = List.of(world.user("first"), world.user("second"));
    ExportRequest add =
        world.addition(
            1,
            "group",
            "Repeated",
            List.of(
                new ReferenceChange(MEMBER, true, world.dn("first"), Optional.of(users.get(0))),
                new ReferenceChange(MEMBER, true, world.dn("second"), Optional.of(users.get(1)))));
    connector.export(List.of(add));
    Map<String, Map<String, String>> before = links("Repeated");
    assertThat(before).hasSize(2);

    connector.export(List.of(add));

    assertThat(links("Repeated")).isEqualTo(before);
  }

  private ReferenceChange member(boolean add, int number, List<Anchor> users) {
    return new ReferenceChange(
        MEMBER, add, world.dn("judge" + number), Optional.of(users.get(number)));
  }

  private static Set<String> changed(
      Map<String, Map<String, String>> before, Map<String, Map<String, String>> after) {
    Set<String> changed = new TreeSet<>(after.keySet());
    changed.addAll(before.keySet());
    changed.removeIf(guid -> before.containsKey(guid) && before.get(guid).equals(after.get(guid)));
    return changed;
  }

  /** GUID of the member → metadata of the link, removed ones included. */
  private Map<String, Map<String, String>> links(String group) throws Exception {
    Process search =
        new ProcessBuilder(
                "ldbsearch",
                "-H",
                database.toString(),
                "-b",
                world.dn(group),
                "-s",
                "base",
                "--reveal",
                "--extended-dn",
                "member")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    byte[] output = search.getInputStream().readAllBytes();
    assertThat(search.waitFor()).isZero();
    Map<String, Map<String, String>> links = new TreeMap<>();
    try (LDIFReader reader = new LDIFReader(new ByteArrayInputStream(output))) {
      String[] values = reader.readEntry().getAttributeValues("member");
      for (String value : values == null ? new String[0] : values) {
        Map<String, String> metadata = new TreeMap<>();
        Matcher matcher = METADATA.matcher(value);
        while (matcher.find()) {
          metadata.put(matcher.group(1), matcher.group(2));
        }
        links.put(String.valueOf(metadata.get("GUID")), metadata);
      }
    }
    return links;
  }
}
