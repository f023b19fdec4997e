package dev.landfall.app.cli;

import dev.landfall.app.api.ApiContext;
import dev.landfall.app.api.ApiServer;
import dev.landfall.app.api.Endpoint;
import dev.landfall.app.config.HomeConfiguration;
import dev.landfall.app.service.EngineService;
import dev.landfall.app.service.SchedulerLoop;
import dev.landfall.app.service.StopSignals;
import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.store.Store;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "The service: runs cycles when they are due, and what other commands ask for.",
      "SIGTERM or Ctrl-C ends it at a page boundary, a second one at once."
    },
    footer = {"", "Example: landfall --home /var/lib/landfall serve"})
final class ServeCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root = new RootCommand();

  @Option(
      names = "--port",
      defaultValue = "0",
      paramLabel = "P",
      description = "Of the REST API, on loopback; by default any free one.")
  private int port;

  @Override
  public Integer call() throws InterruptedException {
    root.logProgress();
    Clock clock = Clock.systemUTC();
    HomeConfiguration first = root.configuration();
    Endpoint.of(root.home())
        .ifPresent(
            other -> {
              throw new LandfallException(
                  ErrorCode.RUN_IN_PROGRESS,
                  "A service runs for this home already: process "
                      + other.process()
                      + ", since "
                      + other.since()
                      + ".");
            });
    Supplier<Landfall> opener = () -> new Landfall(root.configuration(), root.home(), clock);
    Supplier<Store> reader = () -> Landfall.openStoreForReading(root.home(), first.store());
    try (EngineService service =
        new EngineService(opener, () -> Landfall.openStore(root.home(), first.store()))) {
      serve(service, reader, clock);
    }
    return ExitCodes.DONE;
  }

  private void serve(EngineService service, Supplier<Store> reader, Clock clock)
      throws InterruptedException {
    Logger log = LoggerFactory.getLogger(ServeCommand.class);
    SchedulerLoop loop = new SchedulerLoop(service, reader, clock);
    ApiContext api = new ApiContext(service, reader, root::configuration, clock);
    try (ApiServer server = ApiServer.start(api, root.home(), port);
        StopSignals signals =
            StopSignals.first(
                () -> {
                  loop.end();
                  service.stop();
                })) {
      log.info("service ready url={} home={}", server.url(), root.home());
      loop.run();
      log.info("service ends; the step under way ends its page first");
      // Commands that wait for their cycle or run still get its end.
      service.close();
    }
  }
}
