package dev.landfall.app.wiring;

import dev.landfall.app.config.HomeConfiguration;
import dev.landfall.connectors.ad.AdConnector;
import dev.landfall.connectors.ad.AdDirectory;
import dev.landfall.connectors.graph.EntraConnector;
import dev.landfall.connectors.graph.GraphClient;
import dev.landfall.connectors.graph.GraphCloudDirectory;
import dev.landfall.core.cloud.CloudDirectory;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.directory.Directory;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.cloudsync.JobStore;
import dev.landfall.engine.migration.MigrationWorld;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.standard.StandardRules;
import dev.landfall.engine.rule.standard.WritebackRules;
import dev.landfall.engine.run.ConnectSync;
import dev.landfall.engine.run.RuleStore;
import dev.landfall.store.sql.SqliteStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A running Landfall, put together. Parts are made when first asked for, so that a command touches
 * only the systems it needs; closing ends them in reverse order.
 */
public final class Landfall implements AutoCloseable {
  private static final int FIRST_WRITEBACK_PRECEDENCE = 200;

  private final HomeConfiguration configuration;
  private final Path home;
  private final Clock clock;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private @Nullable Store store;
  private @Nullable ConnectSync engine;
  private @Nullable GraphClient graphClient;
  private @Nullable CloudDirectory cloud;
  private @Nullable Directory directory;

  public Landfall(HomeConfiguration configuration, Path home, Clock clock) {
    this.configuration = configuration;
    this.home = home;
    this.clock = clock;
  }

  public HomeConfiguration configuration() {
    return configuration;
  }

  public Clock clock() {
    return clock;
  }

  public Store store() {
    Store existing = store;
    if (existing == null) {
      existing = opened(openStore(home, configuration.store()));
      store = existing;
    }
    return existing;
  }

  /** Opens the store of a home folder alone; for commands that talk to no connected system. */
  public static Store openStore(Path home, String location) {
    return SqliteStore.open(file(home, location));
  }

  /** Opens it for reading beside whoever writes; the first time ever it is made. */
  public static Store openStoreForReading(Path home, String location) {
    return SqliteStore.openForReading(file(home, location))
        .orElseGet(() -> openStore(home, location));
  }

  /**
   * Copies the store of a home folder into another one, beside whoever writes to it.
   *
   * @return false if there is no store
   */
  public static boolean copyStore(Path home, String location, Path other) {
    Path file = file(home, location);
    if (!Files.exists(file)) {
      return false;
    }
    SqliteStore.copy(file, file(other, location));
    return true;
  }

  private static Path file(Path home, String location) {
    return home.resolve(location.substring("sqlite:".length()));
  }

  public ConnectSync engine() {
    ConnectSync existing = engine;
    if (existing == null) {
      List<Connector> connectors = new ArrayList<>();
      for (HomeConfiguration.Forest forest : configuration.forests()) {
        connectors.add(
            opened(
                new AdConnector(
                    connectorId(forest.name()), forest.name(), ForestSettings.of(forest))));
      }
      connectors.add(opened(new EntraConnector(graphClient())));
      existing =
          new ConnectSync(
              store(),
              connectors,
              new MetaverseStore(store()).schema(),
              configuration
                  .groupWriteback()
                  .map(
                      writeback ->
                          Map.of(WritebackRules.CONTAINER_PARAMETER, writeback.container()))
                  .orElse(Map.of()),
              clock,
              new SplittableRandom());
      initializeRules(existing.rules(), connectors);
      engine = existing;
    }
    return existing;
  }

  /** A fresh home begins with the standard rules; an imported configuration brings its own. */
  private void initializeRules(RuleStore rules, List<Connector> connectors) {
    if (rules.all().isEmpty()) {
      rules.replaceAll(standardRules(connectors));
    }
    applyNaming(rules);
  }

  private List<SyncRule> standardRules(List<Connector> connectors) {
    List<SyncRule> rules =
        new ArrayList<>(
            StandardRules.of(
                configuration.forests().stream()
                    .map(forest -> connectorId(forest.name()))
                    .toList()));
    rules.addAll(writebackRules(connectors));
    return rules;
  }

  /** The rules that group writeback as configured wants; none if it is not configured. */
  public List<SyncRule> writebackRules() {
    return writebackRules(engine().connectors());
  }

  private List<SyncRule> writebackRules(List<Connector> connectors) {
    return configuration.groupWriteback().stream()
        .flatMap(
            writeback ->
                WritebackRules.of(
                    connectorId(writeback.forest()),
                    writeback.naming(),
                    hasExchange(connectors, connectorId(writeback.forest())),
                    FIRST_WRITEBACK_PRECEDENCE)
                    .stream())
        .toList();
  }

  /**
   * Mail attributes are written only where the schema of Active Directory was made for Exchange.
   */
  private static boolean hasExchange(List<Connector> connectors, ConnectorId forest) {
    try {
      return connectors.stream()
          .filter(connector -> connector.id().equals(forest))
          .anyMatch(Landfall::hasExchange);
    } catch (LandfallException unreachable) {
      return false; // "landfall check" tells later when the rule should be enabled
    }
  }

  /** Whether the schema of a forest was made for Exchange. */
  public static boolean hasExchange(Connector forest) {
    return forest.schema().attribute("group", AttributeName.of("mailNickname")).isPresent();
  }

  /** The naming of landfall.yaml decides whether the rule that names by display name is enabled. */
  private void applyNaming(RuleStore rules) {
    configuration
        .groupWriteback()
        .ifPresent(
            writeback -> {
              boolean disabled = writeback.naming() == WritebackRules.Naming.OBJECT_ID;
              rules
                  .find(WritebackRules.namingRuleId(connectorId(writeback.forest())))
                  .filter(rule -> rule.disabled() != disabled)
                  .ifPresent(rule -> rules.put(rule.withDisabled(disabled)));
            });
  }

  /** The id of a forest's connector: the imported one of that name, else one made from the name. */
  public ConnectorId connectorId(String forest) {
    return connectorId(store(), forest);
  }

  /** As {@link #connectorId(String)}, for commands that need no more than the store. */
  public static ConnectorId connectorId(Store store, String forest) {
    return store.documents().list("connector").stream()
        .filter(entry -> forest.equalsIgnoreCase(entry.fields().get("name")))
        .map(entry -> new ConnectorId(entry.key()))
        .findFirst()
        .orElseGet(
            () ->
                new ConnectorId(
                    UUID.nameUUIDFromBytes(
                            ("landfall/forest/" + forest).getBytes(StandardCharsets.UTF_8))
                        .toString()));
  }

  /** Whether this is the connector meant by a name, an id, or {@code entra}. */
  public static boolean isNamed(Connector connector, String name) {
    return connector.name().equalsIgnoreCase(name)
        || connector.id().equals(new ConnectorId(name))
        || (name.equalsIgnoreCase("entra") && connector.id().equals(ConnectorId.ENTRA));
  }

  /** A connector by its name, its id, or {@code entra}. */
  public Connector connector(String name) {
    return engine().connectors().stream()
        .filter(connector -> isNamed(connector, name))
        .findFirst()
        .orElseThrow(
            () ->
                new LandfallException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "There is no connector \""
                        + name
                        + "\"; there are "
                        + engine().connectors().stream()
                            .map(connector -> "\"" + connector.name() + "\"")
                            .toList()
                        + "."));
  }

  public CloudDirectory cloud() {
    CloudDirectory existing = cloud;
    if (existing == null) {
      existing = opened(new GraphCloudDirectory(graphClient()));
      cloud = existing;
    }
    return existing;
  }

  /** The domain that groups are written to. */
  public Directory directory() {
    Directory existing = directory;
    if (existing == null) {
      existing = opened(new AdDirectory(ForestSettings.of(writebackForest())));
      directory = existing;
    }
    return existing;
  }

  private HomeConfiguration.Forest writebackForest() {
    Optional<String> named =
        configuration.groupWriteback().map(HomeConfiguration.GroupWriteback::forest);
    return configuration.forests().stream()
        .filter(forest -> named.map(forest.name()::equals).orElse(true))
        .findFirst()
        .orElseThrow(
            () ->
                new LandfallException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "landfall.yaml names no forest; add one under \"forests\"."));
  }

  public JobStore jobs() {
    return new JobStore(store());
  }

  public MigrationWorld migrationWorld() {
    HomeConfiguration.GroupWriteback writeback =
        configuration
            .groupWriteback()
            .orElseThrow(
                () ->
                    new LandfallException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "landfall.yaml has no \"groupWriteback\"; the migration must know where"
                            + " written-back groups are."));
    return new MigrationWorld(
        engine(),
        cloud(),
        directory(),
        jobs(),
        connectorId(writeback.forest()),
        writeback.container(),
        cloudSyncContainer(),
        clock);
  }

  /** Where Cloud Sync writes to; the container of the writeback unless said otherwise. */
  public String cloudSyncContainer() {
    return configuration
        .cloudSyncContainer()
        .or(() -> configuration.groupWriteback().map(HomeConfiguration.GroupWriteback::container))
        .orElseThrow(
            () ->
                new LandfallException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "landfall.yaml has no \"cloudSync: container\"."));
  }

  /** One for all who speak to the tenant: it keeps their common pace. */
  private GraphClient graphClient() {
    GraphClient existing = graphClient;
    if (existing == null) {
      existing = new GraphClient(configuration.tenant());
      graphClient = existing;
    }
    return existing;
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception failed) {
        throw new LandfallException(
            ErrorCode.UNEXPECTED, "Closing failed: " + failed.getMessage(), failed);
      }
    }
  }
}
