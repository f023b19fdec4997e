package dev.landfall.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

/** Every expression of a real server's rules compiles. The export is not part of the project. */
class ShippedRulesTest {
  @Test
  void allShippedExpressionsCompile() throws IOException, XMLStreamException {
    Path rules =
        Path.of(System.getProperty("landfall.root", ".."))
            .resolve("../shared/data/entra-connect-contoso/SynchronizationRules");
    assumeTrue(Files.isDirectory(rules), "Skipped: no exported rules at " + rules);
    Set<String> sources = new TreeSet<>();
    try (Stream<Path> files = Files.list(rules)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".xml")).toList()) {
        read(file, sources);
      }
    }
    assertThat(sources).hasSizeGreaterThan(80);
    assertThat(sources)
        .allSatisfy(
            source ->
                assertThat(Expression.compile(Dialect.CONNECT, source).problems())
                    .as(source)
                    .isEqualTo(List.of()));
  }

  private static void read(Path file, Set<String> sources) throws IOException, XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream stream = Files.newInputStream(file)) {
      XMLStreamReader reader = factory.createXMLStreamReader(stream);
      while (reader.hasNext()) {
        boolean start = reader.next() == XMLStreamConstants.START_ELEMENT;
        if (start && reader.getLocalName().equals("expression")) {
          String source = reader.getElementText();
          if (!source.isBlank()) {
            sources.add(source);
          }
        }
      }
    }
  }
}
