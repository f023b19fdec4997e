package dev.landfall.app.conformance;

import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.SystemKind;
import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.AttributeType;
import dev.landfall.core.schema.ObjectClass;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.standard.WritebackRules;
import dev.landfall.engine.run.ConnectSync;
import dev.landfall.engine.run.CyclePolicy;
import dev.landfall.engine.run.RunProfile;
import dev.landfall.engine.run.RunRecord;
import dev.landfall.engine.run.StepResult;
import dev.landfall.store.sql.SqliteStore;
import dev.landfall.testkit.connector.InMemoryConnector;
import dev.landfall.testkit.time.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a conformance case needs: the real engine over a SQLite store in a folder of its own, two
 * forests and a tenant in memory, and a clock that moves when told. Use it as
 * {@code @RegisterExtension final ConformanceLab lab = new ConformanceLab();}.
 */
final class ConformanceLab implements BeforeEachCallback, AfterEachCallback {
  static final ConnectorId AD1 = new ConnectorId("a0000000-0000-0000-0000-000000000001");
  static final ConnectorId AD2 = new ConnectorId("a0000000-0000-0000-0000-000000000002");
  static final ConnectorId AAD = ConnectorId.ENTRA;
  static final String WRITEBACK = "OU=Writeback,DC=corp,DC=example,DC=com";

  final SettableClock clock = new SettableClock();
  private final List<SyncRule> rules = new ArrayList<>();
  private InMemoryConnector ad1 = forest(AD1, "corp.example.com", "CORP");
  private InMemoryConnector ad2 = forest(AD2, "lab.example.com", "LAB");
  private InMemoryConnector aad =
      new InMemoryConnector(AAD, "contoso.onmicrosoft.com - AAD", SystemKind.ENTRA, systemSchema());
  private Path folder = Path.of("");
  private SqliteStore store = never();
  private ConnectSync engine = never();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // set before each test
  private static <T> T never() {
    return null;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    start();
  }

  /** Everything empty and new. */
  void start() throws IOException {
    folder = Files.createTempDirectory("landfall-conformance");
    ad1 = forest(AD1, "corp.example.com", "CORP");
    ad2 = forest(AD2, "lab.example.com", "LAB");
    aad =
        new InMemoryConnector(
            AAD, "contoso.onmicrosoft.com - AAD", SystemKind.ENTRA, systemSchema());
    rules.clear();
    open();
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    stop();
  }

  void stop() throws IOException {
    store.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(ConformanceLab::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void open() {
    store = SqliteStore.open(folder.resolve("landfall.db"));
    engine =
        new ConnectSync(
            store,
            List.of(ad1, ad2, aad),
            metaverseSchema(),
            Map.of(WritebackRules.CONTAINER_PARAMETER, WRITEBACK),
            clock,
            new Random(1));
  }

  /** Closes the store and opens it again: what a new process finds. */
  void restart() {
    store.close();
    open();
  }

  /** The store as another process reads it. */
  Store reader() {
    return SqliteStore.openForReading(folder.resolve("landfall.db")).orElseThrow();
  }

  /** Every row of every table, as a process beside this one reads it. */
  SortedMap<String, List<String>> tables() {
    return TableDump.of(folder.resolve("landfall.db"));
  }

  private static InMemoryConnector forest(ConnectorId id, String domain, String netbios) {
    String dn = "DC=" + domain.replace(".", ",DC=");
    return new InMemoryConnector(id, domain, SystemKind.ACTIVE_DIRECTORY, systemSchema())
        .parameter("Domain.FQDN", domain)
        .parameter("Domain.Netbios", netbios)
        .parameter("Domain.LDAP", dn)
        .parameter("Forest.FQDN", domain)
        .parameter("Forest.Netbios", netbios)
        .parameter("Forest.LDAP", dn);
  }

  /** One schema for all three systems: attributes of every type on all object types. */
  private static Schema systemSchema() {
    List<AttributeDefinition> attributes = attributes();
    return Schema.of(
        Stream.of("user", "inetOrgPerson", "group", "contact", "foreignSecurityPrincipal", "device")
            .map(type -> ObjectClass.of(type, attributes))
            .toList());
  }

  private static Schema metaverseSchema() {
    List<AttributeDefinition> attributes = attributes();
    return Schema.of(
        Stream.of("person", "group", "device")
            .map(type -> ObjectClass.of(type, attributes))
            .toList());
  }

  private static List<AttributeDefinition> attributes() {
    List<AttributeDefinition> all = new ArrayList<>();
    Stream.of(
            "accountName",
            "adminDescription",
            "alias",
            "c",
            "cloudAnchor",
            "cloudSourceAnchor",
            "cn",
            "contributingConnectorExchange",
            "department",
            "description",
            "displayName",
            "mail",
            "mailNickname",
            "objectSidString",
            "reasonFiltered",
            "sAMAccountName",
            "sourceAnchor",
            "sourceObjectType",
            "targetWritebackType",
            "title")
        .forEach(name -> all.add(AttributeDefinition.single(name, AttributeType.TEXT)));
    Stream.of("proxyAddresses", "otherMailbox", "otherTelephone")
        .forEach(name -> all.add(AttributeDefinition.multi(name, AttributeType.TEXT)));
    Stream.of(
            "accountEnabled",
            "cloudFiltered",
            "cloudMastered",
            "cloudNoFlow",
            "flag",
            "isProvisionedInAD",
            "mailEnabled",
            "securityEnabled")
        .forEach(name -> all.add(AttributeDefinition.single(name, AttributeType.BOOLEAN)));
    Stream.of("groupType", "memberCount", "userAccountControl")
        .forEach(name -> all.add(AttributeDefinition.single(name, AttributeType.NUMBER)));
    Stream.of("objectGUID", "objectSid", "sourceAnchorBinary")
        .forEach(name -> all.add(AttributeDefinition.single(name, AttributeType.BINARY)));
    all.add(AttributeDefinition.single("manager", AttributeType.REFERENCE));
    all.add(AttributeDefinition.multi("member", AttributeType.REFERENCE));
    return all;
  }

  InMemoryConnector ad1() {
    return ad1;
  }

  InMemoryConnector ad2() {
    return ad2;
  }

  InMemoryConnector aad() {
    return aad;
  }

  ConnectSync engine() {
    return engine;
  }

  ConnectorSpace space(ConnectorId connector) {
    return store.connectorSpace(connector);
  }

  /** An anchor that stands for a number. */
  static String guid(int number) {
    return new UUID(1, number).toString();
  }

  /** {@code name, value} pairs; a value may be text, a number, a Boolean, bytes, or a list. */
  static Attributes attributes(Object... namesAndValues) {
    Attributes.Builder builder = Attributes.builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      List<?> values = value instanceof List<?> list ? list : List.of(value);
      builder.set(
          AttributeName.of((String) namesAndValues[i]),
          values.stream().map(ConformanceLab::value).toList());
    }
    return builder.build();
  }

  private static Value value(Object value) {
    if (value instanceof String text) {
      return Value.of(text);
    }
    if (value instanceof Boolean bool) {
      return Value.of(bool);
    }
    if (value instanceof byte[] bytes) {
      return Value.of(bytes);
    }
    return Value.of(((Number) value).longValue());
  }

  /** An inbound rule whose id and name follow from its precedence. */
  static RuleDraft in(
      int precedence, ConnectorId connector, String csType, String mvType, LinkType link) {
    return RuleDraft.inbound(
        guid(precedence), "Rule " + precedence, connector, csType, mvType, link, precedence);
  }

  /** An outbound rule whose id and name follow from its precedence. */
  static RuleDraft out(
      int precedence, ConnectorId connector, String mvType, String csType, LinkType link) {
    return RuleDraft.outbound(
        guid(precedence), "Rule " + precedence, connector, mvType, csType, link, precedence);
  }

  /** The rules of the server become these. */
  void onlyRules(RuleDraft... drafts) {
    rules.clear();
    rules(drafts);
  }

  /** Adds rules to those of the server. */
  void rules(RuleDraft... drafts) {
    rules(Arrays.stream(drafts).map(RuleDraft::rule).toArray(SyncRule[]::new));
  }

  void rules(SyncRule... added) {
    rules.addAll(List.of(added));
    engine.rules().replaceAll(rules);
  }

  RunRecord run(Connector connector, RunProfile profile) {
    return engine.run(connector, profile);
  }

  /** A run that must go well. */
  StepResult good(Connector connector, RunProfile profile) {
    StepResult result = engine.run(connector, profile).result();
    if (!result.clean()) {
      throw new AssertionError(connector.name() + " " + profile + ": " + result);
    }
    return result;
  }

  /** Full import and full synchronization of a connector, which must go well. */
  void take(Connector connector) {
    good(connector, RunProfile.FULL_IMPORT);
    good(connector, RunProfile.FULL_SYNCHRONIZATION);
  }

  /** Delta import and delta synchronization of a connector, which must go well. */
  void takeChanges(Connector connector) {
    good(connector, RunProfile.DELTA_IMPORT);
    good(connector, RunProfile.DELTA_SYNCHRONIZATION);
  }

  /** Delta synchronization and export, which must go well. */
  void push(Connector source, Connector target) {
    good(source, RunProfile.DELTA_SYNCHRONIZATION);
    good(target, RunProfile.EXPORT);
  }

  List<RunRecord> cycle(CyclePolicy policy) {
    return engine.cycle(policy);
  }

  /** The staged object with this anchor. */
  CsObject cs(ConnectorId connector, String anchor) {
    return find(connector, anchor)
        .orElseThrow(() -> new AssertionError("no object " + anchor + " in " + connector));
  }

  Optional<CsObject> find(ConnectorId connector, String anchor) {
    return space(connector).byAnchor(new dev.landfall.core.connector.Anchor(anchor));
  }

  /** The metaverse object that a staged object is linked to. */
  Optional<MvObject> mv(ConnectorId connector, String anchor) {
    return find(connector, anchor)
        .flatMap(CsObject::link)
        .map(Link::metaverseId)
        .flatMap(store.metaverse()::byId);
  }

  /** All metaverse objects. */
  List<MvObject> metaverse() {
    return store.metaverse().all(0, 10_000);
  }

  /** All objects of a connector space that are more than placeholders. */
  List<CsObject> objects(ConnectorId connector) {
    return space(connector).all(0, 10_000);
  }

  /** The only object of a connector space. */
  CsObject only(ConnectorId connector) {
    List<CsObject> all = objects(connector);
    if (all.size() != 1) {
      throw new AssertionError(all.size() + " objects in " + connector + ": " + all);
    }
    return all.get(0);
  }

  /** Looks at what is staged for export to a connector: operation and DN of each object. */
  List<String> pendingExports(ConnectorId connector) {
    return space(connector).pendingExports(0, 10_000).stream()
        .map(object -> object.unapplied().operation() + " " + object.currentDn())
        .toList();
  }

  /** The values of an attribute of that metaverse object as text; empty if there is none. */
  List<String> mvValues(ConnectorId connector, String anchor, String attribute) {
    return mv(connector, anchor)
        .map(object -> object.attributes().get(AttributeName.of(attribute)))
        .orElse(List.of())
        .stream()
        .map(Value::text)
        .toList();
  }
}
