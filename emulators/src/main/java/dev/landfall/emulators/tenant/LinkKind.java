package dev.landfall.emulators.tenant;

/** The relationships kept between objects. */
enum LinkKind {
  MEMBER("members", "member"),
  OWNER("owners", "owner"),
  MANAGER("manager", "manager");

  private final String property;
  private final String syncName;

  LinkKind(String property, String syncName) {
    this.property = property;
    this.syncName = syncName;
  }

  /** The navigation property in Graph. */
  String property() {
    return property;
  }

  /** The reference attribute of the connector space. */
  String syncName() {
    return syncName;
  }
}
