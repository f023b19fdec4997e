package dev.landfall.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.rule.ConfigurationProblem;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.Transformation;
import dev.landfall.engine.rule.script.RuleScriptReader;
import dev.landfall.engine.rule.script.RuleScriptWriter;
import dev.landfall.engine.rule.xml.RuleXmlReader;
import dev.landfall.engine.rule.xml.RuleXmlWriter;
import dev.landfall.expression.Dialect;
import dev.landfall.expression.Expression;
import dev.landfall.testkit.reference.ReferenceFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The rules of a real server, read and written. */
class RuleFormatConformanceTest {

  private static List<Path> files() throws IOException {
    try (Stream<Path> files =
        Files.list(ReferenceFolder.entraConnectExport().resolve("SynchronizationRules"))) {
      return files.sorted().toList();
    }
  }

  private static SyncRule read(Path file) {
    List<ConfigurationProblem> problems = new ArrayList<>();
    SyncRule rule = RuleXmlReader.read(file, problems).orElseThrow();
    assertThat(problems).isEmpty();
    return rule;
  }

  @Test
  void cs94_theSampleRulesAreWrittenElementByElementAsTheyWereAndAllExpressionsCompile()
      throws Exception {
    Set<String> expressions = new TreeSet<>();
    for (Path file : files()) {
      SyncRule rule = read(file);
      assertThat(elements(RuleXmlWriter.write(rule)))
          .as(file.getFileName().toString())
          .isEqualTo(elements(Files.readString(file)));
      for (var flow : rule.flows()) {
        if (flow.transformation() instanceof Transformation.Computed computed) {
          expressions.add(computed.expression());
        }
      }
    }
    assertThat(files()).hasSize(62);
    assertThat(expressions).hasSize(86);
    assertThat(expressions)
        .allSatisfy(
            text -> assertThat(Expression.compile(Dialect.CONNECT, text).problems()).isEmpty());
  }

  @Test
  void cs95_theScriptOfAnyRuleIsReadAsAnEqualRule() throws IOException {
    for (Path file : files()) {
      SyncRule rule = read(file);
      List<ConfigurationProblem> problems = new ArrayList<>();

      List<SyncRule> back =
          RuleScriptReader.read(
              RuleScriptWriter.write(rule), "x.ps1", Map.of(), name -> Optional.empty(), problems);

      assertThat(problems).isEmpty();
      assertThat(back).as(rule.name()).containsExactly(rule);
    }
  }

  /** Every element in order, with its depth, attributes and text. */
  private static List<String> elements(String xml) throws Exception {
    String bare = xml.startsWith("\uFEFF") ? xml.substring(1) : xml;
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(bare.getBytes(StandardCharsets.UTF_8)));
    List<String> elements = new ArrayList<>();
    collect(document.getDocumentElement(), 0, elements);
    return elements;
  }

  private static void collect(Element element, int depth, List<String> elements) {
    StringBuilder line = new StringBuilder(" ".repeat(depth)).append(element.getTagName());
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      line.append(' ').append(element.getAttributes().item(i));
    }
    List<Element> children = new ArrayList<>();
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element nested) {
        children.add(nested);
      }
    }
    if (children.isEmpty()) {
      line.append('=').append(element.getTextContent());
    }
    elements.add(line.toString());
    children.forEach(child -> collect(child, depth + 1, elements));
  }
}
