package dev.landfall.emulators.tenant;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An Entra tenant in this process: Microsoft Graph, its token authority and a directory
 * synchronization endpoint on one loopback address. With a data folder it is durable, without one
 * it lives in memory.
 *
 * <p>Safe for use by several threads.
 */
public final class EmbeddedTenant implements AutoCloseable {
  private final TenantState state;
  private final Tenancy tenancy;
  private final AdminApi admin;
  private final Throttle throttle;
  private final Faults faults = new Faults();
  private final HttpEdge edge;
  private final String url;

  private EmbeddedTenant(Builder builder) {
    this.state =
        new TenantState(
            builder.clock,
            builder.dataFolder == null
                ? TenantDatabase.inMemory()
                : TenantDatabase.in(folder(builder.dataFolder)));
    this.tenancy = new Tenancy(state);
    tenancy.found(builder.tenantName);
    this.throttle =
        new Throttle(
            builder.clock,
            () ->
                state.read(
                    () -> state.count(ObjectQuery.ofType(ObjectType.USER, Entity.Life.LIVE))));
    throttle.scale(builder.throttling);
    this.admin = new AdminApi(state, tenancy, throttle);
    this.edge =
        new HttpEdge(
            state, tenancy, admin, faults, builder.deltas, throttle, builder.host, builder.port);
    this.url = "http://" + builder.host + ":" + edge.port();
    if (builder.dataFolder != null) {
      writeCredentials(builder.dataFolder.resolve("credentials.json"));
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The origin, e.g. {@code http://127.0.0.1:40123}: Graph root and token authority in one. */
  public String url() {
    return url;
  }

  public String tenantId() {
    return credentials().tenantId();
  }

  /** The application that has every permission hybrid identity needs. */
  public TenantCredentials credentials() {
    return state.read(
        () ->
            new TenantCredentials(tenancy.tenantId(), tenancy.clientId(), tenancy.clientSecret()));
  }

  /** Makes requests fail on purpose. */
  public Faults faults() {
    return faults;
  }

  /**
   * Turns the published limits on or off.
   *
   * @param scale 1 for the sizes of the service, less for smaller ones, 0 for no limits
   */
  public void throttling(double scale) {
    throttle.scale(scale);
  }

  /**
   * Loads many objects in one commit, without HTTP and without the rules of Graph. The object holds
   * {@code users}, {@code groups}, {@code contacts}, {@code devices}: arrays of properties by their
   * Graph names, {@code id} optional, {@code members} and {@code owners} of groups as ids.
   *
   * @return the ids in order, by collection
   */
  public ObjectNode load(JsonNode objects) {
    return admin.load(objects);
  }

  /** Sets properties of an object without any rule, read-only ones included. */
  public void overwrite(String id, JsonNode properties) {
    admin.overwrite(id, properties);
  }

  /** Adds a verified domain. */
  public void verifyDomain(String domain) {
    tenancy.verify(domain);
  }

  /** Lets the tenant's application sign in with this certificate; kept in the data folder. */
  public void registerCertificate(X509Certificate certificate) {
    tenancy.register(certificate);
  }

  /** Replaces the application permissions; tokens issued before keep theirs. */
  public void grantOnly(List<String> permissions) {
    tenancy.permit(permissions);
  }

  @Override
  public void close() {
    edge.close();
    state.close();
  }

  private static Path folder(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("The data folder \"" + folder + "\" cannot be made.", e);
    }
  }

  private void writeCredentials(Path file) {
    if (Files.exists(file)) {
      return;
    }
    TenantCredentials credentials = credentials();
    ObjectNode json = Json.object();
    json.put("tenantId", credentials.tenantId());
    json.put("clientId", credentials.clientId());
    json.put("clientSecret", credentials.clientSecret());
    try {
      Files.createFile(file, ownerOnly(file));
      Files.write(file, Json.bytes(json));
    } catch (IOException e) {
      throw new UncheckedIOException("\"" + file + "\" cannot be written.", e);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** What a tenant is started with; everything has a default. */
  public static final class Builder {
    private @Nullable Path dataFolder;
    private String host = "127.0.0.1";
    private int port;
    private String tenantName = "contoso.onmicrosoft.com";
    private Clock clock = Clock.systemUTC();
    private double throttling;
    private DeltaLimits deltas = DeltaLimits.USUAL;

    private Builder() {}

    /** Keeps the tenant in this folder; without it the tenant is gone after {@code close}. */
    public Builder dataFolder(Path folder) {
      this.dataFolder = requireNonNull(folder);
      return this;
    }

    /** The port; 0, the default, takes a free one. */
    public Builder port(int newPort) {
      this.port = newPort;
      return this;
    }

    /** The initial domain of a new tenant. */
    public Builder tenantName(String name) {
      this.tenantName = requireNonNull(name);
      return this;
    }

    public Builder clock(Clock newClock) {
      this.clock = requireNonNull(newClock);
      return this;
    }

    /** After this long a delta token answers 410; 7 days by default. */
    public Builder deltaTokenLife(Duration life) {
      this.deltas = deltas.living(requireNonNull(life));
      return this;
    }

    /** Where a page of a delta query ends: 200 objects or 5,000 member entries by default. */
    public Builder deltaPages(int mostObjects, int mostMemberEntries) {
      this.deltas = deltas.pages(mostObjects, mostMemberEntries);
      return this;
    }

    /** Starts with the published limits, at this scale; see {@link EmbeddedTenant#throttling}. */
    public Builder throttling(double scale) {
      this.throttling = scale;
      return this;
    }

    public EmbeddedTenant start() {
      return new EmbeddedTenant(this);
    }
  }
}
