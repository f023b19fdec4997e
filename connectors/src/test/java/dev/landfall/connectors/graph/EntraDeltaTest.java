package dev.landfall.connectors.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landfall.connectors.graph.ScriptedGraph.Told;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.value.AttributeName;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Delta rounds as the real service makes them: scattered, repeated, expired, incomplete. */
class EntraDeltaTest {
  private static final String G1 = "00000000-0000-0000-0000-0000000000a1";
  private static final String G2 = "00000000-0000-0000-0000-0000000000a2";
  private static final String DELTA = "/beta/groups/delta?";

  private final ScriptedGraph graph = new ScriptedGraph();
  private final EntraConnector connector = new EntraConnector(graph.client());
  private final RecordingSink sink = new RecordingSink();

  @AfterEach
  void stop() {
    graph.close();
  }

  private Watermark read(Watermark from, String... groupAttributes) {
    Set<AttributeName> names =
        Arrays.stream(groupAttributes).map(AttributeName::of).collect(Collectors.toSet());
    return connector.importObjects(
        new ImportRequest(Optional.ofNullable(from), Map.of("group", names)), sink);
  }

  private Watermark read() {
    return read(null, "member");
  }

  private LandfallException failure(Watermark from) {
    return catchThrowableOfType(LandfallException.class, () -> read(from, "member"));
  }

  private static String page(String link, String... items) {
    return "{'value':["
        + String.join(",", items)
        + "],'"
        + (link.startsWith("next") ? "@odata.nextLink" : "@odata.deltaLink")
        + "':'$URL/beta/groups/delta?$token="
        + link
        + "'}";
  }

  private static String group(String id, String properties, String... members) {
    String links =
        members.length == 0 ? "" : ",'members@delta':[" + String.join(",", members) + "]";
    return "{'id':'" + id + "'" + (properties.isEmpty() ? "" : "," + properties) + links + "}";
  }

  private static String user(String id) {
    return "{'@odata.type':'#microsoft.graph.user','id':'" + id + "'}";
  }

  private static String gone(String id) {
    return "{'@odata.type':'#microsoft.graph.user','id':'"
        + id
        + "','@removed':{'reason':'deleted'}}";
  }

  private long asked(String part) {
    return graph.asked.stream().filter(path -> path.contains(part)).count();
  }

  private static String whole(String name) {
    return "'displayName':'"
        + name
        + "','groupTypes':[],'securityEnabled':true,'mailEnabled':false";
  }

  @Test
  void aGroupComesInPortionsOverPagesShortAndEmptyOnes() {
    graph
        .on(
            DELTA + "$select",
            Told.ok(page("next1", group(G1, whole("One"), user("u1"), user("u2")))))
        .on(DELTA + "$token=next1", Told.ok(page("next2")))
        .on(
            DELTA + "$token=next2",
            Told.ok(
                page(
                    "next3",
                    group(G1, "", user("u3"), gone("u1")),
                    group(G2, "", user("u1")),
                    group(G2, "", user("u2"), gone("u1")))))
        .on(
            DELTA + "$token=next3",
            Told.ok(page("delta", group(G2, "", user("u4")), group(G1, "", user("u5")))))
        .on("/beta/groups/" + G2, Told.ok(group(G2, whole("Two"))));
    read();
    assertThat(sink.members.get("Group_" + G1))
        .containsExactlyInAnyOrder("User_u2", "User_u3", "User_u5");
    assertThat(sink.members.get("Group_" + G2)).containsExactlyInAnyOrder("User_u2", "User_u4");
    assertThat(sink.objects).containsOnlyKeys("Group_" + G1, "Group_" + G2);
    assertThat(asked("GET /beta/groups/" + G2)).as("looked up once").isEqualTo(1);
    assertThat(asked("GET /beta/groups/" + G1)).isZero();
    assertThat(sink.pages).isEqualTo(4);
  }

  @Test
  void incompleteAndSoftlyDeletedGroupsOfAPageAreLookedUpTogether() {
    String[] items = new String[60];
    for (int i = 0; i < 60; i++) {
      String id = "g" + i;
      items[i] = i % 2 == 0 ? group(id, "", user("u" + i)) : removed(id, "changed");
      graph.on("/beta/groups/" + id + "?", Told.ok(group(id, whole(id))));
      graph.on("/beta/directory/deletedItems/" + id + "?", Told.ok(group(id, whole(id))));
    }
    graph.on(DELTA + "$select", Told.ok(page("delta", items)));
    read();
    assertThat(sink.objects).hasSize(60);
    assertThat(sink.objects.get("Group_g1").attributes().text("reasonFiltered"))
        .contains("SoftDelete");
    assertThat(graph.asked.stream().filter(path -> path.endsWith("$batch")).count()).isEqualTo(4);
  }

  private static String removed(String id, String reason) {
    return "{'id':'" + id + "','@removed':{'reason':'" + reason + "'}}";
  }

  @Test
  void removedForGoodRemovedForNowAndRestored() {
    graph
        .on(
            DELTA + "$select",
            Told.ok(
                page(
                    "delta",
                    removed("gone", "deleted"),
                    removed("soft", "changed"),
                    removed("purged", "changed"),
                    removed("back", "changed"),
                    group("back", whole("Back"), user("u1")))))
        .on("/beta/directory/deletedItems/soft", Told.ok(group("soft", whole("Soft"))));
    read();
    assertThat(sink.deleted).containsExactlyInAnyOrder("Group_gone", "Group_purged");
    assertThat(sink.objects).containsOnlyKeys("Group_soft", "Group_back");
    assertThat(sink.members.get("Group_back")).containsExactly("User_u1");
  }

  @Test
  void aGroupThatAReplicaDoesNotKnowYetIsWaitedFor() {
    Told notYet = Told.refused(404, "Request_ResourceNotFound", Map.of());
    graph
        .on(DELTA + "$select", Told.ok(page("delta", group(G1, "", user("u1")))))
        .on("/beta/groups/" + G1, notYet, notYet, Told.ok(group(G1, whole("One"))));
    read();
    assertThat(sink.members.get("Group_" + G1)).containsExactly("User_u1");
    assertThat(graph.pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  @Test
  void aGroupThatIsGoneIsNotWaitedForForever() {
    graph.on(DELTA + "$select", Told.ok(page("delta", group(G1, "", user("u1")))));
    read();
    assertThat(sink.deleted).containsExactly("Group_" + G1);
    assertThat(graph.pauses).hasSize(3);
  }

  @Test
  void pagesInACircleNeitherLoopNorEndEarly() {
    graph
        .on(DELTA + "$select", Told.ok(page("next1", group(G1, whole("One")))))
        .on(DELTA + "$token=next1", Told.ok(page("next2")))
        .on(DELTA + "$token=next2", Told.ok(page("next1")));
    assertThat(failure(null).code()).isEqualTo(ErrorCode.INCOMPLETE_READ);
    assertThat(asked("$token=next1")).isEqualTo(1);
  }

  @Test
  void tokensThatExpiredAskForAFullImport() {
    Watermark old = new EntraWatermark(Map.of("groups", DELTA + "$token=old"), "2--").watermark();
    for (Told told :
        List.of(
            Told.refused(410, "resyncRequired", Map.of("Location", graph.url() + DELTA)),
            Told.refused(410, "SyncStateNotFound", Map.of()),
            Told.refused(400, "Directory_ExpiredPageToken", Map.of()),
            Told.refused(400, "syncStateNotFound", Map.of()))) {
      graph.on(DELTA + "$token=old", told);
      LandfallException failure = failure(old);
      assertThat(failure.code()).isEqualTo(ErrorCode.FULL_IMPORT_REQUIRED);
      assertThat(failure.getMessage()).contains("client-request-id").contains("full import");
    }
    graph.on(DELTA + "$token=old", Told.refused(400, "Request_BadRequest", Map.of()));
    assertThat(failure(old).code()).isEqualTo(ErrorCode.OBJECT_REFUSED);
    assertThat(sink.objects).isEmpty();
  }

  @Test
  void membersOfUnknownTypesAreLeftOutAndToldOnce() {
    graph.on(
        DELTA + "$select",
        Told.ok(
            page(
                "delta",
                group(
                    G1,
                    whole("One"),
                    "{'@odata.type':'#microsoft.graph.servicePrincipal','id':'s'}",
                    "{'@odata.type':'#microsoft.graph.robot','id':'r1'}",
                    "{'@odata.type':'#microsoft.graph.robot','id':'r2'}",
                    "{'id':'typeless'}",
                    "{'id':'left','@removed':{'reason':'deleted'}}",
                    user("u1")))));
    sink.members.put("Group_" + G1, new java.util.HashSet<>(Set.of("Device_left")));
    read();
    assertThat(sink.members.get("Group_" + G1)).containsExactly("User_u1");
    assertThat(sink.warnings).hasSize(2).anyMatch(text -> text.contains("robot"));
  }

  @Test
  void asksForWhatTheRulesReadAndNoMore() {
    graph.on(DELTA + "$select", Told.ok(page("delta")));
    read(null, "description", "alias", "msExchHideFromAddressLists");
    String path =
        graph.asked.stream().filter(one -> one.startsWith(DELTA)).findFirst().orElseThrow();
    assertThat(Set.of(path.substring((DELTA + "$select=").length()).split(",")))
        .containsExactlyInAnyOrder(
            "id",
            "displayName",
            "mailEnabled",
            "securityEnabled",
            "groupTypes",
            "onPremisesSyncEnabled",
            "writebackConfiguration",
            "description",
            "mailNickname");
    assertThat(GraphProperties.select("user", Set.of(AttributeName.of("extensionAttribute7"))))
        .isEqualTo("id,onPremisesSyncEnabled,onPremisesImmutableId,onPremisesExtensionAttributes");
  }

  @Test
  void aPageThatBreaksOffIsReadAgainAndCountsOnce() {
    String whole = page("delta", group(G1, whole("One"), user("u1")), group(G2, "", user("u2")));
    String cut = whole.substring(0, whole.length() - 30);
    graph
        .on(DELTA + "$select", Told.ok(cut), Told.ok(whole))
        .on("/beta/groups/" + G2, Told.ok(group(G2, whole("Two"))));
    read();
    assertThat(sink.members.get("Group_" + G2)).containsExactly("User_u2");
    assertThat(asked("GET /beta/groups/" + G2)).isEqualTo(1);
    graph.on(DELTA + "$select", Told.ok(cut));
    assertThat(failure(null).code()).isEqualTo(ErrorCode.INCOMPLETE_READ);
  }

  @Test
  void readsCompressedAnswers() {
    graph.compressed().on(DELTA + "$select", Told.ok(page("delta", group(G1, whole("One")))));
    read();
    assertThat(sink.objects).containsOnlyKeys("Group_" + G1);
  }
}
