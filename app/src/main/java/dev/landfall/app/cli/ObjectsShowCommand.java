package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.preview.ObjectJson;
import dev.landfall.app.preview.ObjectText;
import dev.landfall.app.preview.PreviewText;
import dev.landfall.app.wiring.ConnectorNames;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Metaverse;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.preview.ObjectPreview;
import dev.landfall.engine.preview.Preview;
import dev.landfall.engine.sync.RuleSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows one object with its states and its lineage.",
    footer = {
      "",
      "Example: landfall objects show corp.example.com CN=Ann,OU=Sales,DC=corp",
      "Example: landfall objects show mv 42 --why displayName"
    })
final class ObjectsShowCommand implements Callable<Integer> {
  @ParentCommand private ObjectsCommand parent = new ObjectsCommand();

  @Parameters(index = "0", paramLabel = "CONNECTOR|mv")
  private String place = "";

  @Parameters(index = "1", paramLabel = "DN|ID", description = "The DN; in the metaverse the id.")
  private String object = "";

  @Option(
      names = "--why",
      paramLabel = "ATTRIBUTE",
      description = "Of a metaverse object: every flow that may write it, and how each fared.")
  private @Nullable String why;

  @Override
  public Integer call() {
    String attribute = why;
    if (attribute != null) {
      if (!place.equalsIgnoreCase("mv")) {
        throw wrong("--why asks for an attribute of a metaverse object: objects show mv ID.");
      }
      return parent.root().with(landfall -> why(landfall, AttributeName.of(attribute)));
    }
    return parent.root().reading(this::show);
  }

  private int show(Store store) {
    ConnectorNames known = new ConnectorNames(parent.root().configuration(), store);
    Function<ConnectorId, String> connectors =
        id ->
            known.all().stream()
                .filter(one -> one.id().equals(id))
                .map(ConnectorNames.Named::name)
                .findFirst()
                .orElse(id.value());
    ObjectText text = new ObjectText(store, connectors, rules(store));
    ObjectJson json = new ObjectJson(store, connectors, rules(store));
    Output output = parent.root().output();
    ObjectNode document;
    String words;
    if (place.equalsIgnoreCase("mv")) {
      MvObject found = metaverse(store.metaverse());
      document = json.of(found);
      words = text.of(found);
    } else {
      ConnectorNames.Named named = known.find(place);
      CsObject found = staged(store.connectorSpace(named.id()), named.name(), object);
      document = json.of(named.id(), found);
      words = text.of(named.id(), found);
    }
    output.document(document);
    if (!output.json()) {
      output.raw(words);
    }
    return ExitCodes.DONE;
  }

  /** A full synchronization of a linked object, taken back, tells it for the metaverse object. */
  private int why(Landfall landfall, AttributeName attribute) {
    Metaverse metaverse = landfall.store().metaverse();
    MvObject found = metaverse(metaverse);
    List<Metaverse.Linked> links = metaverse.links(found.id());
    if (links.isEmpty()) {
      throw wrong("Nothing is linked to metaverse object " + found.id() + ".");
    }
    Metaverse.Linked linked = links.get(0);
    ObjectPreview preview =
        new Preview(landfall.engine())
            .of(
                linked.connector(),
                linked.object().id(),
                RuleSet.of(landfall.engine().rules().all()),
                new Preview.Options(false, true, false));
    Output output = parent.root().output();
    output.document(ObjectJson.why(preview, found.id(), attribute));
    if (!output.json()) {
      output.raw(PreviewText.why(preview, found.id(), attribute, PreviewCommand.names(landfall)));
    }
    return ExitCodes.DONE;
  }

  private MvObject metaverse(Metaverse metaverse) {
    try {
      return metaverse
          .byId(Long.parseLong(object))
          .orElseThrow(() -> wrong("There is no metaverse object " + object + "."));
    } catch (NumberFormatException notANumber) {
      throw wrong("\"" + object + "\" is no id of a metaverse object.");
    }
  }

  /** By DN, or by id when the text is a number. */
  static CsObject staged(ConnectorSpace space, String connector, String object) {
    return (object.matches("[0-9]{1,18}") ? space.byId(Long.parseLong(object)) : space.byDn(object))
        .orElseThrow(
            () ->
                wrong(
                    "There is no object \""
                        + object
                        + "\" in the connector space of \""
                        + connector
                        + "\"; find it with \"landfall objects search\"."));
  }

  /** Rules by name as far as they are still there. */
  static Function<String, String> rules(Store store) {
    return id ->
        store
            .documents()
            .get("rule", id)
            .map(fields -> name(fields))
            .orElse("rule " + id + " (removed)");
  }

  private static String name(Map<String, String> fields) {
    String xml = fields.getOrDefault("xml", "");
    return dev.landfall.engine.rule.xml.RuleXmlReader.parse(
            xml, "rule", new java.util.ArrayList<>())
        .map(rule -> rule.precedence() + " " + rule.name())
        .orElse("(unreadable rule)");
  }

  private static LandfallException wrong(String message) {
    return new LandfallException(ErrorCode.CONFIGURATION_INVALID, message);
  }
}
