package dev.landfall.emulators.tenant;

import java.util.Set;
import java.util.UUID;

/** Finds who answers a Graph request, under the lock and with permissions checked. */
final class GraphRouter {
  private static final Set<String> ENUMS_READING = Set.of("getbyids");

  private final TenantState state;
  private final DirectoryApi directory;
  private final OrganizationApi organization;
  private final Roles roles;
  private final Batch batch;

  GraphRouter(TenantState state, Tenancy tenancy, DeltaLimits limits) {
    this.state = state;
    this.directory = new DirectoryApi(state, tenancy, limits);
    this.organization = new OrganizationApi(state, tenancy);
    this.roles = new Roles(state, tenancy);
    this.batch = new Batch(request -> handle(request, UUID.randomUUID().toString()));
  }

  DeltaToken.Codec tokens() {
    return directory.tokens();
  }

  /** Answers a request; errors become their JSON body. */
  GraphResponse handle(GraphRequest request, String requestId) {
    try {
      if (request.word(0).equals("$batch")) {
        if (!request.method().equals("POST")) {
          throw GraphException.methodNotAllowed();
        }
        return batch.handle(request);
      }
      Permissions.check(request);
      return reads(request)
          ? state.read(() -> dispatch(request))
          : state.write(() -> dispatch(request));
    } catch (GraphException e) {
      String time = state.timestamp().replace("Z", "");
      String client = request.header("client-request-id");
      return e.response(time, requestId, client.isEmpty() ? requestId : client);
    }
  }

  private static boolean reads(GraphRequest request) {
    return request.method().equals("GET") || ENUMS_READING.contains(request.word(1));
  }

  private GraphResponse dispatch(GraphRequest request) {
    if (DirectoryApi.handles(request)) {
      return directory.handle(request);
    }
    switch (request.word(0)) {
      case "directoryobjects" -> {
        return directory.directoryObjects(request);
      }
      case "directory" -> {
        if (request.word(1).equals("deleteditems")) {
          return directory.deletedItems(request);
        }
        if (request.word(1).equals("onpremisessynchronization")) {
          return organization.onPremisesSynchronization(request);
        }
        throw GraphException.unknownSegment(request.segment(1));
      }
      case "organization" -> {
        return organization.organization(request);
      }
      case "domains" -> {
        return organization.domains(request);
      }
      case "subscribedskus" -> {
        return organization.subscribedSkus(request);
      }
      case "groupsettings", "settings" -> {
        return organization.settings(request);
      }
      case "rolemanagement" -> {
        return roles.handle(request);
      }
      default -> throw GraphException.unknownSegment(request.segment(0));
    }
  }
}
