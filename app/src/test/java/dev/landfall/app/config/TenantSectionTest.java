package dev.landfall.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landfall.connectors.graph.GraphSettings;
import dev.landfall.connectors.graph.NationalCloud;
import dev.landfall.connectors.graph.signin.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantSectionTest {
  private static final String WHO = "name: contoso.onmicrosoft.com|tenantId: t|clientId: c|";

  @TempDir private Path home;

  private GraphSettings read(String keys, Map<String, String> environment) throws IOException {
    StringBuilder yaml = new StringBuilder("tenant:\n");
    for (String line : keys.split("\\|")) {
      yaml.append("  ").append(line).append('\n');
    }
    Files.writeString(home.resolve(ConfigurationReader.FILE), yaml);
    return ConfigurationReader.read(home, environment, false).tenant();
  }

  private List<String> wrong(String keys, Map<String, String> environment) {
    return catchThrowableOfType(ConfigurationException.class, () -> read(keys, environment))
        .problems()
        .stream()
        .map(problem -> problem.line() + " " + problem.field() + ": " + problem.message())
        .toList();
  }

  @Test
  void aSecretInTheWorldwideCloud() throws IOException {
    GraphSettings read = read(WHO + "clientSecret: env:S", Map.of("S", "s3cret"));
    assertThat(read.credential()).isEqualTo(new Credential.Secret("s3cret"));
    assertThat(read.graphEndpoint()).isEqualTo(NationalCloud.GLOBAL.graphEndpoint());
    assertThat(read.toString()).doesNotContain("s3cret");
  }

  @Test
  void anotherCloudAndAProxy() throws IOException {
    GraphSettings read =
        read(
            WHO
                + "clientSecret: env:S|cloud: usGov|proxy: http://proxy.corp:3128|proxyUser: jane"
                + "|proxyPassword: env:P",
            Map.of("S", "x", "P", "pr0xy"));
    assertThat(read.authority()).isEqualTo(NationalCloud.US_GOV.authority());
    assertThat(read.proxy().orElseThrow().user()).contains("jane");
    assertThat(read.toString()).doesNotContain("pr0xy");
  }

  @Test
  void managedAndWorkloadIdentities() throws IOException {
    assertThat(read(WHO + "managedIdentity: user", Map.of()).credential())
        .isEqualTo(Credential.ManagedIdentity.of(Map.of(), true, java.util.Optional.empty()));
    GraphSettings workload =
        read(
            "name: contoso.onmicrosoft.com|workloadIdentity: true",
            Map.of(
                "AZURE_TENANT_ID", "t1",
                "AZURE_CLIENT_ID", "c1",
                "AZURE_AUTHORITY_HOST", "https://login.microsoftonline.us/",
                "AZURE_FEDERATED_TOKEN_FILE", "/var/run/token"));
    assertThat(workload.tenantId()).isEqualTo("t1");
    assertThat(workload.clientId()).isEqualTo("c1");
    assertThat(workload.graphEndpoint()).isEqualTo(NationalCloud.US_GOV.graphEndpoint());
    assertThat(workload.credential())
        .isEqualTo(new Credential.WorkloadIdentity(Path.of("/var/run/token")));
  }

  @Test
  void everythingWrongIsToldAtOnceWithItsLine() {
    assertThat(
            wrong(
                WHO
                    + "clientSecret: env:MISSING|managedIdentity: sytem|cloud: usgovdot|proxy: proxy:80"
                    + "|clientSecrets: x",
                Map.of()))
        .anyMatch(text -> text.startsWith("6 tenant.managedIdentity: Exactly one of"))
        .anyMatch(text -> text.startsWith("7 tenant.cloud:") && text.contains("\"usGovDoD\""))
        .anyMatch(text -> text.startsWith("8 tenant.proxy:") && text.contains("http://host:port"))
        .anyMatch(
            text ->
                text.startsWith("9 tenant.clientSecrets:") && text.contains("\"clientSecret\""));
    assertThat(wrong(WHO, Map.of())).anyMatch(text -> text.contains("Exactly one of"));
    assertThat(wrong(WHO + "certificate: file:none.p12", Map.of()))
        .anyMatch(text -> text.startsWith("5 tenant.certificate:") && text.contains("none.p12"));
    assertThat(wrong(WHO + "certificate: none.p12", Map.of()))
        .anyMatch(text -> text.contains("file:PATH"));
    assertThat(wrong(WHO + "workloadIdentity: true", Map.of()))
        .anyMatch(text -> text.contains("AZURE_FEDERATED_TOKEN_FILE"));
    assertThat(
            wrong(WHO + "clientSecret: env:S|graphEndpoint: https://g.example", Map.of("S", "x")))
        .anyMatch(text -> text.contains("give both"));
    assertThat(
            wrong(
                WHO
                    + "clientSecret: env:S|graphEndpoint: http://g.example|authority: https://l.example",
                Map.of("S", "x")))
        .anyMatch(text -> text.contains("not https"));
  }
}
