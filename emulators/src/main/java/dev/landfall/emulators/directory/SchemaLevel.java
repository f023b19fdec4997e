package dev.landfall.emulators.directory;

/** How new the schema and the functional level of the directory are. */
public enum SchemaLevel {
  /** Has no {@code msDS-ExternalDirectoryObjectId}. */
  WINDOWS_2012_R2(69, 6, "6.3 (9600)", "Windows Server 2012 R2 Standard"),
  /** The first level with {@code msDS-ExternalDirectoryObjectId}. */
  WINDOWS_2016(87, 7, "10.0 (14393)", "Windows Server 2016 Standard");

  private final int objectVersion;
  private final int functionality;
  private final String systemVersion;
  private final String system;

  SchemaLevel(int objectVersion, int functionality, String systemVersion, String system) {
    this.objectVersion = objectVersion;
    this.functionality = functionality;
    this.systemVersion = systemVersion;
    this.system = system;
  }

  /** {@code objectVersion} of the schema container. */
  public int objectVersion() {
    return objectVersion;
  }

  /** The newest level that a schema of this version has reached. */
  static SchemaLevel of(int objectVersion) {
    return objectVersion < WINDOWS_2016.objectVersion ? WINDOWS_2012_R2 : WINDOWS_2016;
  }

  /** Domain, forest and controller functionality as the rootDSE shows it. */
  int functionality() {
    return functionality;
  }

  String systemVersion() {
    return systemVersion;
  }

  String system() {
    return system;
  }

  /** Whether an attribute of the schema table exists at this level. */
  boolean has(String attribute) {
    return this != WINDOWS_2012_R2
        || !(attribute.equals("msDS-ExternalDirectoryObjectId")
            || attribute.equals("msDS-KeyCredentialLink"));
  }
}
