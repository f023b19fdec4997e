package dev.landfall.app.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * {@code docs/conformance.md}: each numbered case with the tests whose names begin with its id, and
 * how they ended. {@code bin/conformance} writes it from the reports of the last {@code bin/test}.
 */
final class ConformancePage {
  private static final Pattern METHOD = Pattern.compile("\\bvoid (cs(\\d+)(b?))_(\\w+)\\(");
  private static final Pattern NAME = Pattern.compile("^(cs\\d+b?_\\w+)");

  private ConformancePage() {}

  /** A case: its number, and {@code b} for one put in later. */
  record Id(int number, String suffix) implements Comparable<Id> {
    @Override
    public int compareTo(Id other) {
      int byNumber = Integer.compare(number, other.number);
      return byNumber != 0 ? byNumber : suffix.compareTo(other.suffix);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "CS-%02d%s", number, suffix);
    }
  }

  /** A test of a case. */
  record Claim(String type, String method) {
    /** The name after the id, as words; abbreviations keep their capitals. */
    String words() {
      String claim = method.substring(method.indexOf('_') + 1).replace('_', ' ');
      String spaced = claim.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ");
      return Pattern.compile("\\b[A-Z](?![A-Z0-9])")
          .matcher(spaced)
          .replaceAll(letter -> letter.group().toLowerCase(Locale.ROOT));
    }
  }

  /** All tests by case, read from the sources. */
  static Map<Id, List<Claim>> claims(Path root) throws IOException {
    Map<Id, List<Claim>> claims = new TreeMap<>();
    List<Path> sources;
    try (Stream<Path> files = Files.walk(root)) {
      sources =
          files
              .filter(file -> file.toString().contains("src/test/java"))
              .filter(file -> file.toString().endsWith(".java"))
              .sorted()
              .toList();
    }
    for (Path source : sources) {
      String type = source.getFileName().toString().replace(".java", "");
      Matcher matcher = METHOD.matcher(Files.readString(source));
      while (matcher.find()) {
        Id id = new Id(Integer.parseInt(matcher.group(2)), matcher.group(3));
        claims
            .computeIfAbsent(id, fresh -> new ArrayList<>())
            .add(new Claim(type, matcher.group(1) + "_" + matcher.group(4)));
      }
    }
    return claims;
  }

  /** The table without the results: what a page that is up to date must hold. */
  static List<String> rows(Map<Id, List<Claim>> claims) {
    List<String> rows = new ArrayList<>();
    claims.forEach(
        (id, tests) ->
            tests.forEach(
                test ->
                    rows.add("| " + id + " | " + test.words() + " | `" + test.type() + "` | ")));
    return rows;
  }

  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    Map<Id, List<Claim>> claims = claims(root);
    Map<Claim, String> results = results(root);
    StringBuilder page = new StringBuilder();
    page.append("# Conformance\n\n")
        .append(
            "The numbered cases of the specification of Connect Sync, the tests that show them on the")
        .append(" real engine, and\nhow they ended when this page was written (`bin/test`, then")
        .append(" `bin/conformance`). A test fails when the page lacks one.\n\n")
        .append("| case | claim | test | result |\n|---|---|---|---|\n");
    long passed = 0;
    long all = 0;
    for (Map.Entry<Id, List<Claim>> entry : claims.entrySet()) {
      for (Claim claim : entry.getValue()) {
        String result = results.getOrDefault(claim, "not run");
        all++;
        passed += result.equals("passed") ? 1 : 0;
        page.append(rows(Map.of(entry.getKey(), List.of(claim))).get(0))
            .append(result)
            .append(" |\n");
      }
    }
    page.append("\n").append(claims.size()).append(" cases, ").append(all).append(" tests, ");
    page.append(passed).append(" passed.\n");
    Files.writeString(root.resolve("docs/conformance.md"), page);
  }

  /** How tests ended; one that runs several times has passed when every run has. */
  private static Map<Claim, String> results(Path root)
      throws IOException, ParserConfigurationException, SAXException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Map<Claim, String> results = new HashMap<>();
    List<Path> reports;
    try (Stream<Path> files = Files.walk(root, 4)) {
      reports =
          files
              .filter(file -> file.toString().matches(".*/surefire-reports/TEST-.*\\.xml"))
              .toList();
    }
    for (Path report : reports) {
      NodeList cases =
          factory
              .newDocumentBuilder()
              .parse(report.toFile())
              .getDocumentElement()
              .getElementsByTagName("testcase");
      for (int i = 0; i < cases.getLength(); i++) {
        Element test = (Element) cases.item(i);
        Matcher name = NAME.matcher(test.getAttribute("name"));
        if (name.find()) {
          String type = test.getAttribute("classname");
          results.merge(
              new Claim(type.substring(type.lastIndexOf('.') + 1), name.group(1)),
              result(test),
              (before, now) -> before.equals("passed") ? now : before);
        }
      }
    }
    return results;
  }

  private static String result(Element test) {
    if (test.getElementsByTagName("failure").getLength() > 0
        || test.getElementsByTagName("error").getLength() > 0) {
      return "failed";
    }
    return test.getElementsByTagName("skipped").getLength() > 0 ? "skipped" : "passed";
  }
}
