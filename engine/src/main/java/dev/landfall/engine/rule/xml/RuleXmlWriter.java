package dev.landfall.engine.rule.xml;

import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.rule.AttributeFlow;
import dev.landfall.engine.rule.JoinCondition;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.Transformation;
import dev.landfall.engine.rule.scope.ScopeClause;
import dev.landfall.engine.schedule.Durations;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a rule in the form that an Entra Connect export has, element for element. */
public final class RuleXmlWriter {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  private final XMLStreamWriter xml;
  private int depth;

  private RuleXmlWriter(XMLStreamWriter xml) {
    this.xml = xml;
  }

  public static String write(SyncRule rule) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = FACTORY.createXMLStreamWriter(text);
      new RuleXmlWriter(xml).rule(rule);
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("Writing to memory failed", impossible);
    }
    return text.toString();
  }

  private void rule(SyncRule rule) throws XMLStreamException {
    open("synchronizationRule");
    leaf("id", "{" + rule.id() + "}");
    leaf("internal-id", "{" + rule.id() + "}");
    leaf("version", Integer.toString(rule.version()));
    leaf("name", rule.name());
    leaf("description", rule.description());
    leaf("immutable-tag", rule.immutableTag());
    leaf("direction", rule.direction().label());
    leaf("disabled", rule.disabled() ? "True" : "False");
    leaf("connector", rule.connector().braced());
    leaf("sourceObjectType", rule.sourceObjectType());
    leaf("targetObjectType", rule.targetObjectType());
    leaf("linkType", rule.linkType().label());
    leaf("precedence", Integer.toString(rule.precedence()));
    leaf("precedence-after", "{" + rule.precedenceAfter() + "}");
    leaf("precedence-before", "{" + rule.precedenceBefore() + "}");
    leaf("softDeleteExpiryInterval", Durations.timeSpan(rule.softDeleteExpiry()));
    leaf("EnablePasswordSync", rule.enablePasswordSync() ? "true" : "false");
    openOrEmpty("attribute-mappings", rule.flows().isEmpty());
    for (AttributeFlow flow : rule.flows()) {
      flow(flow);
    }
    closeUnlessEmpty(rule.flows().isEmpty());
    openOrEmpty("relationshipCriteria", rule.join().isEmpty());
    for (List<JoinCondition> group : rule.join()) {
      join(group);
    }
    closeUnlessEmpty(rule.join().isEmpty());
    openOrEmpty("synchronizationCriteria", rule.scope().isEmpty());
    for (List<ScopeClause> group : rule.scope()) {
      scope(group);
    }
    closeUnlessEmpty(rule.scope().isEmpty());
    close();
  }

  private void flow(AttributeFlow flow) throws XMLStreamException {
    open("mapping");
    if (flow.executeOnce()) {
      xml.writeAttribute("execute-once", "true");
    }
    leaf("dest", flow.target().name());
    if (flow.transformation() instanceof Transformation.Direct direct) {
      sources(List.of(direct.source()));
    } else if (flow.transformation() instanceof Transformation.Constant constant) {
      leaf("src", constant.text());
    } else if (flow.transformation() instanceof Transformation.Computed computed) {
      if (!computed.sources().isEmpty()) {
        sources(computed.sources());
      }
      leaf("expression", computed.expression());
    }
    leaf("valueMergeType", flow.mergeType().label());
    close();
  }

  private void sources(List<AttributeName> attributes) throws XMLStreamException {
    open("src");
    for (AttributeName attribute : attributes) {
      leaf("attr", attribute.name());
    }
    close();
  }

  private void join(List<JoinCondition> group) throws XMLStreamException {
    open("conditions");
    for (JoinCondition condition : group) {
      open("condition");
      if (condition.caseSensitive()) {
        leaf("caseSensitive", "True");
      }
      leaf("csAttribute", condition.csAttribute().name());
      leaf("ilmAttribute", condition.mvAttribute().name());
      close();
    }
    close();
  }

  private void scope(List<ScopeClause> group) throws XMLStreamException {
    open("conditions");
    for (ScopeClause clause : group) {
      open("scope");
      leaf("csAttribute", clause.attributeText());
      leaf("csOperator", clause.operator().name());
      leaf("csValue", clause.value());
      close();
    }
    close();
  }

  private void indent() throws XMLStreamException {
    if (depth > 0) {
      xml.writeCharacters("\n" + "  ".repeat(depth));
    }
  }

  private void open(String name) throws XMLStreamException {
    indent();
    xml.writeStartElement(name);
    depth++;
  }

  private void openOrEmpty(String name, boolean empty) throws XMLStreamException {
    if (empty) {
      leaf(name, "");
    } else {
      open(name);
    }
  }

  private void closeUnlessEmpty(boolean empty) throws XMLStreamException {
    if (!empty) {
      close();
    }
  }

  private void close() throws XMLStreamException {
    depth--;
    indent();
    if (depth == 0) {
      xml.writeCharacters("\n");
    }
    xml.writeEndElement();
  }

  private void leaf(String name, String text) throws XMLStreamException {
    indent();
    if (text.isEmpty()) {
      xml.writeEmptyElement(name);
    } else {
      xml.writeStartElement(name);
      xml.writeCharacters(text);
      xml.writeEndElement();
    }
  }
}
