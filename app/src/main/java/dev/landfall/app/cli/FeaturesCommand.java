package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.service.FeatureGate;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    description = "The tenant's switches of directory synchronization.",
    footer = {"", "Example: landfall features list"})
final class FeaturesCommand {
  @ParentCommand private RootCommand root = new RootCommand();

  @Command(
      description = "Shows the switches as the tenant has them now.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall features list --json"})
  int list() {
    return root.with(this::print);
  }

  @Command(
      description = "Sets a switch. Turning group writeback V2 off cannot be undone.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall features set group-writeback-v2 true"})
  int set(
      @Parameters(paramLabel = "FEATURE") String feature,
      @Parameters(paramLabel = "true|false") boolean enabled,
      @Option(names = "--yes", description = "Confirm without asking.") boolean yes,
      @Option(
              names = "--accept-deletions",
              description = "Go on although unshielded groups will be deleted.")
          boolean acceptDeletions) {
    TenantFeature chosen =
        Arrays.stream(TenantFeature.values())
            .filter(each -> each.option().equals(feature))
            .findFirst()
            .orElseThrow(
                () ->
                    new LandfallException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "\""
                            + feature
                            + "\" is no feature; there are "
                            + Arrays.stream(TenantFeature.values())
                                .map(TenantFeature::option)
                                .toList()
                            + "."));
    return root.with(
        landfall -> {
          if (chosen == TenantFeature.GROUP_WRITEBACK_V2 && !enabled) {
            FeatureGate.requireSafe(landfall, yes, acceptDeletions);
          }
          landfall.cloud().setFeature(chosen, enabled);
          return print(landfall);
        });
  }

  private int print(Landfall landfall) {
    Output output = root.output();
    Map<TenantFeature, Boolean> features = landfall.cloud().features();
    ObjectNode document = Output.object();
    ObjectNode node = document.putObject("features");
    features.forEach((feature, on) -> node.put(feature.option(), on));
    output.document(document);
    output.table(
        List.of("feature", "enabled"),
        features.entrySet().stream()
            .map(entry -> List.of(entry.getKey().option(), entry.getValue().toString()))
            .toList());
    return ExitCodes.DONE;
  }
}
