package dev.landfall.emulators.tenant;

import java.util.Optional;
import java.util.UUID;

/** Finds who answers a Graph request, under the lock and with permissions checked. */
final class GraphRouter {
  private final TenantState state;
  private final Tenancy tenancy;
  private final Throttle throttle;
  private final DirectoryApi directory;
  private final OrganizationApi organization;
  private final Roles roles;
  private final GroupSettings settings;
  private final Subscriptions subscriptions;
  private final TemplatesApi templates;
  private final AgentsApi agents;
  private final EventLog audits;
  private final EventLog provisioning;
  private final AuditTrail trail;
  private final Batch batch;

  GraphRouter(TenantState state, Tenancy tenancy, DeltaLimits limits, Throttle throttle) {
    this.state = state;
    this.tenancy = tenancy;
    this.throttle = throttle;
    Applications applications = new Applications(state, tenancy);
    SyncTemplates jobTemplates = new SyncTemplates();
    this.audits = new EventLog(state, "directoryAudits");
    this.provisioning = new EventLog(state, "provisioning");
    this.directory =
        new DirectoryApi(
            state,
            tenancy,
            limits,
            applications,
            new SynchronizationApi(state, jobTemplates, new OnDemand(state, provisioning)));
    this.organization = new OrganizationApi(state, tenancy);
    this.roles = new Roles(state);
    this.settings = new GroupSettings(state);
    this.subscriptions = new Subscriptions(state);
    this.templates = new TemplatesApi(jobTemplates, applications);
    this.agents = new AgentsApi(state);
    this.trail = new AuditTrail(state, audits);
    this.batch = new Batch(request -> handle(request, UUID.randomUUID().toString()));
  }

  DeltaToken.Codec tokens() {
    return directory.tokens();
  }

  /** Answers a request; errors become their JSON body. */
  GraphResponse handle(GraphRequest request, String requestId) {
    try {
      if (request.word(0).equals("$batch")) {
        Answers.allow(request, "POST");
        return batch.handle(request);
      }
      Optional<Double> fullness = throttle.charge(request, tenancy.tenantId());
      Permissions.check(request);
      GraphResponse response =
          Permissions.reads(request)
              ? state.read(() -> dispatch(request))
              : state.write(
                  () -> {
                    GraphResponse changed = dispatch(request);
                    trail.record(request, changed);
                    return changed;
                  });
      Throttle.tell(fullness, response);
      return response.header("x-ms-resource-unit", Integer.toString(Throttle.cost(request)));
    } catch (GraphException e) {
      String time = state.timestamp().replace("Z", "");
      String client = request.header("client-request-id");
      return e.response(time, requestId, client.isEmpty() ? requestId : client);
    }
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
        return belowDirectory(request);
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
        versioned(request, "settings");
        return settings.settings(request);
      }
      case "groupsettingtemplates", "directorysettingtemplates" -> {
        versioned(request, "directorysettingtemplates");
        return settings.templates(request);
      }
      case "rolemanagement" -> {
        return roles.handle(request);
      }
      case "directoryroletemplates" -> {
        return roles.templates(request);
      }
      case "applicationtemplates" -> {
        return templates.handle(request);
      }
      case "subscriptions" -> {
        return subscriptions.handle(request);
      }
      case "onpremisespublishingprofiles" -> {
        return agents.handle(request);
      }
      case "auditlogs" -> {
        return log(request);
      }
      case "$metadata" -> {
        Answers.allow(request, "GET");
        return Metadata.document(request.beta());
      }
      default -> throw GraphException.unknownSegment(request.segment(0));
    }
  }

  /** Beta has other names for the settings of groups than v1.0. */
  private static void versioned(GraphRequest request, String betaName) {
    if (request.word(0).equals(betaName) != request.beta()) {
      throw GraphException.unknownSegment(request.segment(0));
    }
  }

  private GraphResponse belowDirectory(GraphRequest request) {
    switch (request.word(1)) {
      case "deleteditems" -> {
        return directory.deletedItems(request);
      }
      case "onpremisessynchronization" -> {
        return organization.onPremisesSynchronization(request);
      }
      default -> throw GraphException.unknownSegment(request.segment(1));
    }
  }

  private GraphResponse log(GraphRequest request) {
    switch (request.word(1)) {
      case "directoryaudits" -> {
        return audits.handle(request);
      }
      case "provisioning" -> {
        return provisioning.handle(request);
      }
      default -> throw GraphException.unknownSegment(request.segment(1));
    }
  }
}
