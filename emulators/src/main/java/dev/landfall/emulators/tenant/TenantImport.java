package dev.landfall.emulators.tenant;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Reads a tenant from a JSON Lines file (docs/tenant-format.md) into a data folder, from which
 * {@link EmbeddedTenant} then starts. All of it or nothing: the database is made under another name
 * and only takes its own when the whole file was right.
 */
public final class TenantImport {
  private static final int PROGRESS_LINES = 10_000;

  private final Clock clock;
  private final LongConsumer progress;

  /** An import that tells nobody how far it is. */
  public TenantImport() {
    this(Clock.systemUTC(), lines -> {});
  }

  /**
   * An import that tells how far it is.
   *
   * @param progress gets the number of lines read, now and then
   */
  public TenantImport(Clock clock, LongConsumer progress) {
    this.clock = requireNonNull(clock, "clock");
    this.progress = requireNonNull(progress, "progress");
  }

  /**
   * What an import brought in.
   *
   * @param objects how many, by kind as the file names it
   * @param links memberships, owners and managers
   */
  public record Summary(Map<String, Long> objects, long links) {
    /** All objects together. */
    public long total() {
      return objects.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Reads a file.
   *
   * @param dataFolder made if it is not there; must not hold a tenant
   * @throws TenantImportException if anything in the file is wrong; it holds every problem
   * @throws FileAlreadyExistsException if the folder holds a tenant
   */
  public Summary read(Path file, Path dataFolder) throws IOException, TenantImportException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString(), dataFolder);
    }
  }

  /**
   * Reads a stream.
   *
   * @param source what problems call it
   */
  public Summary read(InputStream in, String source, Path dataFolder)
      throws IOException, TenantImportException {
    Path target = dataFolder.resolve(TenantDatabase.FILE);
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "The folder holds a tenant already. Choose an empty folder.");
    }
    Files.createDirectories(dataFolder);
    Path unfinished = dataFolder.resolve(TenantDatabase.FILE + ".importing");
    Files.deleteIfExists(unfinished);
    ImportLog log = new ImportLog(source);
    try {
      Summary summary = load(in, log, unfinished);
      if (!log.isEmpty()) {
        throw new TenantImportException(log.problems());
      }
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      return summary;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private Summary load(InputStream in, ImportLog log, Path unfinished) throws IOException {
    try (TenantDatabase database = TenantDatabase.forLoad(unfinished)) {
      ImportedIds ids = new ImportedIds();
      ImportedObjects objects = new ImportedObjects(database, ids, log, clock);
      ImportedLinks links = new ImportedLinks(database, ids, log);
      ImportedSettings settings = new ImportedSettings(database, log);
      Map<String, Long> counts = new TreeMap<>();
      database.execute("BEGIN");
      JsonLines.read(
          in,
          log,
          line -> {
            if (log.line() % PROGRESS_LINES == 0) {
              progress.accept(log.line());
            }
            take(line, objects, links, settings, log, counts);
          });
      ids.checkDefined(log);
      if (log.isEmpty()) {
        links.finish();
        objects.checkUnique();
      }
      database.execute("COMMIT");
      if (log.isEmpty()) {
        database.finishLoad();
        Tenancy tenancy = new Tenancy(new TenantState(clock, database));
        settings.domainsFor(objects.domains());
        tenancy.found(settings.initialDomain());
      }
      return new Summary(counts, links.count());
    }
  }

  private static void take(
      ObjectNode line,
      ImportedObjects objects,
      ImportedLinks links,
      ImportedSettings settings,
      ImportLog log,
      Map<String, Long> counts) {
    String kind = line.path("kind").asText("");
    var type = ObjectType.ofGraphName(kind);
    if (type.isPresent()) {
      long number = objects.take(type.get(), line);
      if (number > 0) {
        links.manager(number, line);
      }
      counts.merge(kind, 1L, Long::sum);
    } else if (kind.equals("members") || kind.equals("owners")) {
      links.take(kind.equals("members") ? LinkKind.MEMBER : LinkKind.OWNER, line);
    } else if (!settings.take(kind, line)) {
      log.add(
          "kind",
          kind.isEmpty()
              ? "Every line needs a \"kind\", such as \"user\", \"group\" or \"members\"."
              : "\"" + kind.toLowerCase(Locale.ROOT) + "\" is no kind of line.");
    }
  }
}
