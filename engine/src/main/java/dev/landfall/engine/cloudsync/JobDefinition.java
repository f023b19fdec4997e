package dev.landfall.engine.cloudsync;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A provisioning job from Entra ID to one Active Directory domain.
 *
 * @param id {@code AAD2ADGroupProvisioning.<32 hex>.<guid>}
 * @param domain DNS name of the domain
 * @param container DN of the container for the groups
 * @param selected object ids of the groups assigned to the job; empty optional means all security
 *     groups
 * @param deleteThreshold at this many deletes in one cycle none is carried out
 * @param deleteOutOfScope whether a group that leaves scope is deleted; by default it is let be
 */
public record JobDefinition(
    String id,
    String domain,
    String container,
    Optional<Set<String>> selected,
    GroupNaming naming,
    int deleteThreshold,
    boolean deleteOutOfScope,
    Duration interval,
    State state) {

  public static final String TEMPLATE = "AAD2ADGroupProvisioning";
  public static final int DEFAULT_DELETE_THRESHOLD = 500;

  public JobDefinition {
    selected = selected.map(ids -> java.util.Collections.unmodifiableSet(new TreeSet<>(ids)));
  }

  /** The states of {@code synchronizationStatusCode} that a job of ours can be in. */
  public enum State {
    NOT_RUN("NotRun"),
    ACTIVE("Active"),
    PAUSED("Paused"),
    QUARANTINE("Quarantine");

    private final String graphName;

    State(String graphName) {
      this.graphName = graphName;
    }

    /** The spelling of Microsoft Graph. */
    public String graphName() {
      return graphName;
    }
  }

  public boolean selects(String groupId) {
    return selected.map(ids -> ids.contains(groupId)).orElse(true);
  }

  public JobDefinition withState(State next) {
    return new JobDefinition(
        id, domain, container, selected, naming, deleteThreshold, deleteOutOfScope, interval, next);
  }

  public JobDefinition withDeleteThreshold(int next) {
    return new JobDefinition(
        id, domain, container, selected, naming, next, deleteOutOfScope, interval, state);
  }

  public JobDefinition withSelected(Set<String> ids) {
    return new JobDefinition(
        id,
        domain,
        container,
        Optional.of(ids),
        naming,
        deleteThreshold,
        deleteOutOfScope,
        interval,
        state);
  }
}
