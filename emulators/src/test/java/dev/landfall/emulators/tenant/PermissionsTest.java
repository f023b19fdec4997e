package dev.landfall.emulators.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of permissions, row by row, at the running tenant. */
class PermissionsTest {
  private static final String ID = "00000000-0000-0000-0000-000000000001";

  private final EmbeddedTenant tenant = EmbeddedTenant.builder().start();

  @AfterEach
  void stop() {
    tenant.close();
  }

  static List<Permissions.Rule> rules() {
    return Permissions.RULES;
  }

  @ParameterizedTest
  @MethodSource("rules")
  void eachPermissionOfARowIsEnoughAndNoOtherIs(Permissions.Rule rule) {
    for (String method : List.of("GET", "PATCH")) {
      Set<String> enough = method.equals("GET") ? rule.read() : rule.write();
      if (enough.isEmpty()) {
        continue;
      }
      String version =
          rule.path().matches("settings|directory(setting.*)|onpremisesp.*") ? "/beta/" : "/v1.0/";
      String[] parts = rule.path().split(" ", 2);
      String path =
          version
              + parts[0]
              + (parts.length == 1
                  ? "/" + ID
                  : parts[0].equals("directory") || parts[0].equals("auditlogs")
                      ? "/" + parts[1]
                      : "/" + ID + "/" + parts[1]);
      if (rule.path().equals("auditlogs")) {
        path = version + "auditLogs/directoryAudits";
      }
      List<String> others = new ArrayList<>(Permissions.ALL);
      others.removeAll(enough);
      assertThat(status(others, method, path)).as("%s %s without", method, path).isEqualTo(403);
      for (String permission : enough) {
        assertThat(status(List.of(permission), method, path))
            .as("%s %s with %s", method, path, permission)
            .isNotEqualTo(403);
      }
    }
  }

  private int status(List<String> permissions, String method, String path) {
    tenant.grantOnly(permissions);
    TestClient graph = new TestClient(tenant);
    TestClient.Answer answer = graph.call(method, path, method.equals("GET") ? "" : "{}");
    if (answer.status() == 403) {
      assertThat(answer.code()).isEqualTo("Authorization_RequestDenied");
      assertThat(answer.message()).isEqualTo("Insufficient privileges to complete the operation.");
    }
    return answer.status();
  }

  @Test
  void everyPermissionOfTheTableIsGrantedToTheTenantsOwnApplication() {
    for (Permissions.Rule rule : Permissions.RULES) {
      assertThat(Permissions.ALL).containsAll(rule.read()).containsAll(rule.write());
    }
  }

  @Test
  void deletedObjectsNeedThePermissionOfTheirType() {
    TestClient graph = new TestClient(tenant);
    String group = graph.createGroup("Sales");
    graph.delete("/v1.0/groups/" + group);
    String path = "/v1.0/directory/deletedItems/";
    assertThat(status(List.of("User.Read.All"), "GET", path + group)).isEqualTo(403);
    assertThat(status(List.of("User.Read.All"), "GET", path + "microsoft.graph.group"))
        .isEqualTo(403);
    assertThat(status(List.of("Group.Read.All"), "GET", path + group)).isEqualTo(200);
    assertThat(status(List.of("User.ReadWrite.All"), "DELETE", path + group)).isEqualTo(403);
    assertThat(status(List.of("Group.ReadWrite.All"), "DELETE", path + group)).isEqualTo(204);
  }

  @Test
  void roleAssignableGroupsNeedRoleManagementToo() {
    String body =
        "{'displayName':'Admins','mailEnabled':false,'mailNickname':'a','securityEnabled':true,"
            + "'isAssignableToRole':true}";
    tenant.grantOnly(List.of("Group.ReadWrite.All"));
    assertThat(new TestClient(tenant).post("/v1.0/groups", body).status()).isEqualTo(403);
    tenant.grantOnly(List.of("Group.ReadWrite.All", "RoleManagement.ReadWrite.Directory"));
    TestClient.Answer made = new TestClient(tenant).post("/v1.0/groups", body);
    assertThat(made.status()).isEqualTo(201);
    tenant.grantOnly(List.of("Group.ReadWrite.All"));
    TestClient graph = new TestClient(tenant);
    assertThat(graph.patch("/v1.0/groups/" + made.id(), "{'description':'x'}").status())
        .isEqualTo(403);
    assertThat(graph.get("/v1.0/groups/" + made.id()).status()).isEqualTo(200);
  }
}
