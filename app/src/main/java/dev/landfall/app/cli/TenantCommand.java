package dev.landfall.app.cli;

import dev.landfall.emulators.tenant.EmbeddedTenant;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "tenant",
    mixinStandardHelpOptions = true,
    description = "The embedded tenant.",
    footer = {"", "Example: landfall tenant serve --port 8800 --data ./tenant"})
final class TenantCommand {
  @ParentCommand private RootCommand root = new RootCommand();

  @Command(
      description = "Serves the embedded tenant until it is ended.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall tenant serve --port 8800 --data ./tenant"})
  int serve(
      @Option(names = "--port", defaultValue = "0", paramLabel = "P") int port,
      @Option(names = "--data", required = true, paramLabel = "DIR") Path data,
      @Option(names = "--name", defaultValue = "contoso.onmicrosoft.com") String name)
      throws InterruptedException {
    Output output = root.output();
    EmbeddedTenant tenant =
        EmbeddedTenant.builder().dataFolder(data).port(port).tenantName(name).start();
    Runtime.getRuntime().addShutdownHook(new Thread(tenant::close));
    output.raw("ready " + tenant.url() + "\n");
    new CountDownLatch(1).await();
    return ExitCodes.DONE;
  }
}
