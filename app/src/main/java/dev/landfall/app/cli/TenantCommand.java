package dev.landfall.app.cli;

import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.emulators.tenant.EmbeddedTenant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "tenant",
    mixinStandardHelpOptions = true,
    description = "The embedded tenant: serves it, fills it from a file, makes whole companies.",
    subcommands = {
      TenantImportCommand.class,
      TenantExportCommand.class,
      TenantGenerateCommand.class
    },
    footer = {"", "Example: landfall tenant serve --port 8800 --data ./tenant"})
final class TenantCommand {
  @ParentCommand private RootCommand root = new RootCommand();

  RootCommand root() {
    return root;
  }

  @Command(
      description = "Serves the embedded tenant until it is ended.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall tenant serve --port 8800 --data ./tenant"})
  int serve(
      @Option(names = "--port", defaultValue = "0", paramLabel = "P") int port,
      @Option(names = "--data", required = true, paramLabel = "DIR") Path data,
      @Option(names = "--name", defaultValue = "contoso.onmicrosoft.com") String name,
      @Option(
              names = "--certificate",
              paramLabel = "FILE",
              description = "A certificate (PEM or DER) the application may sign in with.")
          @Nullable List<Path> certificateFiles,
      @Option(
              names = "--throttle",
              paramLabel = "SCALE",
              defaultValue = "0",
              description =
                  "Applies the published limits: 1 for their sizes, 0.01 for a hundredth; none if"
                      + " not given.")
          double throttle)
      throws InterruptedException {
    Output output = root.output();
    if (!(throttle >= 0)) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID, "--throttle must not be negative; 0 is no limit.");
    }
    List<X509Certificate> certificates = certificates(certificateFiles);
    EmbeddedTenant tenant =
        EmbeddedTenant.builder()
            .dataFolder(data)
            .port(port)
            .tenantName(name)
            .throttling(throttle)
            .start();
    certificates.forEach(tenant::registerCertificate);
    Runtime.getRuntime().addShutdownHook(new Thread(tenant::close));
    output.raw("ready " + tenant.url() + "\n");
    new CountDownLatch(1).await();
    return ExitCodes.DONE;
  }

  private static List<X509Certificate> certificates(@Nullable List<Path> files) {
    List<X509Certificate> certificates = new ArrayList<>();
    List<String> unusable = new ArrayList<>();
    for (Path file : files == null ? List.<Path>of() : files) {
      try (InputStream in = Files.newInputStream(file)) {
        certificates.add(
            (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
      } catch (IOException | CertificateException unreadable) {
        unusable.add("\"" + file + "\" holds no X.509 certificate in PEM or DER.");
      }
    }
    if (!unusable.isEmpty()) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID, String.join("\n", unusable) + " Nothing was started.");
    }
    return certificates;
  }
}
