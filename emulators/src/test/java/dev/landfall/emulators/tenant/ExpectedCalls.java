package dev.landfall.emulators.tenant;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link EveryPathTest} sends to each path and must get, where it is not a plain GET with 200
 * or a change without body with 204. Names in braces are replaced by ids.
 */
final class ExpectedCalls {
  /** A body and the status it must get. */
  record Call(int status, String body) {}

  static final String REFERENCE = "{'@odata.id':'https://x/v1.0/directoryObjects/%s'}";

  static final String ON_DEMAND =
      "{'parameters':[{'ruleId':'r','subjects':[{'objectId':'{group-id}','objectTypeName':'Group'}]}]}";
  static final String SUBSCRIPTION =
      "{'changeType':'updated','resource':'groups','notificationUrl':'https://example.com/n',"
          + "'expirationDateTime':'"
          + Instant.now().plusSeconds(86_400)
          + "'}";
  private static final String CERTIFICATE = CertificateSignInTest.certificateBase64();

  private final Map<String, Call> calls = new HashMap<>();

  ExpectedCalls() {
    expect();
  }

  /** The call of a method and path, such as {@code GET /groups}. */
  Call of(String key) {
    return calls.getOrDefault(key, new Call(key.startsWith("GET ") ? 200 : 204, ""));
  }

  private void expect() {
    String sp = "/servicePrincipals/{servicePrincipal-id}";
    String job = sp + "/synchronization/jobs/{synchronizationJob-id}";
    put(200, "POST /$batch", "{'requests':[{'id':'1','method':'GET','url':'/groups'}]}");
    put(
        201,
        "POST /applicationTemplates/{applicationTemplate-id}/instantiate",
        "{'displayName':'Another'}");
    put(201, "POST /applications", "{'displayName':'App'}");
    put(204, "PATCH /applications(appId='{appId}')", "{'displayName':'Renamed'}");
    put(204, "PATCH /applications/{application-id}", "{'displayName':'Renamed'}");
    for (String app : List.of("/applications/{application-id}", sp)) {
      put(
          200,
          "POST " + app + "/addKey",
          "{'keyCredential':{'type':'AsymmetricX509Cert','usage':'Verify','key':'"
              + CERTIFICATE
              + "'},'proof':'x'}");
      put(200, "POST " + app + "/addPassword", "{'passwordCredential':{'displayName':'x'}}");
    }
    put(204, "POST /applications/{application-id}/removePassword", "{'keyId':'{password}'}");
    put(204, "POST " + sp + "/removePassword", "{'keyId':'{principalPassword}'}");
    // There is no certificate yet: to remove it is refused, and the refusal fits too.
    put(400, "POST /applications/{application-id}/removeKey", "{'keyId':'{password}'}");
    put(400, "POST " + sp + "/removeKey", "{'keyId':'{password}'}");
    put(400, "GET /directory/deletedItems", "");
    for (String method : List.of("GET", "DELETE")) {
      put(404, method + " /directory/deletedItems/{directoryObject-id}", "");
    }
    put(404, "POST /directory/deletedItems/{directoryObject-id}/restore", "{}");
    put(
        204,
        "PATCH /directory/onPremisesSynchronization/{onPremisesDirectorySynchronization-id}",
        "{'features':{'groupWriteBackEnabled':true}}");
    put(200, "POST /directoryObjects/getByIds", "{'ids':['{group-id}','{user-id}']}");
    put(
        204,
        "POST /directoryObjects/validateProperties",
        "{'entityType':'Group','displayName':'x','mailNickname':'x'}");
    put(201, "POST /directoryRoles", "{'roleTemplateId':'62e90394-69f5-4237-9190-012177145e10'}");
    put(
        204,
        "POST /directoryRoles/{directoryRole-id}/members/$ref",
        String.format(REFERENCE, "{boss}"));
    put(
        201,
        "POST /roleManagement/directory/roleAssignments",
        "{'principalId':'{boss}','roleDefinitionId':'62e90394-69f5-4237-9190-012177145e10',"
            + "'directoryScopeId':'/'}");
    for (String settings : List.of("/groupSettings", "/settings")) {
      // One exists already, and there can only be one.
      put(400, "POST " + settings, "{'templateId':'" + GroupSettings.UNIFIED + "','values':[]}");
    }
    for (String setting :
        List.of("/groupSettings/{groupSetting-id}", "/settings/{directorySetting-id}")) {
      put(204, "PATCH " + setting, "{'values':[{'name':'EnableGroupCreation','value':'false'}]}");
    }
    String group =
        "{'displayName':'New','mailEnabled':false,'mailNickname':'n','securityEnabled':true}";
    put(201, "POST /groups", group);
    put(204, "PATCH /groups(uniqueName='{uniqueName}')", "{'displayName':'New'}");
    put(204, "PATCH /groups/{group-id}", "{'description':'New'}");
    for (String one : List.of("/groups/{group-id}", "/users/{user-id}")) {
      put(200, "POST " + one + "/checkMemberGroups", "{'groupIds':['{group-id}']}");
      put(200, "POST " + one + "/checkMemberObjects", "{'ids':['{group-id}']}");
      put(200, "POST " + one + "/getMemberGroups", "{'securityEnabledOnly':false}");
      put(200, "POST " + one + "/getMemberObjects", "{'securityEnabledOnly':false}");
      // Neither came from Active Directory.
      put(400, "PATCH " + one + "/onPremisesSyncBehavior", "{'isCloudManaged':false}");
    }
    put(204, "POST /groups/{group-id}/members/$ref", String.format(REFERENCE, "{boss}"));
    put(204, "POST /groups/{group-id}/retryServiceProvisioning", "");
    put(400, "POST /groups/{group-id}/owners/$ref", String.format(REFERENCE, "{boss}"));
    put(404, "POST /groups/{group-id}/restore", "{}");
    put(204, "PATCH /organization/{organization-id}", "{'technicalNotificationMails':['a@b.c']}");
    put(400, "POST /servicePrincipals", "{'appId':'{appId}'}");
    put(204, "PATCH /servicePrincipals(appId='{appId}')", "{'notes':'x'}");
    put(204, "PATCH " + sp, "{'notes':'x'}");
    String assignment =
        "{'principalId':'{user-id}','resourceId':'{servicePrincipal-id}',"
            + "'appRoleId':'1a0abf4d-b9fa-4512-a3a2-51ee82c6fd9f'}";
    put(201, "POST " + sp + "/appRoleAssignedTo", assignment);
    put(201, "POST " + sp + "/appRoleAssignments", assignment);
    String credentials = "{'credentials':[{'key':'Domain','value':'x'}]}";
    put(204, "POST " + sp + "/synchronization/acquireAccessToken", credentials);
    put(201, "POST " + sp + "/synchronization/jobs", "{'templateId':'AAD2ADGroupProvisioning'}");
    put(204, "POST " + sp + "/synchronization/jobs/validateCredentials", credentials);
    put(
        204,
        "PUT " + sp + "/synchronization/secrets",
        "{'value':[{'key':'Domain','value':'secret'}]}");
    put(204, "PATCH " + job, "{'synchronizationJobSettings':[{'name':'a','value':'b'}]}");
    put(200, "POST " + job + "/provisionOnDemand", ON_DEMAND);
    put(204, "POST " + job + "/restart", "{'criteria':{'resetScope':'Watermark, Escrows'}}");
    put(204, "POST " + job + "/validateCredentials", credentials);
    // Parts of a schema that would not work are refused; the right ones are in
    // SynchronizationApiTest.
    put(400, "PUT " + job + "/schema", "{'directories':[],'synchronizationRules':[]}");
    put(400, "PATCH " + job + "/schema", "{'synchronizationRules':[]}");
    put(200, "POST " + job + "/schema/directories/{directoryDefinition-id}/discover", "");
    put(
        200,
        "POST " + job + "/schema/parseExpression",
        "{'expression':'Append([a],"
            + " [b])','testInputObject':{'properties':[{'key':'a','value':'1'}]}}");
    put(201, "POST /subscriptions", SUBSCRIPTION);
    put(
        200,
        "PATCH /subscriptions/{subscription-id}",
        "{'notificationUrl':'https://example.com/other'}");
    put(
        201,
        "POST /users",
        "{'accountEnabled':true,'displayName':'New','mailNickname':'new','userPrincipalName':"
            + "'new@contoso.onmicrosoft.com','passwordProfile':{'password':'x'}}");
    put(204, "PATCH /users/{user-id}", "{'jobTitle':'Chief'}");
    put(204, "PUT /users/{user-id}/manager/$ref", String.format(REFERENCE, "{boss}"));
  }

  private void put(int status, String key, String body) {
    calls.put(key, new Call(status, body));
  }
}
