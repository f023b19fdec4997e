package dev.landfall.app.cli;

import dev.landfall.app.preview.PreviewJson;
import dev.landfall.app.preview.PreviewText;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.CsObject;
import dev.landfall.engine.preview.ObjectPreview;
import dev.landfall.engine.preview.Preview;
import dev.landfall.engine.sync.RuleSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "preview",
    mixinStandardHelpOptions = true,
    description = "What a synchronization of one object, or a change of rules, would do, and why.",
    subcommands = PreviewRulesCommand.class,
    footer = {"", "Example: landfall preview corp.example.com --dn CN=Ann,OU=Sales,DC=corp"})
final class PreviewCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root = new RootCommand();

  @Parameters(paramLabel = "CONNECTOR", arity = "0..1", description = "Name, id, or \"entra\".")
  private @Nullable String connector;

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private @Nullable ObjectChoice object;

  @Option(
      names = "--delta",
      description = "As a delta synchronization, which visits only what has something pending.")
  private boolean delta;

  @Option(names = "--full", description = "As a full synchronization (the default).")
  private boolean full;

  @Option(names = "--steps", description = "Show expressions step by step.")
  private boolean steps;

  @Option(names = "--all", description = "Show attributes without any value, too.")
  private boolean all;

  @Option(names = "--commit", description = "Keep the result: synchronize the object.")
  private boolean commit;

  @Override
  public Integer call() {
    String name = connector;
    ObjectChoice choice = object;
    if (name == null || choice == null || (full && delta)) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          full && delta
              ? "--full and --delta exclude each other."
              : "Say which object: landfall preview CONNECTOR --dn DN (or --anchor, or --id).");
    }
    return root.with(landfall -> preview(landfall, name, choice));
  }

  private int preview(Landfall landfall, String name, ObjectChoice choice) {
    Connector system = landfall.connector(name);
    CsObject found = choice.find(landfall.store().connectorSpace(system.id()), system.name());
    ObjectPreview preview =
        new Preview(landfall.engine())
            .of(
                system.id(),
                found.id(),
                RuleSet.of(landfall.engine().rules().all()),
                new Preview.Options(delta, steps, commit));
    Function<ConnectorId, String> names = names(landfall);
    Output output = root.output();
    output.document(PreviewJson.of(preview, names));
    if (!output.json()) {
      output.raw(PreviewText.of(preview, names, all));
    }
    return preview.result().clean() ? ExitCodes.DONE : ExitCodes.OBJECT_ERRORS;
  }

  RootCommand root() {
    return root;
  }

  /** Connectors by name. */
  static Function<ConnectorId, String> names(Landfall landfall) {
    return id -> landfall.engine().connector(id).map(Connector::name).orElse(id.value());
  }
}
