package dev.landfall.core.store;

/**
 * The link of a connector-space object to its metaverse object, with its lineage. The two flags are
 * those of the last evaluation: when the metaverse object is gone its rules can no longer be asked.
 *
 * @param ruleId the rule that justifies the link
 * @param provisionHeld an outbound Provision rule was in scope: the object is deleted when the
 *     metaverse object goes
 * @param noFlowProtected a JoinNoFlow rule was in scope: the object is disconnected, never deleted
 */
public record Link(
    long metaverseId,
    String ruleId,
    boolean inbound,
    Method method,
    boolean provisionHeld,
    boolean noFlowProtected) {

  /** How the link came about. */
  public enum Method {
    PROJECTED,
    JOINED,
    PROVISIONED,
    REVERSE_JOINED
  }

  public Link with(boolean newProvisionHeld, boolean newNoFlowProtected) {
    return new Link(metaverseId, ruleId, inbound, method, newProvisionHeld, newNoFlowProtected);
  }
}
