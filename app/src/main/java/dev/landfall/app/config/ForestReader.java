package dev.landfall.app.config;

import dev.landfall.connectors.ad.AdSettings;
import dev.landfall.connectors.ad.Login;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads one item of {@code forests} in {@code landfall.yaml}. */
final class ForestReader {
  private static final int FEWEST_CONNECTIONS = 2;
  private static final int MOST_CONNECTIONS = 64;

  private final Path home;
  private final Secrets secrets;
  private final YamlMap map;

  ForestReader(Path home, Secrets secrets, YamlMap map) {
    this.home = home;
    this.secrets = secrets;
    this.map = map;
  }

  /** The forest, with empty texts where something is wrong, which is reported. */
  HomeConfiguration.Forest read() {
    String trust = map.text("trust").orElse("");
    if (!trust.isEmpty() && !trust.equals("any")) {
      map.problem("trust", "VALUE", "\"" + trust + "\": the only value is \"any\".");
    }
    List<String> servers = map.oneOrMore("server");
    if (servers.isEmpty() && !map.has("server")) {
      map.problem("server", "MISSING", "The key is missing.");
    }
    List<String> catalogs = map.oneOrMore("globalCatalog");
    String account = map.required("account");
    Optional<Login.Kerberos> kerberos = map.map("kerberos").map(it -> kerberos(it, account));
    HomeConfiguration.Forest forest =
        new HomeConfiguration.Forest(
            map.required("name"),
            servers.isEmpty() ? "" : servers.get(0),
            map.bool("startTls", false),
            catalogs.stream().findFirst(),
            account,
            secrets.resolve(map, "password"),
            map.text("trustedCertificates")
                .map(text -> secrets.readFile(map, "trustedCertificates", path(text))),
            trust.equals("any"),
            map.texts("containers"),
            map.texts("excludedContainers"),
            new ForestAccess(
                servers.stream().skip(1).toList(),
                catalogs.stream().skip(1).toList(),
                kerberos,
                changes(),
                map.timeout(ForestAccess.USUAL.timeout()),
                connections()));
    if (!map.has("password") && !map.has("kerberos")) {
      map.problem("password", "MISSING", "The key is missing; or sign in with \"kerberos\".");
    }
    if (map.has("password") && map.has("kerberos")) {
      map.problem("kerberos", "VALUE", "Give either \"password\" or \"kerberos\", not both.");
    }
    map.requireNoOther();
    return forest;
  }

  private Login.Kerberos kerberos(YamlMap map, String principal) {
    if (map.has("keytab") && map.has("ticketCache")) {
      map.problem("ticketCache", "VALUE", "Give either \"keytab\" or \"ticketCache\", not both.");
    }
    Login.Kerberos kerberos =
        new Login.Kerberos(
            principal,
            file(map, "keytab"),
            file(map, "ticketCache"),
            map.text("realm"),
            map.text("kdc"),
            map.text("serverName"));
    map.requireNoOther();
    return kerberos;
  }

  private Optional<Path> file(YamlMap map, String key) {
    Optional<Path> file = map.text(key).map(text -> home.resolve(path(text)).toAbsolutePath());
    file.filter(it -> !Files.isReadable(it))
        .ifPresent(it -> map.problem(key, "FILE", "The file \"" + it + "\" cannot be read."));
    return file;
  }

  private static String path(String text) {
    return text.startsWith("file:") ? text.substring(5) : text;
  }

  private AdSettings.Changes changes() {
    String text = map.text("changes").orElse("automatic");
    return switch (text) {
      case "automatic" -> AdSettings.Changes.AUTOMATIC;
      case "dirSync" -> AdSettings.Changes.DIR_SYNC;
      case "usn" -> AdSettings.Changes.USN;
      default -> {
        map.problem(
            "changes",
            "VALUE",
            "\"" + text + "\" is neither \"automatic\" nor \"dirSync\" nor \"usn\".");
        yield AdSettings.Changes.AUTOMATIC;
      }
    };
  }

  private int connections() {
    Optional<String> text = map.text("connections");
    if (text.isEmpty()) {
      return ForestAccess.USUAL.connections();
    }
    if (text.get().matches("\\d{1,3}")) {
      int number = Integer.parseInt(text.get());
      if (number >= FEWEST_CONNECTIONS && number <= MOST_CONNECTIONS) {
        return number;
      }
    }
    map.problem(
        "connections",
        "VALUE",
        "\""
            + text.get()
            + "\" is no number from "
            + FEWEST_CONNECTIONS
            + " to "
            + MOST_CONNECTIONS
            + ".");
    return ForestAccess.USUAL.connections();
  }
}
