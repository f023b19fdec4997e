package dev.landfall.emulators.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.graph.core.content.BatchRequestContent;
import com.microsoft.graph.core.content.BatchResponseContent;
import com.microsoft.graph.core.requests.BaseGraphRequestAdapter;
import com.microsoft.graph.core.tasks.PageIterator;
import com.microsoft.graph.directoryobjects.getbyids.GetByIdsPostRequestBody;
import com.microsoft.graph.groups.delta.DeltaGetResponse;
import com.microsoft.graph.models.DirectoryObject;
import com.microsoft.graph.models.DirectoryObjectCollectionResponse;
import com.microsoft.graph.models.Group;
import com.microsoft.graph.models.OnPremisesDirectorySynchronization;
import com.microsoft.graph.models.OnPremisesDirectorySynchronizationFeature;
import com.microsoft.graph.models.Organization;
import com.microsoft.graph.models.PasswordProfile;
import com.microsoft.graph.models.ReferenceCreate;
import com.microsoft.graph.models.User;
import com.microsoft.graph.models.VerifiedDomain;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.authentication.AccessTokenProvider;
import com.microsoft.kiota.authentication.AllowedHostsValidator;
import com.microsoft.kiota.authentication.BaseBearerTokenAuthenticationProvider;
import com.microsoft.kiota.serialization.UntypedArray;
import com.microsoft.kiota.serialization.UntypedNode;
import com.microsoft.kiota.serialization.UntypedObject;
import com.microsoft.kiota.serialization.UntypedString;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Microsoft's own client for Java works with the tenant: a judge that shares no code with us. */
class OfficialSdkTest {
  private static final String NOBODY = "00000000-0000-0000-0000-000000000009";

  private EmbeddedTenant tenant;
  private GraphServiceClient graph;

  @BeforeEach
  void start() throws Exception {
    tenant = EmbeddedTenant.builder().start();
    graph =
        new GraphServiceClient(
            new BaseGraphRequestAdapter(
                new BaseBearerTokenAuthenticationProvider(new LoopbackToken(token())),
                tenant.url() + "/v1.0"));
  }

  @AfterEach
  void stop() {
    tenant.close();
  }

  /** The official credentials speak https only; this one lets the token go to the loopback host. */
  private record LoopbackToken(String token) implements AccessTokenProvider {
    @Override
    public String getAuthorizationToken(URI uri, Map<String, Object> context) {
      return getAllowedHostsValidator().isUrlHostValid(uri) ? token : "";
    }

    @Override
    public AllowedHostsValidator getAllowedHostsValidator() {
      return new AllowedHostsValidator("127.0.0.1");
    }
  }

  private String token() throws IOException, InterruptedException {
    TenantCredentials credentials = tenant.credentials();
    String form =
        "grant_type=client_credentials&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default"
            + "&client_id="
            + QueryOptions.encode(credentials.clientId())
            + "&client_secret="
            + QueryOptions.encode(credentials.clientSecret());
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(tenant.url() + "/" + credentials.tenantId() + "/oauth2/v2.0/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    String body =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    return new ObjectMapper().readTree(body).path("access_token").asText();
  }

  @Test
  void createsGroupAndReadsItBack() {
    Group made = graph.groups().post(group("Sales"));
    Group read = graph.groups().byGroupId(made.getId()).get();
    assertThat(read.getDisplayName()).isEqualTo("Sales");
    assertThat(read.getDescription()).isEqualTo("Ärger & <Freude>");
    assertThat(read.getSecurityEnabled()).isTrue();
    assertThat(read.getMailEnabled()).isFalse();
    assertThat(read.getGroupTypes()).isEmpty();
    assertThat(read.getProxyAddresses()).isEmpty();
    assertThat(read.getOnPremisesSyncEnabled()).isNull();
    assertThat(read.getCreatedDateTime()).isNotNull().isEqualTo(made.getCreatedDateTime());
    assertThat(read.getSecurityIdentifier()).startsWith("S-1-12-1-");

    Group change = new Group();
    change.setDescription(null);
    change.setDisplayName("Sellers");
    graph.groups().byGroupId(made.getId()).patch(change);
    List<Group> found =
        graph
            .groups()
            .get(
                request -> {
                  request.queryParameters.filter = "displayName eq 'Sellers'";
                  request.queryParameters.select = new String[] {"id", "displayName"};
                })
            .getValue();
    assertThat(found).extracting(Group::getId).containsExactly(made.getId());
    assertThat(graph.groups().byGroupId(made.getId()).get().getDescription()).isNull();
  }

  @Test
  void countsAndSearchesWithEventualConsistency() {
    Stream.of("Sales East", "Sales West", "Legal")
        .map(OfficialSdkTest::group)
        .forEach(graph.groups()::post);
    assertThat(
            graph
                .groups()
                .get(
                    request -> {
                      request.headers.add("ConsistencyLevel", "eventual");
                      request.queryParameters.count = true;
                      request.queryParameters.top = 1;
                      request.queryParameters.search = "\"displayName:sales\"";
                      request.queryParameters.orderby = new String[] {"displayName desc"};
                    }))
        .satisfies(
            page -> {
              assertThat(page.getOdataCount()).isEqualTo(2);
              assertThat(page.getValue())
                  .extracting(Group::getDisplayName)
                  .containsExactly("Sales West");
              assertThat(
                      graph
                          .groups()
                          .withUrl(page.getOdataNextLink())
                          .get(request -> request.headers.add("ConsistencyLevel", "eventual"))
                          .getValue())
                  .extracting(Group::getDisplayName)
                  .containsExactly("Sales East");
            });
    assertThat(
            graph
                .groups()
                .count()
                .get(request -> request.headers.add("ConsistencyLevel", "eventual")))
        .isEqualTo(3);
  }

  @Test
  void addsAndListsMembersOverSeveralPages() throws Exception {
    String group = graph.groups().post(group("Sales")).getId();
    List<String> members = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String user = graph.users().post(user("user" + i)).getId();
      addMember(group, user);
      members.add(user);
    }
    String nested = graph.groups().post(group("Nested")).getId();
    addMember(group, nested);
    members.add(nested);

    DirectoryObjectCollectionResponse first =
        graph.groups().byGroupId(group).members().get(request -> request.queryParameters.top = 2);
    assertThat(first.getValue()).hasSize(2);
    assertThat(first.getOdataNextLink()).startsWith(tenant.url());
    List<DirectoryObject> seen = new ArrayList<>();
    new PageIterator.Builder<DirectoryObject, DirectoryObjectCollectionResponse>()
        .client(graph)
        .collectionPage(first)
        .collectionPageFactory(DirectoryObjectCollectionResponse::createFromDiscriminatorValue)
        .processPageItemCallback(seen::add)
        .build()
        .iterate();
    assertThat(seen).extracting(DirectoryObject::getId).isEqualTo(members);
    assertThat(seen.subList(0, 4)).hasOnlyElementsOfType(User.class);
    assertThat(seen.get(4))
        .isInstanceOfSatisfying(
            Group.class, object -> assertThat(object.getDisplayName()).isEqualTo("Nested"));

    graph.groups().byGroupId(group).members().byDirectoryObjectId(members.get(0)).ref().delete();
    // GET members/$ref is left out: the SDK expects texts there, OData says objects.
    assertThat(
            graph
                .groups()
                .byGroupId(group)
                .members()
                .count()
                .get(request -> request.headers.add("ConsistencyLevel", "eventual")))
        .isEqualTo(4);
    assertThat(graph.groups().byGroupId(group).members().graphUser().get().getValue())
        .extracting(User::getId)
        .isEqualTo(members.subList(1, 4));
  }

  @Test
  void followsDeltaRoundsToTheirLinks() throws Exception {
    ObjectNode load = Json.object();
    ArrayNode groups = load.putArray("groups");
    for (int i = 0; i < 450; i++) {
      groups.addObject().put("displayName", "Group " + i).put("securityEnabled", true);
    }
    tenant.load(load);
    List<Group> all = new ArrayList<>();
    String link = round(graph.groups().delta().get(), all);
    assertThat(all).extracting(Group::getDisplayName).hasSize(450).doesNotHaveDuplicates();
    assertThat(link).startsWith(tenant.url());

    List<Group> none = new ArrayList<>();
    link = round(graph.groups().delta().withUrl(link).get(), none);
    assertThat(none).isEmpty();

    String changed = all.get(7).getId();
    String removed = all.get(8).getId();
    String user = graph.users().post(user("ada")).getId();
    addMember(changed, user);
    graph.groups().byGroupId(removed).delete();
    List<Group> changes = new ArrayList<>();
    link = round(graph.groups().delta().withUrl(link).get(), changes);
    assertThat(changes).extracting(Group::getId).containsExactlyInAnyOrder(changed, removed);
    Map<String, UntypedNode> entry = members(changes, changed).get(0);
    assertThat(text(entry.get("id"))).isEqualTo(user);
    assertThat(text(entry.get("@odata.type"))).isEqualTo("#microsoft.graph.user");
    assertThat(removedReason(byId(changes, removed).getAdditionalData())).isEqualTo("changed");

    graph.groups().byGroupId(changed).members().byDirectoryObjectId(user).ref().delete();
    List<Group> later = new ArrayList<>();
    round(graph.groups().delta().withUrl(link).get(), later);
    assertThat(removedReason(members(later, changed).get(0))).isEqualTo("deleted");
  }

  private String round(DeltaGetResponse first, List<Group> items) throws Exception {
    PageIterator<Group, DeltaGetResponse> pages =
        new PageIterator.Builder<Group, DeltaGetResponse>()
            .client(graph)
            .collectionPage(first)
            .collectionPageFactory(DeltaGetResponse::createFromDiscriminatorValue)
            .processPageItemCallback(items::add)
            .build();
    pages.iterate();
    assertThat(pages.getPageIteratorState()).isEqualTo(PageIterator.PageIteratorState.DELTA);
    return pages.getDeltaLink();
  }

  private static Group byId(List<Group> groups, String id) {
    return groups.stream().filter(group -> group.getId().equals(id)).findFirst().orElseThrow();
  }

  private static List<Map<String, UntypedNode>> members(List<Group> groups, String id) {
    UntypedArray entries = (UntypedArray) byId(groups, id).getAdditionalData().get("members@delta");
    List<Map<String, UntypedNode>> members = new ArrayList<>();
    entries.getValue().forEach(entry -> members.add(((UntypedObject) entry).getValue()));
    return members;
  }

  private static String removedReason(Map<String, ?> properties) {
    return text(((UntypedObject) properties.get("@removed")).getValue().get("reason"));
  }

  private static String text(UntypedNode node) {
    return ((UntypedString) node).getValue();
  }

  @Test
  void readsAndWritesInBatches() throws Exception {
    String sales = graph.groups().post(group("Sales")).getId();
    BatchRequestContent batch = new BatchRequestContent(graph);
    String reads =
        batch.addBatchRequestStep(graph.groups().byGroupId(sales).toGetRequestInformation());
    String fails =
        batch.addBatchRequestStep(graph.groups().byGroupId(NOBODY).toGetRequestInformation());
    String makes =
        batch.addBatchRequestStep(graph.groups().toPostRequestInformation(group("Legal")));
    BatchResponseContent answer = graph.getBatchRequestBuilder().post(batch, null);
    assertThat(answer.getResponsesStatusCode())
        .containsExactlyInAnyOrderEntriesOf(Map.of(reads, 200, fails, 404, makes, 201));
    assertThat(answer.getResponseById(reads, Group::createFromDiscriminatorValue).getDisplayName())
        .isEqualTo("Sales");
    Group made = answer.getResponseById(makes, Group::createFromDiscriminatorValue);
    assertThat(graph.groups().byGroupId(made.getId()).get().getDisplayName()).isEqualTo("Legal");
  }

  @Test
  void readsManyObjectsByTheirIds() {
    String group = graph.groups().post(group("Sales")).getId();
    String user = graph.users().post(user("ada")).getId();
    GetByIdsPostRequestBody asked = new GetByIdsPostRequestBody();
    asked.setIds(List.of(user, NOBODY, group));
    asked.setTypes(List.of("user", "group"));
    List<DirectoryObject> found = graph.directoryObjects().getByIds().post(asked).getValue();
    assertThat(found).extracting(DirectoryObject::getId).containsExactlyInAnyOrder(user, group);
    assertThat(found).hasAtLeastOneElementOfType(User.class);
    assertThat(found).hasAtLeastOneElementOfType(Group.class);
  }

  @Test
  void receivesTypedErrorForMissingGroup() {
    ODataError error =
        catchThrowableOfType(ODataError.class, () -> graph.groups().byGroupId(NOBODY).get());
    assertThat(error.getResponseStatusCode()).isEqualTo(404);
    assertThat(error.getError().getCode()).isEqualTo("Request_ResourceNotFound");
    assertThat(error.getMessage()).contains("'" + NOBODY + "'");
    assertThat(error.getError().getInnerError().getDate()).isNotNull();
    String request = error.getError().getInnerError().getRequestId();
    assertThat(UUID.fromString(request)).isNotNull();
    assertThat(error.getResponseHeaders().get("request-id")).containsExactly(request);
    assertThat(error.getError().getInnerError().getClientRequestId())
        .isEqualTo(error.getResponseHeaders().get("client-request-id").iterator().next());
  }

  @Test
  void readsOrganizationAndSwitchesSynchronizationFeatures() {
    List<Organization> organizations = graph.organization().get().getValue();
    assertThat(organizations).hasSize(1);
    Organization organization = organizations.get(0);
    assertThat(organization.getId()).isEqualTo(tenant.tenantId());
    assertThat(organization.getCreatedDateTime()).isNotNull();
    assertThat(organization.getTenantType()).isEqualTo("AAD");
    assertThat(organization.getVerifiedDomains())
        .singleElement()
        .satisfies(
            domain -> {
              assertThat(domain.getName()).isEqualTo("contoso.onmicrosoft.com");
              assertThat(domain.getIsInitial()).isTrue();
            });
    assertThat(graph.organization().byOrganizationId(tenant.tenantId()).get().getVerifiedDomains())
        .extracting(VerifiedDomain::getName)
        .containsExactly("contoso.onmicrosoft.com");

    OnPremisesDirectorySynchronizationFeature features =
        new OnPremisesDirectorySynchronizationFeature();
    features.setGroupWriteBackEnabled(true);
    OnPremisesDirectorySynchronization change = new OnPremisesDirectorySynchronization();
    change.setFeatures(features);
    graph
        .directory()
        .onPremisesSynchronization()
        .byOnPremisesDirectorySynchronizationId(tenant.tenantId())
        .patch(change);
    assertThat(graph.directory().onPremisesSynchronization().get().getValue())
        .singleElement()
        .satisfies(read -> assertThat(read.getFeatures().getGroupWriteBackEnabled()).isTrue());
  }

  private void addMember(String group, String member) {
    ReferenceCreate reference = new ReferenceCreate();
    reference.setOdataId(tenant.url() + "/v1.0/directoryObjects/" + member);
    graph.groups().byGroupId(group).members().ref().post(reference);
  }

  private static Group group(String name) {
    Group group = new Group();
    group.setDisplayName(name);
    group.setDescription("Ärger & <Freude>");
    group.setMailEnabled(false);
    group.setMailNickname("g" + name.length());
    group.setSecurityEnabled(true);
    return group;
  }

  private static User user(String name) {
    PasswordProfile password = new PasswordProfile();
    password.setPassword("Xy7-" + name);
    User user = new User();
    user.setAccountEnabled(true);
    user.setDisplayName(name);
    user.setMailNickname(name);
    user.setUserPrincipalName(name + "@contoso.onmicrosoft.com");
    user.setPasswordProfile(password);
    return user;
  }
}
