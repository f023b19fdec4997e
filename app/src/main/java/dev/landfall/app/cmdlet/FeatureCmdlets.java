package dev.landfall.app.cmdlet;

import dev.landfall.app.service.FeatureGate;
import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.engine.rule.powershell.CommandParameter;
import dev.landfall.engine.rule.powershell.Invocation;
import dev.landfall.engine.rule.powershell.ScriptValue;
import java.util.List;
import java.util.Map;

/** The tenant's switches. Group writeback V2 goes off only as it does with our own command. */
final class FeatureCmdlets {
  private static final Map<String, TenantFeature> FEATURES =
      Map.of(
          "GroupWritebackV2", TenantFeature.GROUP_WRITEBACK_V2,
          "UnifiedGroupWriteback", TenantFeature.UNIFIED_GROUP_WRITEBACK);

  private final CmdletHost host;

  FeatureCmdlets(CmdletHost host) {
    this.host = host;
  }

  List<Cmdlet> all() {
    return List.of(
        Cmdlet.of(
            "Get-ADSyncAADCompanyFeature",
            "features list",
            call -> List.of(features()),
            CommandParameter.text("ConnectorName")),
        Cmdlet.of(
            "Set-ADSyncAADCompanyFeature",
            "features set",
            this::set,
            CommandParameter.truth("GroupWritebackV2"),
            CommandParameter.truth("UnifiedGroupWriteback"),
            CommandParameter.text("ConnectorName"),
            CommandParameter.flag("Force")));
  }

  private ScriptValue features() {
    return host.with(
        landfall -> {
          Map<TenantFeature, Boolean> on = landfall.cloud().features();
          return Things.of("CompanyFeature")
              .with("UnifiedGroupWriteback", is(on, TenantFeature.UNIFIED_GROUP_WRITEBACK))
              .with("GroupWritebackV2", is(on, TenantFeature.GROUP_WRITEBACK_V2))
              .thing();
        });
  }

  private static boolean is(Map<TenantFeature, Boolean> on, TenantFeature feature) {
    return on.getOrDefault(feature, false);
  }

  private List<ScriptValue> set(Invocation call) {
    return host.with(
        landfall -> {
          FEATURES.forEach(
              (parameter, feature) ->
                  call.truth(parameter)
                      .ifPresent(
                          enabled -> {
                            if (feature == TenantFeature.GROUP_WRITEBACK_V2 && !enabled) {
                              FeatureGate.requireSafe(landfall, host.confirmed(), false);
                            }
                            landfall.cloud().setFeature(feature, enabled);
                          }));
          return List.of();
        });
  }
}
