package dev.landfall.app.cli;

import dev.landfall.app.wiring.ConnectorNames;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "connect",
    mixinStandardHelpOptions = true,
    description = "Lets rules join or project an object again that was kept apart.",
    footer = {"", "Example: landfall objects connect corp.example.com CN=Ann,OU=Sales,DC=corp"})
final class ObjectsConnectCommand implements Callable<Integer> {
  @ParentCommand private ObjectsCommand parent = new ObjectsCommand();

  @Parameters(index = "0", paramLabel = "CONNECTOR")
  private String connector = "";

  @Parameters(index = "1", paramLabel = "DN|ID")
  private String object = "";

  @Override
  public Integer call() {
    return parent
        .root()
        .withStore(
            store -> {
              ConnectorNames.Named named =
                  new ConnectorNames(parent.root().configuration(), store).find(connector);
              ConnectorSpace space = store.connectorSpace(named.id());
              CsObject found = ObjectsShowCommand.staged(space, named.name(), object);
              store.inTransaction(
                  () -> space.update(found.edit().explicitDisconnector(false).retry(true).done()));
              Output output = parent.root().output();
              output.document(
                  Output.object().put("dn", found.currentDn()).put("explicitDisconnector", false));
              output.say(
                  "\""
                      + found.currentDn()
                      + "\" is no longer kept apart; the next synchronization looks for its link.");
              return ExitCodes.DONE;
            });
  }
}
