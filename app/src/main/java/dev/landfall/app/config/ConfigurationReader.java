package dev.landfall.app.config;

import dev.landfall.app.config.HomeConfiguration.Forest;
import dev.landfall.app.config.HomeConfiguration.GroupWriteback;
import dev.landfall.connectors.graph.GraphSettings;
import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.standard.WritebackRules;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code landfall.yaml} and reports everything wrong in it, with line and key. */
public final class ConfigurationReader {
  /** The file's name in the home folder. */
  public static final String FILE = "landfall.yaml";

  private static final String DEFAULT_STORE = "sqlite:landfall.db";

  private final Path home;
  private final Secrets secrets;
  private final List<ConfigurationProblem> problems = new ArrayList<>();

  private ConfigurationReader(Path home, Map<String, String> environment, boolean plainAllowed) {
    this.home = home;
    this.secrets = new Secrets(home, environment, plainAllowed);
  }

  /**
   * @throws ConfigurationException with all problems
   */
  public static HomeConfiguration read(
      Path home, Map<String, String> environment, boolean plainSecretsAllowed) {
    return new ConfigurationReader(home, environment, plainSecretsAllowed).read();
  }

  /**
   * Where the store of a home is, for commands that need nothing else of its configuration; what is
   * wrong with the rest does not matter to them.
   */
  public static String storeLocation(Path home) {
    ConfigurationReader reader = new ConfigurationReader(home, Map.of(), true);
    return reader
        .compose(home.resolve(FILE))
        .flatMap(root -> root.text("store"))
        .filter(store -> store.startsWith("sqlite:"))
        .orElse(DEFAULT_STORE);
  }

  /**
   * Reads the arrangement alone. Connections and secrets are passed over, whatever is wrong with
   * them.
   *
   * @throws ConfigurationException with all problems
   */
  public static Arrangement arrangement(Path file) {
    ConfigurationReader reader = new ConfigurationReader(file, Map.of(), true);
    Optional<Arrangement> arrangement = reader.compose(file).map(reader::arrangement);
    if (!reader.problems.isEmpty() || arrangement.isEmpty()) {
      throw new ConfigurationException(reader.problems);
    }
    return arrangement.get();
  }

  private Arrangement arrangement(YamlMap root) {
    List<Arrangement.ForestPart> forests =
        root.maps("forests").stream()
            .map(
                map ->
                    new Arrangement.ForestPart(
                        map.required("name"),
                        map.texts("containers"),
                        map.texts("excludedContainers")))
            .toList();
    List<String> names = forests.stream().map(Arrangement.ForestPart::name).toList();
    return new Arrangement(
        forests,
        root.map("groupWriteback").map(map -> writeback(map, names)),
        root.map("cloudSync").map(map -> map.required("container")),
        root.text("store").orElse(DEFAULT_STORE));
  }

  private HomeConfiguration read() {
    Path file = home.resolve(FILE);
    Optional<YamlMap> root = compose(file);
    Optional<HomeConfiguration> configuration = root.flatMap(this::configuration);
    if (!problems.isEmpty() || configuration.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return configuration.get();
  }

  private Optional<YamlMap> compose(Path file) {
    if (!Files.exists(file)) {
      problems.add(
          ConfigurationProblem.error(
              "FILE_MISSING",
              file.toString(),
              0,
              "",
              "The file does not exist. Create it (docs/manual.md shows an example), or give the"
                  + " folder that holds it with --home."));
      return Optional.empty();
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      Node node = new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader);
      if (node == null) {
        problems.add(
            ConfigurationProblem.error("EMPTY", file.toString(), 0, "", "The file is empty."));
        return Optional.empty();
      }
      return YamlMap.of(file.toString(), "", node, problems);
    } catch (MarkedYAMLException malformed) {
      int line = malformed.getProblemMark() == null ? 0 : malformed.getProblemMark().getLine() + 1;
      problems.add(
          ConfigurationProblem.error(
              "YAML_MALFORMED",
              file.toString(),
              line,
              "",
              "The file is not well-formed YAML: " + malformed.getProblem() + "."));
    } catch (IOException unreadable) {
      problems.add(
          ConfigurationProblem.error(
              "FILE_UNREADABLE", file.toString(), 0, "", "The file cannot be read."));
    }
    return Optional.empty();
  }

  private Optional<HomeConfiguration> configuration(YamlMap root) {
    Optional<GraphSettings> tenant =
        root.map("tenant").flatMap(map -> new TenantSection(map, home, secrets).read());
    if (!root.has("tenant")) {
      root.problem("tenant", "MISSING", "The key is missing.");
    }
    List<Forest> forests =
        root.maps("forests").stream()
            .map(map -> new ForestReader(home, secrets, map).read())
            .toList();
    Optional<GroupWriteback> writeback =
        root.map("groupWriteback")
            .map(map -> writeback(map, forests.stream().map(Forest::name).toList()));
    Optional<String> container =
        root.map("cloudSync")
            .map(
                map -> {
                  String dn = map.required("container");
                  map.requireNoOther();
                  return dn;
                });
    String store = root.text("store").orElse(DEFAULT_STORE);
    if (!store.startsWith("sqlite:")) {
      root.problem("store", "UNSUPPORTED", "\"" + store + "\": only sqlite:FILE is supported yet.");
    }
    root.requireNoOther();
    return tenant.map(
        settings -> new HomeConfiguration(settings, forests, writeback, container, store));
  }

  private GroupWriteback writeback(YamlMap map, List<String> forests) {
    String forest = map.required("forest");
    if (!forest.isEmpty() && !forests.contains(forest)) {
      map.problem(
          "forest", "VALUE", "\"" + forest + "\" is not among the forests " + forests + ".");
    }
    String naming = map.text("naming").orElse("objectId");
    WritebackRules.Naming chosen = WritebackRules.Naming.OBJECT_ID;
    boolean found = false;
    for (WritebackRules.Naming each : WritebackRules.Naming.values()) {
      if (each.option().equals(naming)) {
        chosen = each;
        found = true;
      }
    }
    if (!found) {
      map.problem(
          "naming", "VALUE", "\"" + naming + "\" is neither \"objectId\" nor \"displayName\".");
    }
    GroupWriteback writeback = new GroupWriteback(forest, map.required("container"), chosen);
    map.requireNoOther();
    return writeback;
  }
}
