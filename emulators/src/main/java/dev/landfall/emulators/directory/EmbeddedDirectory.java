package dev.landfall.emulators.directory;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A running directory of one domain, on loopback, in memory. Three ports: LDAP (StartTLS offered),
 * LDAPS and the global catalog (StartTLS offered). Safe for use by several threads.
 *
 * <pre>{@code
 * try (var directory = EmbeddedDirectory.builder()
 *     .domain("corp.example.com").administratorPassword(password).start()) { … }
 * }</pre>
 */
public final class EmbeddedDirectory implements AutoCloseable {
  private final Server server;
  private final LDAPListener plain;
  private final LDAPListener secure;
  private final LDAPListener catalog;
  private final Optional<LdifReport> loaded;
  private final Optional<Snapshot> snapshot;

  private EmbeddedDirectory(Server server, Builder builder, Optional<LdifReport> loaded) {
    this.server = server;
    this.loaded = loaded;
    this.snapshot = builder.snapshot;
    plain = listen(builder.ldapPort, new RequestHandler(server, false, null), null);
    ServerSocketFactory tls = new TlsServerSockets(server.identity());
    secure = listen(builder.ldapsPort, new RequestHandler(server, false, null), tls);
    catalog = listen(builder.globalCatalogPort, new RequestHandler(server, true, null), null);
  }

  public static Builder builder() {
    return new Builder();
  }

  private static LDAPListener listen(
      int port, RequestHandler handler, @Nullable ServerSocketFactory sockets) {
    LDAPListenerConfig config = new LDAPListenerConfig(port, handler);
    config.setListenAddress(InetAddress.getLoopbackAddress());
    config.setMaxMessageSizeBytes(64 * 1024 * 1024);
    if (sockets != null) {
      config.setServerSocketFactory(sockets);
    }
    LDAPListener listener = new LDAPListener(config);
    listener.setDaemon(true);
    try {
      listener.startListening();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The embedded directory cannot listen on port "
              + port
              + ". Choose another port, or 0 for any free one.",
          e);
    }
    return listener;
  }

  public String ldapUrl() {
    return "ldap://127.0.0.1:" + plain.getListenPort();
  }

  public String ldapsUrl() {
    return "ldaps://localhost:" + secure.getListenPort();
  }

  /** The global catalog: read-only, without attributes outside the partial set. */
  public String globalCatalogUrl() {
    return "ldap://localhost:" + catalog.getListenPort();
  }

  /** The certificate of LDAPS and StartTLS, to be trusted by clients. */
  public String certificatePem() {
    return server.identity().certificatePem();
  }

  /** The account with the password given; it may have another name in an export. */
  public String administratorDn() {
    String sid = server.store().sids.domainSid() + "-500";
    return server.reading(() -> server.store().require("<SID=" + sid + ">").dn());
  }

  public String domainDn() {
    return server.store().root().dn();
  }

  /**
   * Writes the domain as LDIF, with identifiers and links, as {@link Builder#ldif} takes it. Left
   * out are passwords, tombstones, and what every fresh domain has.
   *
   * @return how many entries were written
   * @throws UncheckedIOException if the stream fails
   */
  public long exportLdif(OutputStream out) {
    return server.reading(() -> new LdifExport(server.store(), out).write());
  }

  /** What was taken over from the files it started with; empty without any. */
  public Optional<LdifReport> loaded() {
    return loaded;
  }

  /** Failures on demand. */
  public Faults faults() {
    return server.faults();
  }

  /** Changes the invocation id, as a restore from backup does: watermarks of before are void. */
  public void renewInvocationId() {
    server.writing(
        () -> {
          server.store().renewInvocationId();
          return true;
        });
  }

  /**
   * Adds the entries of an LDIF stream, each as an administrator would over LDAP.
   *
   * @return how many were added
   * @throws IllegalArgumentException at the first entry that is malformed or refused
   */
  public int importLdif(InputStream ldif) {
    int added = 0;
    try (LDIFReader reader = new LDIFReader(ldif)) {
      for (var entry = reader.readEntry(); entry != null; entry = reader.readEntry()) {
        add(entry.getDN(), entry.getAttributes());
        added++;
      }
      return added;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (LDIFException e) {
      throw new IllegalArgumentException("The LDIF is malformed: " + e.getMessage(), e);
    }
  }

  /** Adds an object as an administrator would over LDAP. */
  public void add(String dn, Collection<Attribute> attributes) {
    List<Attribute> copy = new ArrayList<>(attributes);
    try {
      server.writing(() -> server.add(dn, copy, false));
    } catch (AdError e) {
      throw new IllegalArgumentException(
          "The directory refused \"" + dn + "\": " + e.diagnostic(), e);
    }
  }

  @Override
  public void close() {
    plain.shutDown(true);
    secure.shutDown(true);
    catalog.shutDown(true);
    snapshot.ifPresent(one -> one.write(this::exportLdif));
  }

  /** How a directory is to be. */
  public static final class Builder {
    private Optional<String> domain = Optional.empty();
    private char @Nullable [] administratorPassword;
    private List<Path> ldif = List.of();
    private Optional<Snapshot> snapshot = Optional.empty();
    private Optional<SchemaLevel> schemaLevel = Optional.empty();
    private Clock clock = Clock.systemUTC();
    private boolean recycleBin;
    private boolean requireTls;
    private int ldapPort;
    private int ldapsPort;
    private int globalCatalogPort;
    private int maxPageSize = 1_000;
    private int maxValRange = 1_500;

    private Builder() {}

    /** DNS name of the domain, which is also the forest; that of the files unless told. */
    public Builder domain(String dnsName) {
      domain = Optional.of(dnsName);
      return this;
    }

    /**
     * Keeps the directory in this folder, as {@code directory.ldif}: read at the start, written
     * when it is closed. Clients find another invocation id each time, and no tombstones.
     */
    public Builder dataFolder(Path folder) {
      snapshot = Optional.of(new Snapshot(folder));
      return this;
    }

    /** Exports of a domain to begin with, in order; the schema, where it is exported, first. */
    public Builder ldif(List<Path> exports) {
      ldif = List.copyOf(exports);
      return this;
    }

    public Builder administratorPassword(char[] password) {
      administratorPassword = password.clone();
      return this;
    }

    /** That of the files if they begin with the schema, else 2016, unless told. */
    public Builder schemaLevel(SchemaLevel level) {
      schemaLevel = Optional.of(level);
      return this;
    }

    public Builder clock(Clock newClock) {
      clock = requireNonNull(newClock, "newClock");
      return this;
    }

    /** Whether deleted objects keep their attributes. */
    public Builder recycleBin(boolean enabled) {
      recycleBin = enabled;
      return this;
    }

    /** Whether a simple bind without TLS is refused with result 8. */
    public Builder requireTls(boolean required) {
      requireTls = required;
      return this;
    }

    /** 0 chooses a free port. */
    public Builder ldapPort(int port) {
      ldapPort = port;
      return this;
    }

    /** 0 chooses a free port. */
    public Builder ldapsPort(int port) {
      ldapsPort = port;
      return this;
    }

    /** 0 chooses a free port. */
    public Builder globalCatalogPort(int port) {
      globalCatalogPort = port;
      return this;
    }

    /** Most entries of one answer, {@code MaxPageSize}; 1,000 unless told. */
    public Builder maxPageSize(int entries) {
      maxPageSize = entries;
      return this;
    }

    /** Most values of one answer, {@code MaxValRange}; 1,500 unless told. */
    public Builder maxValRange(int values) {
      maxValRange = values;
      return this;
    }

    /**
     * Starts the directory.
     *
     * @throws IllegalStateException without a password of the administrator
     * @throws UncheckedIOException if a port is taken
     * @throws LdifException if the files cannot be taken over
     * @throws IllegalStateException if files are given for a data folder that holds a directory
     */
    public EmbeddedDirectory start() {
      char[] password = administratorPassword;
      if (password == null || password.length == 0) {
        throw new IllegalStateException("Give the embedded directory an administrator password.");
      }
      List<Path> ldif = snapshot.map(one -> one.begin(this.ldif)).orElse(this.ldif);
      Optional<LdifHead> head = ldif.isEmpty() ? Optional.empty() : Optional.of(LdifHead.of(ldif));
      DirectoryStore store =
          new DirectoryStore(
              domain.or(() -> head.map(LdifHead::domain)).orElse("corp.example.com"),
              head.flatMap(LdifHead::domainSid).map(Sids::new).orElseGet(Sids::new),
              schemaLevel
                  .or(() -> head.flatMap(LdifHead::objectVersion).map(SchemaLevel::of))
                  .orElse(SchemaLevel.WINDOWS_2016),
              recycleBin,
              clock);
      Server server =
          new Server(
              store,
              new TlsIdentity(store.serverDns(), clock),
              new Server.Limits(maxPageSize, maxValRange),
              requireTls);
      new InitialContent(server).create(password);
      store.fresh();
      Optional<LdifReport> report = head.map(any -> new LdifLoader(server).load(ldif));
      return new EmbeddedDirectory(server, this, report);
    }
  }
}
