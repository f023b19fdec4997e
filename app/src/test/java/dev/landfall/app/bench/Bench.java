package dev.landfall.app.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs the benchmarks and prints their figures. */
public final class Bench {
  private Bench() {}

  /** One word on the command line. */
  private interface Suite {
    List<Figure> run(boolean quick) throws Exception;
  }

  private static final Map<String, Suite> SUITES = suites();

  private static Map<String, Suite> suites() {
    Map<String, Suite> suites = new LinkedHashMap<>();
    suites.put("ldap", quick -> new LdapBench(quick).run());
    suites.put("cycle", quick -> new DeltaCycleBench(quick).run());
    suites.put("expression", quick -> new ExpressionBench(quick).run());
    suites.put("sync", quick -> new FullSyncBench(quick).run());
    suites.put("group", quick -> new LargeGroupBench(quick).run());
    suites.put("directory", quick -> new EmbeddedDirectoryBench(quick).run());
    suites.put("tenant", quick -> new TenantBench(quick).run());
    suites.put("graph", quick -> new GraphBench(quick).run());
    suites.put("scale", quick -> new ScaleProof(quick).run());
    return suites;
  }

  public static void main(String[] arguments) throws Exception {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    List<String> words = new ArrayList<>(Arrays.asList(arguments));
    boolean json = words.remove("--json");
    boolean quick = words.remove("--quick");
    if (!SUITES.keySet().containsAll(words)) {
      System.err.println("usage: bin/bench [--json] [--quick] " + SUITES.keySet());
      System.exit(2);
    }
    if (words.isEmpty()) {
      words.addAll(SUITES.keySet());
      // Takes long and gigabytes of disk: only when asked for.
      words.remove("scale");
    }
    List<Figure> figures = new ArrayList<>();
    for (String each : words) {
      System.err.println("bench: " + each + " …");
      figures.addAll(SUITES.get(each).run(quick));
    }
    System.out.println(json ? json(figures) : table(figures));
    System.exit(0);
  }

  private static String json(List<Figure> figures) throws Exception {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode document = mapper.createObjectNode();
    document.put("java", System.getProperty("java.version"));
    document.put("processors", Runtime.getRuntime().availableProcessors());
    ArrayNode array = document.putArray("figures");
    for (Figure figure : figures) {
      array
          .addObject()
          .put("name", figure.name())
          .put("measured", figure.oursIs())
          .put("value", figure.ours())
          .put("floor", figure.floorIs())
          .put("floorValue", figure.floor())
          .put("unit", figure.unit())
          .put("ratio", figure.ratio());
    }
    return mapper.writeValueAsString(document);
  }

  private static String table(List<Figure> figures) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            "%-36s %-24s %10s   %-24s %10s  %-10s %6s%n",
            "benchmark", "measured", "value", "floor", "value", "unit", "ratio"));
    for (Figure figure : figures) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-36s %-24s %10.1f   %-24s %10.1f  %-10s %6.2f%n",
              figure.name(),
              figure.oursIs(),
              figure.ours(),
              figure.floorIs(),
              figure.floor(),
              figure.unit(),
              figure.ratio()));
    }
    return table.toString().stripTrailing();
  }

  /** The middle one of several measurements. */
  static double median(List<Double> measured) {
    return measured.stream().sorted().toList().get(measured.size() / 2);
  }
}
