package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.engine.sync.WritebackMark;
import java.util.ArrayList;
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
            requireSafe(landfall, yes, acceptDeletions);
          }
          landfall.cloud().setFeature(chosen, enabled);
          return print(landfall);
        });
  }

  private void requireSafe(Landfall landfall, boolean yes, boolean acceptDeletions) {
    List<String> unshielded = unshielded(landfall);
    if (!unshielded.isEmpty() && !acceptDeletions) {
      throw new LandfallException(
          ErrorCode.MIGRATION_GATE,
          unshielded.size()
              + " written-back groups are shielded by no coexistence rule and would be deleted,"
              + " first \""
              + unshielded.get(0)
              + "\". Use \"landfall migrate run\", or add --accept-deletions.");
    }
    if (!yes) {
      throw new LandfallException(
          ErrorCode.MIGRATION_GATE,
          "Turning group writeback V2 off cannot be undone. Add --yes to confirm.");
    }
  }

  private static List<String> unshielded(Landfall landfall) {
    List<String> found = new ArrayList<>();
    if (landfall.configuration().groupWriteback().isEmpty()) {
      return found;
    }
    ConnectorSpace space =
        landfall
            .store()
            .connectorSpace(
                landfall.connectorId(landfall.configuration().groupWriteback().get().forest()));
    long after = 0;
    List<CsObject> page;
    while (!(page = space.all(after, 500)).isEmpty()) {
      for (CsObject object : page) {
        boolean held =
            object.link().map(Link::provisionHeld).orElse(false)
                && !object.link().map(Link::noFlowProtected).orElse(false);
        if (held && WritebackMark.on(object.expectedImage())) {
          found.add(object.dn());
        }
      }
      after = page.get(page.size() - 1).id();
    }
    return found;
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
