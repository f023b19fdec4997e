package dev.landfall.app.cli;

import dev.landfall.app.wiring.ConnectorNames;
import dev.landfall.core.store.ConnectorSpace;
import dev.landfall.core.store.CsObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Marks an object as kept apart by an administrator, or no longer. */
abstract class ObjectsSetApart implements Callable<Integer> {
  @ParentCommand private ObjectsCommand parent = new ObjectsCommand();

  @Parameters(index = "0", paramLabel = "CONNECTOR")
  private String connector = "";

  @Parameters(index = "1", paramLabel = "DN|ID")
  private String object = "";

  private final boolean apart;
  private final String consequence;

  ObjectsSetApart(boolean apart, String consequence) {
    this.apart = apart;
    this.consequence = consequence;
  }

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
                  () -> space.update(found.edit().explicitDisconnector(apart).retry(true).done()));
              Output output = parent.root().output();
              output.document(
                  Output.object().put("dn", found.currentDn()).put("explicitDisconnector", apart));
              output.say("\"" + found.currentDn() + "\" " + consequence);
              return ExitCodes.DONE;
            });
  }
}
