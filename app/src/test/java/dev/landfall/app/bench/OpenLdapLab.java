package dev.landfall.app.bench;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFReader;
import dev.landfall.connectors.ad.AdSettings;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An OpenLDAP server in a temporary folder, with as much of Active Directory's schema and root
 * entry as the connector asks for before it writes. Its database syncs every write to disk, as it
 * does by default.
 */
final class OpenLdapLab implements LdapLab {
  private static final String SUFFIX = "DC=corp,DC=example,DC=com";
  private static final String ADMIN = "CN=Administrator," + SUFFIX;
  private static final String PASSWORD = "Bench-Horse-7";
  private static final Path SLAPD = Path.of("/usr/sbin/slapd");
  private static final Path MODULE = Path.of("/usr/lib/ldap/back_mdb.so");

  private final Path folder;
  private final int port;
  private final Process server;

  private OpenLdapLab(Path folder, int port, Process server) {
    this.folder = folder;
    this.port = port;
    this.server = server;
  }

  /** The lab, or empty and a word on standard error where there is no slapd. */
  static Optional<LdapLab> open() throws Exception {
    if (!Files.isExecutable(SLAPD) && !install()) {
      System.err.println(
          "bench: OpenLDAP is left out: there is no "
              + SLAPD
              + ". On Debian run as root: apt-get install slapd");
      return Optional.empty();
    }
    if (!Files.exists(MODULE)) {
      System.err.println("bench: OpenLDAP is left out: there is no " + MODULE + ".");
      return Optional.empty();
    }
    Path folder = Files.createTempDirectory("landfall-slapd");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.createDirectory(folder.resolve("db"));
    Files.writeString(folder.resolve("ad.schema"), OpenLdapSchema.TYPES);
    Files.writeString(folder.resolve("root.ldif"), OpenLdapSchema.rootEntry(SUFFIX));
    Files.writeString(folder.resolve("slapd.conf"), configuration(folder));
    Process server =
        new ProcessBuilder(
                SLAPD.toString(),
                "-f",
                folder.resolve("slapd.conf").toString(),
                "-h",
                "ldap://127.0.0.1:" + port,
                "-d",
                "0")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("slapd.log").toFile())
            .start();
    OpenLdapLab lab = new OpenLdapLab(folder, port, server);
    try {
      lab.fill();
      return Optional.of(lab);
    } catch (Exception e) {
      System.err.println(Files.readString(folder.resolve("slapd.log")));
      lab.close();
      throw e;
    }
  }

  /** On Debian, as root: the package. */
  private static boolean install() throws Exception {
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!root || !Files.exists(Path.of("/etc/debian_version"))) {
      return false;
    }
    System.err.println("bench: installing slapd …");
    ProcessBuilder apt =
        new ProcessBuilder("apt-get", "install", "-y", "--no-install-recommends", "slapd");
    apt.environment().put("DEBIAN_FRONTEND", "noninteractive");
    apt.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return apt.start().waitFor() == 0 && Files.isExecutable(SLAPD);
  }

  private static String configuration(Path folder) {
    return String.join(
        "\n",
        "include /etc/ldap/schema/core.schema",
        "include /etc/ldap/schema/cosine.schema",
        "include /etc/ldap/schema/inetorgperson.schema",
        "include " + folder.resolve("ad.schema"),
        "modulepath " + MODULE.getParent(),
        "moduleload back_mdb",
        "pidfile " + folder.resolve("slapd.pid"),
        "rootDSE " + folder.resolve("root.ldif"),
        "sizelimit unlimited",
        "database mdb",
        "suffix \"" + SUFFIX + "\"",
        "rootdn \"" + ADMIN + "\"",
        "rootpw " + PASSWORD,
        "directory " + folder.resolve("db"),
        "maxsize 1073741824",
        "index objectClass,sAMAccountName eq",
        "");
  }

  private void fill() throws Exception {
    try (LDAPConnection connection = connectWhenUp();
        LDIFReader entries =
            new LDIFReader(
                new java.io.BufferedReader(new StringReader(OpenLdapSchema.content(SUFFIX))))) {
      for (var entry = entries.readEntry(); entry != null; entry = entries.readEntry()) {
        connection.add(entry);
      }
    }
  }

  private LDAPConnection connectWhenUp() throws Exception {
    for (int tries = 100; ; tries--) {
      try {
        return connect();
      } catch (LDAPException e) {
        if (tries == 0 || !server.isAlive()) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  @Override
  public String name() {
    return "OpenLDAP";
  }

  @Override
  public AdSettings settings() {
    return AdSettings.of("ldap://127.0.0.1:" + port, ADMIN, PASSWORD)
        .withSecurity(AdSettings.Security.PLAIN);
  }

  @Override
  public String domainDn() {
    return SUFFIX;
  }

  @Override
  public LDAPConnection connect() throws Exception {
    return LdapLab.signedIn(
        new LDAPConnection(LdapLab.options(), "127.0.0.1", port), ADMIN, PASSWORD);
  }

  @Override
  public boolean activeDirectory() {
    return false;
  }

  @Override
  public int speed() {
    return 4;
  }

  @Override
  public void close() {
    server.destroy();
    try {
      server.waitFor();
      RealServer.remove(folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.err.println("bench: " + folder + " is left behind.");
    }
  }
}
