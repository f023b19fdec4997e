package dev.landfall.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.Attributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands around objects, over a home folder whose systems nobody can reach. */
class ObjectsCommandTest {
  private static final String STORE = "sqlite:landfall.db";
  private static final String ANN = "CN=Ann,OU=Sales,DC=corp,DC=example,DC=com";

  @TempDir private Path home;
  private ConnectorId corp = ConnectorId.ENTRA;

  @BeforeEach
  void twoObjects() throws IOException {
    Files.writeString(home.resolve("secret"), "s");
    Files.writeString(
        home.resolve("landfall.yaml"),
        """
        tenant:
          name: contoso.onmicrosoft.com
          tenantId: 00000000-0000-0000-0000-000000000001
          clientId: 00000000-0000-0000-0000-000000000002
          clientSecret: file:secret
        forests:
          - name: corp.example.com
            server: ldaps://dc1.corp.example.com:636
            account: CN=svc,DC=corp,DC=example,DC=com
            password: file:secret
        """);
    try (Store store = Landfall.openStore(home, STORE)) {
      corp = Landfall.connectorId(store, "corp.example.com");
      for (String name : new String[] {"Ann", "Bob"}) {
        store
            .connectorSpace(corp)
            .insert(
                CsObject.imported(
                    new Anchor("anchor-" + name),
                    "CN=" + name + ",OU=Sales,DC=corp,DC=example,DC=com",
                    "user",
                    Attributes.builder()
                        .set("mail", "=" + name + "@x")
                        .set("description", "long ".repeat(60))
                        .build()));
      }
    }
  }

  private CommandLineRun objects(String... arguments) {
    String[] all = new String[arguments.length + 3];
    System.arraycopy(new String[] {"--home", home.toString(), "objects"}, 0, all, 0, 3);
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return CommandLineRun.of(all);
  }

  @Test
  void searchesWithClausesAndWritesAnyColumnAsCsv() {
    CommandLineRun run =
        objects(
            "search",
            "--connector",
            "corp.example.com",
            "--where",
            "mail ENDSWITH n@x",
            "--columns",
            "mail,description",
            "--format",
            "csv");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .satisfies(
            csv -> {
              assertThat(csv)
                  .startsWith("id,type,dn,link,import,export,error,mail,description\r\n");
              assertThat(csv)
                  .endsWith(",user,\"" + ANN + "\",,add,,,'=Ann@x," + "long ".repeat(60) + "\r\n");
              assertThat(csv.lines()).hasSize(2);
            });
  }

  @Test
  void jsonIsALineForEachObject() {
    CommandLineRun run =
        objects(
            "search", "--connector", "corp.example.com", "--state", "pending-import:add", "--json");

    assertThat(run.out().lines()).hasSize(2).allMatch(line -> line.contains("\"import\":\"add\""));
  }

  @Test
  void findsAnObjectByItsKeyIfItIsWhatIsAskedFor() {
    CommandLineRun byAnchor =
        objects("search", "--connector", "corp.example.com", "--anchor", "anchor-Bob", "--json");
    CommandLineRun otherState =
        objects("search", "--connector", "corp.example.com", "--dn", ANN, "--state", "connector");

    assertThat(byAnchor.out().lines()).singleElement().asString().contains("CN=Bob,");
    assertThat(otherState.out()).contains("0 found");
  }

  @Test
  void mistakesNameWhatThereIs() {
    CommandLineRun operator =
        objects("search", "--connector", "corp.example.com", "--where", "mail LIKE x");
    CommandLineRun state =
        objects("search", "--connector", "corp.example.com", "--state", "orphan");

    assertThat(operator.exitCode()).isEqualTo(2);
    assertThat(operator.err()).contains("mail LIKE x").contains("CONTAINS");
    assertThat(state.exitCode()).isEqualTo(2);
    assertThat(state.err()).contains("orphan").contains("disconnector");
    assertThat(objects("search").exitCode()).isEqualTo(2);
    assertThat(objects("show", "corp.example.com", "999").exitCode()).isEqualTo(2);
  }

  @Test
  void showsADisconnectorAndWhereToAskWhy() {
    CommandLineRun run = objects("show", "corp.example.com", ANN);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(ANN + ", anchor anchor-Ann")
        .contains("pending import: add")
        .contains("landfall preview");
  }

  @Test
  void anAdministratorKeepsAnObjectApartAndLetsItGoAgain() {
    assertThat(objects("disconnect", "corp.example.com", ANN).exitCode()).isZero();
    assertThat(ann()).map(CsObject::explicitDisconnector).contains(true);
    assertThat(ann()).map(CsObject::retry).contains(true);

    assertThat(objects("connect", "corp.example.com", ANN).exitCode()).isZero();
    assertThat(ann()).map(CsObject::explicitDisconnector).contains(false);
  }

  private Optional<CsObject> ann() {
    try (Store store = Landfall.openStore(home, STORE)) {
      return store.connectorSpace(corp).byDn(ANN);
    }
  }
}
