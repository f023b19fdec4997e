package dev.landfall.app.pending;

import dev.landfall.core.store.PendingExport.Operation;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The shape of {@code csexport /f:x}: for each object its delta, and the hologram that results. The
 * hologram leaves references out, which the delta has.
 */
public final class XmlPendingExports implements PendingExportWriter {
  private final XMLStreamWriter xml;
  private String openAttribute = "";

  public XmlPendingExports(Writer out) throws IOException {
    try {
      this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
    } catch (XMLStreamException failed) {
      throw new IOException(failed);
    }
  }

  private interface Piece {
    void write() throws XMLStreamException;
  }

  private static void piece(Piece piece) throws IOException {
    try {
      piece.write();
    } catch (XMLStreamException failed) {
      throw new IOException(failed);
    }
  }

  @Override
  public void begin() throws IOException {
    piece(
        () -> {
          xml.writeStartDocument("utf-8", "1.0");
          xml.writeStartElement("cs-objects");
        });
  }

  @Override
  public void object(PendingObject object) throws IOException {
    piece(
        () -> {
          xml.writeStartElement("cs-object");
          xml.writeAttribute("cs-dn", object.object().currentDn());
          xml.writeAttribute("id", Long.toString(object.object().id()));
          xml.writeAttribute("object-type", object.object().objectType());
          xml.writeStartElement("unapplied-export");
          xml.writeStartElement("delta");
          xml.writeAttribute("operation", object.operation().name().toLowerCase(Locale.ROOT));
          xml.writeAttribute("dn", object.object().currentDn());
          if (object.newDn().isPresent()) {
            xml.writeAttribute("newdn", object.newDn().get());
          }
        });
  }

  @Override
  public void change(PendingObject object, PendingChange change) throws IOException {
    piece(
        () -> {
          if (change.reference()) {
            reference(change);
          } else {
            attribute(change);
          }
        });
  }

  private void attribute(PendingChange change) throws XMLStreamException {
    startAttribute(change.attribute(), change.after().isEmpty() ? change.before() : change.after());
    xml.writeAttribute(
        "operation",
        switch (change.modification()) {
          case ADD -> "add";
          case UPDATE -> "replace";
          case DELETE -> "delete";
        });
    values(change.after());
    xml.writeEndElement();
  }

  private void startAttribute(String name, List<Value> values) throws XMLStreamException {
    xml.writeStartElement("attr");
    xml.writeAttribute("name", name);
    xml.writeAttribute("type", values.isEmpty() ? "string" : type(values.get(0)));
    xml.writeAttribute("multivalued", Boolean.toString(values.size() > 1));
  }

  private static String type(Value value) {
    return value instanceof Value.Binary
        ? "binary"
        : value instanceof Value.Number
            ? "integer"
            : value instanceof Value.Bool ? "boolean" : "string";
  }

  private void values(List<Value> values) throws XMLStreamException {
    for (Value value : values) {
      xml.writeStartElement("value");
      if (value instanceof Value.Binary) {
        xml.writeAttribute("encoding", "base64");
      }
      xml.writeCharacters(legal(value.text()));
      xml.writeEndElement();
    }
  }

  /** What XML cannot hold at all becomes the replacement character. */
  private static String legal(String text) {
    return text.replaceAll(
        "[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
  }

  /** References come sorted by attribute, one by one. */
  private void reference(PendingChange change) throws XMLStreamException {
    if (!openAttribute.equals(change.attribute())) {
      closeReferences();
      openAttribute = change.attribute();
      xml.writeStartElement("dn-attr");
      xml.writeAttribute("name", change.attribute());
      xml.writeAttribute("multivalued", "true");
      xml.writeAttribute("operation", "update");
    }
    boolean add = change.modification() == PendingChange.Modification.ADD;
    xml.writeStartElement("dn-value");
    xml.writeAttribute("operation", add ? "add" : "delete");
    xml.writeStartElement("dn");
    xml.writeCharacters((add ? change.after() : change.before()).get(0).text());
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void closeReferences() throws XMLStreamException {
    if (!openAttribute.isEmpty()) {
      openAttribute = "";
      xml.writeEndElement();
    }
  }

  @Override
  public void endObject(PendingObject object) throws IOException {
    piece(
        () -> {
          closeReferences();
          xml.writeEndElement();
          xml.writeEndElement();
          if (object.operation() != Operation.DELETE) {
            hologram(object);
          }
          xml.writeEndElement();
        });
  }

  private void hologram(PendingObject object) throws XMLStreamException {
    xml.writeStartElement("unapplied-export-hologram");
    xml.writeStartElement("entry");
    xml.writeAttribute("dn", object.object().expectedDn());
    for (Map.Entry<AttributeName, List<Value>> attribute :
        object.object().expectedImage().entries()) {
      startAttribute(attribute.getKey().name(), attribute.getValue());
      values(attribute.getValue());
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
  }

  @Override
  public void end(long objects) throws IOException {
    piece(
        () -> {
          xml.writeEndElement();
          xml.writeEndDocument();
          xml.flush();
        });
  }
}
