package dev.landfall.emulators.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants in and out of JSON Lines. */
class TenantFileTest {
  private static final String ADA = "00000000-0000-0000-0000-00000000ada0";
  private static final String BOB = "00000000-0000-0000-0000-00000000b0b0";
  private static final String SALES = "00000000-0000-0000-0000-0000000005a1";

  @TempDir private Path folder;

  private Path file(String... lines) throws IOException {
    Path file = folder.resolve("tenant.jsonl");
    Files.writeString(file, String.join("\n", lines).replace('\'', '"') + "\n");
    return file;
  }

  private static String export(Path data) throws IOException {
    StringWriter out = new StringWriter();
    new TenantExport(lines -> {}).write(data, out);
    return out.toString();
  }

  private static String user(String id, String name) {
    return "{'kind':'user','id':'"
        + id
        + "','displayName':'"
        + name
        + "','userPrincipalName':'"
        + name
        + "@fabrikam.com'}";
  }

  @Test
  void readsObjectsMembershipsAndManagersInAnyOrder() throws Exception {
    Path data = folder.resolve("data");
    TenantImport.Summary summary =
        new TenantImport()
            .read(
                file(
                    "{'kind':'members','of':'" + SALES + "','ids':['" + ADA + "']}",
                    user(ADA, "ada").replace("}", ",'manager':{'id':'" + BOB + "'}}"),
                    "",
                    "{'kind':'group','id':'" + SALES + "','displayName':'Sales'}",
                    user(BOB, "bob"),
                    "{'kind':'members','of':'" + SALES + "','ids':['" + BOB + "']}"),
                data);
    assertThat(summary.objects()).containsEntry("user", 2L).containsEntry("group", 1L);
    assertThat(summary.links()).isEqualTo(3);
    try (EmbeddedTenant tenant = EmbeddedTenant.builder().dataFolder(data).start()) {
      TestClient graph = new TestClient(tenant);
      assertThat(graph.get("/v1.0/groups/" + SALES + "/members").json().path("value")).hasSize(2);
      assertThat(graph.get("/v1.0/users/ada@fabrikam.com/manager").id()).isEqualTo(BOB);
      assertThat(graph.items("/v1.0/groups/delta"))
          .singleElement()
          .satisfies(g -> assertThat(g.path("members@delta")).hasSize(2));
      // The suffix in use is a verified domain, so that further users may have it.
      assertThat(graph.get("/v1.0/domains").json().toString()).contains("fabrikam.com");
    }
  }

  @Test
  void whatIsExportedComesBackTheSame() throws Exception {
    Path data = folder.resolve("first");
    try (EmbeddedTenant tenant = EmbeddedTenant.builder().dataFolder(data).start()) {
      TestClient graph = new TestClient(tenant);
      String ada = graph.createUser("ada");
      String bob = graph.createUser("bob");
      String group = graph.createGroup("Sales");
      graph.call(
          "PUT",
          "/v1.0/users/" + ada + "/manager/$ref",
          "{'@odata.id':'https://x/v1.0/users/" + bob + "'}");
      graph.patch(
          "/v1.0/groups/" + group,
          "{'members@odata.bind':['https://x/v1.0/users/"
              + ada
              + "','https://x/v1.0/users/"
              + bob
              + "']}");
      graph.patch("/beta/groups/" + group, "{'writebackConfiguration':{'isEnabled':true}}");
      String gone = graph.createGroup("Gone");
      graph.patch(
          "/v1.0/groups/" + gone, "{'members@odata.bind':['https://x/v1.0/users/" + ada + "']}");
      graph.delete("/v1.0/groups/" + gone);
      graph.delete("/v1.0/users/" + bob);
    }
    String first = export(data);
    assertThat(first).doesNotContain("clientSecret").doesNotContain("linkKey");
    Path copy = folder.resolve("copy");
    Files.writeString(folder.resolve("out.jsonl"), first);
    new TenantImport().read(folder.resolve("out.jsonl"), copy);
    assertThat(export(copy)).isEqualTo(first);
    try (EmbeddedTenant tenant = EmbeddedTenant.builder().dataFolder(copy).start()) {
      TestClient graph = new TestClient(tenant);
      String sales =
          graph
              .get("/v1.0/groups?$filter=displayName eq 'Sales'")
              .json()
              .at("/value/0/id")
              .asText();
      assertThat(graph.get("/v1.0/groups/" + sales + "/members").json().path("value")).hasSize(1);
      String bob =
          graph
              .get("/v1.0/directory/deletedItems/microsoft.graph.user")
              .json()
              .at("/value/0/id")
              .asText();
      assertThat(graph.post("/v1.0/directory/deletedItems/" + bob + "/restore", "{}").status())
          .isEqualTo(200);
      assertThat(graph.get("/v1.0/groups/" + sales + "/members").json().path("value"))
          .as("memberships come back with the user")
          .hasSize(2);
    }
  }

  @Test
  void largeGroupsAreWrittenInPortions() throws Exception {
    List<String> ids =
        IntStream.range(0, 2_500)
            .mapToObj(i -> String.format("00000000-0000-0000-0000-%012d", i))
            .toList();
    String users =
        ids.stream().map(id -> user(id, "u" + id.substring(30))).collect(Collectors.joining("\n"));
    String members = ids.stream().collect(Collectors.joining("','", "['", "']"));
    Path data = folder.resolve("data");
    new TenantImport()
        .read(
            file(
                users,
                "{'kind':'group','id':'" + SALES + "','displayName':'Sales'}",
                "{'kind':'members','of':'" + SALES + "','ids':" + members + "}"),
            data);
    assertThat(export(data).lines().filter(line -> line.contains("\"members\""))).hasSize(3);
  }

  @Test
  void everyBadLineIsToldAndNothingIsKept() throws Exception {
    Path data = folder.resolve("data");
    Path file =
        file(
            user(ADA, "ada"),
            "{'kind':'user','id':'nonsense','displayName':'x','userPrincipalName':'x@y.com'}",
            "not json",
            "{'kind':'wizard'}",
            "{'kind':'group','id':'" + SALES + "','displayNme':'Sales','mailEnabled':'yes'}",
            "{'kind':'members','of':'" + SALES + "','ids':['" + BOB + "']}",
            user(ADA, "ada2"),
            "{'kind':'user','id':'00000000-0000-0000-0000-000000000009','displayName':1}",
            "[]");
    TenantImportException refused =
        catchThrowableOfType(
            TenantImportException.class, () -> new TenantImport().read(file, data));
    assertThat(refused.problems())
        .extracting(p -> p.line() + " " + p.field())
        .containsExactlyInAnyOrder(
            "2 id",
            "3 ",
            "4 kind",
            "5 displayNme",
            "5 mailEnabled",
            "5 displayName",
            "6 ids",
            "7 id",
            "8 displayName",
            "8 userPrincipalName",
            "9 ");
    assertThat(refused.problems()).allMatch(p -> p.source().equals(file.toString()));
    assertThat(Files.list(data)).isEmpty();
  }

  @Test
  void valuesThatMustBeUniqueAreChecked() throws Exception {
    Path file = file(user(ADA, "ada"), user(BOB, "ADA"));
    TenantImportException refused =
        catchThrowableOfType(
            TenantImportException.class,
            () -> new TenantImport().read(file, folder.resolve("data")));
    assertThat(refused.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.line()).isEqualTo(2);
              assertThat(problem.field()).isEqualTo("userPrincipalName");
              assertThat(problem.message()).contains("line 1");
            });
  }

  @Test
  void textThatIsNoUtf8IsRefused() throws Exception {
    Path file = folder.resolve("latin.jsonl");
    Files.write(file, user(ADA, "Zoë").replace('\'', '"').getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> new TenantImport().read(file, folder.resolve("data")))
        .isInstanceOf(TenantImportException.class)
        .hasMessageContaining("latin.jsonl:1");
  }

  @Test
  void aFolderWithATenantIsNotOverwritten() throws Exception {
    Path data = folder.resolve("data");
    new TenantImport().read(file(user(ADA, "ada")), data);
    assertThatThrownBy(() -> new TenantImport().read(file(user(BOB, "bob")), data))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(export(data)).contains("ada@fabrikam.com");
    assertThatThrownBy(() -> export(folder.resolve("nothing")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void synchronizedObjectsOfARealTenantCanBeSynchronizedTo() throws Exception {
    Path data = folder.resolve("data");
    new TenantImport()
        .read(
            file(
                user(ADA, "ada")
                    .replace(
                        "}",
                        ",'onPremisesSyncEnabled':true,'onPremisesImmutableId':'abc=',"
                            + "'onPremisesSamAccountName':'ada'}")),
            data);
    try (EmbeddedTenant tenant = EmbeddedTenant.builder().dataFolder(data).start()) {
      TestClient graph = new TestClient(tenant);
      assertThat(graph.items("/landfall/directorySynchronization/delta"))
          .singleElement()
          .satisfies(
              item -> {
                assertThat(item.path("sourceAnchor").asText()).isEqualTo("abc=");
                assertThat(item.at("/attributes/userPrincipalName").asText())
                    .isEqualTo("ada@fabrikam.com");
                assertThat(item.at("/attributes/onPremisesSamAccountName").asText())
                    .isEqualTo("ada");
              });
    }
  }
}
