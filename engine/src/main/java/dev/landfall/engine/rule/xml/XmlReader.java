package dev.landfall.engine.rule.xml;

import dev.landfall.engine.rule.ConfigurationProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a whole XML file into elements, without DTD and external entities. */
final class XmlReader {
  private static final XMLInputFactory FACTORY = factory();

  private XmlReader() {}

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /** Reads a file; what cannot be read becomes a problem. */
  static Optional<XmlElement> read(Path file, List<ConfigurationProblem> problems) {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(read(in));
    } catch (XMLStreamException malformed) {
      problems.add(malformed(file.toString(), malformed));
    } catch (NoSuchFileException missing) {
      problems.add(
          ConfigurationProblem.error(
              "FILE_MISSING", file.toString(), 0, "", "The file does not exist."));
    } catch (IOException unreadable) {
      problems.add(
          ConfigurationProblem.error(
              "FILE_UNREADABLE",
              file.toString(),
              0,
              "",
              "The file cannot be read: " + unreadable.getMessage()));
    }
    return Optional.empty();
  }

  /** Reads a text; what cannot be read becomes a problem. */
  static Optional<XmlElement> parse(
      String xml, String source, List<ConfigurationProblem> problems) {
    try {
      return Optional.of(read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
    } catch (XMLStreamException malformed) {
      problems.add(malformed(source, malformed));
      return Optional.empty();
    }
  }

  private static ConfigurationProblem malformed(String source, XMLStreamException malformed) {
    int line =
        malformed.getLocation() == null ? 0 : Math.max(0, malformed.getLocation().getLineNumber());
    return ConfigurationProblem.error(
        "XML_MALFORMED",
        source,
        line,
        "",
        "The file is not well-formed XML ("
            + firstLine(String.valueOf(malformed.getMessage()))
            + "). Export the configuration again.");
  }

  private static String firstLine(String message) {
    String last = message.substring(message.lastIndexOf("Message:") + 1).strip();
    return last.startsWith("essage:") ? last.substring("essage:".length()).strip() : last;
  }

  static XmlElement read(InputStream in) throws XMLStreamException {
    XMLStreamReader reader = FACTORY.createXMLStreamReader(in);
    Deque<Open> open = new ArrayDeque<>();
    try {
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> open.push(Open.at(reader));
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
            if (!open.isEmpty()) {
              open.getFirst().text.append(reader.getText());
            }
          }
          case XMLStreamConstants.END_ELEMENT -> {
            XmlElement done = open.pop().close();
            if (open.isEmpty()) {
              return done;
            }
            open.getFirst().children.add(done);
          }
          default -> {
            // Comments, processing instructions and white space outside elements say nothing.
          }
        }
      }
      throw new XMLStreamException("The file has no element.");
    } finally {
      reader.close();
    }
  }

  /** An element whose end has not come yet. */
  private record Open(
      String name,
      Map<String, String> attributes,
      List<XmlElement> children,
      StringBuilder text,
      int line) {

    static Open at(XMLStreamReader reader) {
      Map<String, String> attributes = new LinkedHashMap<>();
      for (int i = 0; i < reader.getAttributeCount(); i++) {
        attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
      }
      return new Open(
          reader.getLocalName(),
          attributes,
          new ArrayList<>(),
          new StringBuilder(),
          reader.getLocation().getLineNumber());
    }

    XmlElement close() {
      // Text between children is indentation; text of a leaf is a value and stays as it is.
      String value = children.isEmpty() ? text.toString() : "";
      return new XmlElement(name, Map.copyOf(attributes), List.copyOf(children), value, line);
    }
  }
}
