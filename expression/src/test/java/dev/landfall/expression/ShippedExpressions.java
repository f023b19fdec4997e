package dev.landfall.expression;

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

/** The expressions of a real server's rules, where its export is at hand. */
final class ShippedExpressions {
  static final Path RULES =
      Path.of(System.getProperty("landfall.root", ".."))
          .resolve("../shared/data/entra-connect-contoso/SynchronizationRules");

  private ShippedExpressions() {}

  /** Each once; none when there is no export. */
  static Set<String> read() throws IOException, XMLStreamException {
    Set<String> sources = new TreeSet<>();
    if (Files.isDirectory(RULES)) {
      try (Stream<Path> files = Files.list(RULES)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".xml")).toList()) {
          read(file, sources);
        }
      }
    }
    return sources;
  }

  /** The export's expressions, or else the examples of the catalogue. */
  static List<String> orExamples() {
    try {
      Set<String> sources = read();
      return sources.isEmpty()
          ? FunctionCatalogue.of(Dialect.CONNECT).stream()
              .flatMap(function -> function.examples().stream())
              .map(Example::expression)
              .toList()
          : List.copyOf(sources);
    } catch (IOException | XMLStreamException unreadable) {
      throw new IllegalStateException(unreadable);
    }
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
