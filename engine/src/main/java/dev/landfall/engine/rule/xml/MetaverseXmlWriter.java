package dev.landfall.engine.rule.xml;

import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.AttributeType;
import dev.landfall.core.schema.ObjectClass;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.value.AttributeName;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes the metaverse schema as {@code GlobalSettings/MV.xml} of a configuration folder: classes
 * and attribute types in DSML. An attribute has one definition in such a file, whichever classes
 * have it.
 */
public final class MetaverseXmlWriter {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();
  private static final String DSML = "http://www.dsml.org/DSML";
  private static final String MICROSOFT = "http://www.microsoft.com/MMS/DSML";

  private final XMLStreamWriter xml;

  private MetaverseXmlWriter(XMLStreamWriter xml) {
    this.xml = xml;
  }

  public static String write(Schema metaverse) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = FACTORY.createXMLStreamWriter(text);
      new MetaverseXmlWriter(xml).document(metaverse);
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("Writing to memory failed", impossible);
    }
    return text.append('\n').toString();
  }

  private void document(Schema metaverse) throws XMLStreamException {
    for (String element : new String[] {"saved-mv-configuration", "mv-data", "schema"}) {
      xml.writeStartElement(element);
    }
    xml.setDefaultNamespace(DSML);
    xml.writeStartElement(DSML, "dsml");
    xml.writeDefaultNamespace(DSML);
    xml.writeStartElement(DSML, "directory-schema");
    xml.writeNamespace("ms-dsml", MICROSOFT);
    xml.writeAttribute("ms-dsml", MICROSOFT, "no-objectclass-validation", "true");
    Map<AttributeName, AttributeDefinition> attributes = new TreeMap<>();
    for (ObjectClass type : metaverse.classes().values()) {
      objectClass(type);
      attributes.putAll(type.attributes());
    }
    for (AttributeDefinition attribute : attributes.values()) {
      attribute(attribute);
    }
    for (int open = 5; open > 0; open--) {
      xml.writeEndElement();
    }
  }

  private void objectClass(ObjectClass type) throws XMLStreamException {
    line(1);
    xml.writeStartElement(DSML, "class");
    xml.writeAttribute("id", type.name());
    xml.writeAttribute("type", "structural");
    leaf("name", type.name());
    for (AttributeName attribute : type.attributes().keySet()) {
      line(2);
      xml.writeEmptyElement(DSML, "attribute");
      xml.writeAttribute("ref", "#" + attribute.name());
      xml.writeAttribute("required", "false");
    }
    line(1);
    xml.writeEndElement();
  }

  private void attribute(AttributeDefinition attribute) throws XMLStreamException {
    line(1);
    xml.writeStartElement(DSML, "attribute-type");
    xml.writeAttribute("id", attribute.name().name());
    if (!attribute.multiValued()) {
      xml.writeAttribute("single-value", "true");
    }
    if (attribute.indexed()) {
      xml.writeAttribute("ms-dsml", MICROSOFT, "indexable", "true");
    }
    leaf("name", attribute.name().name());
    leaf("syntax", syntax(attribute.type()));
    line(1);
    xml.writeEndElement();
  }

  private static String syntax(AttributeType type) {
    return "1.3.6.1.4.1.1466.115.121.1."
        + switch (type) {
          case TEXT -> "15";
          case NUMBER -> "27";
          case BOOLEAN -> "7";
          case BINARY -> "5";
          case REFERENCE -> "12";
        };
  }

  private void leaf(String name, String text) throws XMLStreamException {
    line(2);
    xml.writeStartElement(DSML, name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private void line(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
