package dev.landfall.engine.rule;

/** What a rule may do to the link between a connector-space and a metaverse object. */
public enum LinkType {
  /** Links, and creates the object on the far side when there is none. */
  PROVISION("Provision"),
  /** Links only. */
  JOIN("Join"),
  /** Links, and keeps the metaverse object alive while it is in scope. */
  STICKY_JOIN("StickyJoin"),
  /** Keeps the link and lets nothing flow. */
  JOIN_NO_FLOW("JoinNoFlow");

  private final String label;

  LinkType(String label) {
    this.label = label;
  }

  /** The spelling in rule files. */
  public String label() {
    return label;
  }
}
