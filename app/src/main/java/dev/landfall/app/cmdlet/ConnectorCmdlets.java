package dev.landfall.app.cmdlet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.api.ConnectorJson;
import dev.landfall.app.wiring.ConnectorNames;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.engine.rule.powershell.CommandParameter;
import dev.landfall.engine.rule.powershell.Invocation;
import dev.landfall.engine.rule.powershell.ScriptValue;
import dev.landfall.engine.run.EngineSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Connectors, and what is set for single ones: overrides and the deletion threshold. */
final class ConnectorCmdlets {
  private final CmdletHost host;

  ConnectorCmdlets(CmdletHost host) {
    this.host = host;
  }

  List<Cmdlet> all() {
    CommandParameter name = CommandParameter.text("ConnectorName");
    CommandParameter identifier = CommandParameter.guid("ConnectorIdentifier");
    return List.of(
        Cmdlet.of(
            "Get-ADSyncConnector",
            "thresholds show",
            this::connectors,
            CommandParameter.text("Name").at(0),
            CommandParameter.guid("Identifier")),
        Cmdlet.of(
            "Get-ADSyncSchedulerConnectorOverride",
            "scheduler override show",
            this::overrides,
            identifier,
            name),
        Cmdlet.of(
            "Set-ADSyncSchedulerConnectorOverride",
            "scheduler override set",
            this::override,
            identifier,
            name,
            CommandParameter.truth("FullImportRequired"),
            CommandParameter.truth("FullSyncRequired")),
        Cmdlet.of(
            "Get-ADSyncExportDeletionThreshold",
            "thresholds show",
            call -> List.of(threshold()),
            CommandParameter.text("AADUserName"),
            CommandParameter.object("AADCredential")),
        Cmdlet.of(
            "Enable-ADSyncExportDeletionThreshold",
            "thresholds set entra N",
            this::enableThreshold,
            CommandParameter.whole("DeletionThreshold").mandatory().at(0),
            CommandParameter.text("AADUserName"),
            CommandParameter.object("AADCredential")),
        Cmdlet.of(
            "Disable-ADSyncExportDeletionThreshold",
            "thresholds set entra off",
            call -> change("entra", node().putNull("deletionThreshold")),
            CommandParameter.text("AADUserName"),
            CommandParameter.object("AADCredential")));
  }

  private List<ConnectorNames.Named> all(String wanted) {
    return host.reading(
        store -> {
          ConnectorNames names = new ConnectorNames(host.configuration(), store);
          return wanted.isEmpty() ? names.all() : List.of(names.find(wanted));
        });
  }

  private List<ScriptValue> connectors(Invocation call) {
    List<ScriptValue> things = new ArrayList<>();
    for (ConnectorNames.Named named :
        all(call.text("Name").or(() -> call.text("Identifier")).orElse(""))) {
      boolean entra = named.id().equals(ConnectorId.ENTRA);
      things.add(
          Things.of("Connector")
              .with("Name", named.name())
              .with("Identifier", named.id().value())
              .with("ConnectorTypeName", entra ? "Extensible2" : "AD")
              .with("SubType", entra ? "Windows Azure Active Directory (Microsoft)" : "")
              .thing());
    }
    return things;
  }

  private List<ScriptValue> overrides(Invocation call) {
    String wanted =
        call.text("ConnectorName").or(() -> call.text("ConnectorIdentifier")).orElse("");
    List<ConnectorNames.Named> chosen = all(wanted);
    return host.reading(
        store -> {
          EngineSettings settings = new EngineSettings(store.documents());
          List<ScriptValue> things = new ArrayList<>();
          for (ConnectorNames.Named named : chosen) {
            things.add(
                Things.of("SchedulerConnectorOverride")
                    .with("ConnectorIdentifier", named.id().value())
                    .with("ConnectorName", named.name())
                    .with("FullImportRequired", settings.fullImportRequired(named.id()))
                    .with("FullSyncRequired", settings.fullSyncRequired(named.id()))
                    .thing());
          }
          return things;
        });
  }

  private List<ScriptValue> override(Invocation call) {
    ObjectNode change = node();
    call.truth("FullImportRequired")
        .ifPresent(required -> change.put("fullImportRequired", required));
    call.truth("FullSyncRequired").ifPresent(required -> change.put("fullSyncRequired", required));
    return change(CycleCmdlets.connector(call), change);
  }

  private ScriptValue threshold() {
    OptionalLong threshold =
        host.reading(
            store -> new EngineSettings(store.documents()).deletionThreshold(ConnectorId.ENTRA));
    return Things.of("ExportDeletionThreshold")
        .with("DeletionPrevention", threshold.isPresent() ? 1 : 0)
        .with("ThresholdCount", threshold.orElse(0))
        .thing();
  }

  private List<ScriptValue> enableThreshold(Invocation call) {
    long threshold = call.whole("DeletionThreshold").orElse(-1);
    if (threshold < 0) {
      throw call.problem("DeletionThreshold", "-DeletionThreshold wants a number from 0.");
    }
    return change("entra", node().put("deletionThreshold", threshold));
  }

  private List<ScriptValue> change(String connector, ObjectNode change) {
    host.service()
        .ifPresentOrElse(
            service -> service.changeConnector(connector, change),
            () ->
                host.withStore(
                    store -> {
                      ConnectorNames.Named named =
                          new ConnectorNames(host.configuration(), store).find(connector);
                      EngineSettings settings = new EngineSettings(store.documents());
                      store.inTransaction(() -> ConnectorJson.apply(change, named, settings));
                      return true;
                    }));
    return List.of();
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
