package dev.landfall.emulators.tenant.generate;

import static java.util.Objects.requireNonNull;

import dev.landfall.emulators.tenant.TenantImport;
import dev.landfall.emulators.tenant.TenantImportException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** Writes a company as a tenant file (docs/tenant-format.md). */
public final class TenantGenerator {
  private static final int PIPE = 1 << 20;

  private final Size size;
  private final long seed;

  /**
   * How large the company is.
   *
   * @param users people and guests, at least 1
   * @param groups of all kinds
   * @param memberships about so many over all groups
   */
  public record Size(int users, int groups, long memberships) {
    /** What a memberships count must be below: everybody in every group. */
    public Size {
      if (users < 1 || groups < 0 || memberships < 0) {
        throw new IllegalArgumentException(
            "A company needs at least one user, and no number may be negative.");
      }
      memberships = Math.min(memberships, (long) users * groups);
    }

    /** Twenty-five memberships for each user, as companies have. */
    public static Size of(int users, int groups) {
      return new Size(users, groups, 25L * users);
    }
  }

  /** A generator; nothing is made before it is asked for. */
  public TenantGenerator(Size size, long seed) {
    this.size = requireNonNull(size, "size");
    this.seed = seed;
  }

  /** Writes the lines; the caller closes the writer. */
  public void write(Writer out) throws IOException {
    // The algorithm is named: the default of another Java may be another one.
    RandomGenerator random = new java.util.SplittableRandom(seed);
    Lines lines = new Lines(out, random);
    Company company = new Company(size.users());
    lines.organization(company);
    People people = new People(company, lines, random);
    people.write();
    new Teams(company, people, lines, random).write(size.groups(), size.memberships());
    lines.flush();
  }

  /**
   * Writes the company into a data folder, through the same reader as any file.
   *
   * @see TenantImport#read(Path, Path)
   */
  public TenantImport.Summary into(Path dataFolder, TenantImport reader) throws IOException {
    try (PipedInputStream in = new PipedInputStream(PIPE)) {
      PipedOutputStream out = new PipedOutputStream(in);
      Thread writer = new Thread(() -> pour(out), "tenant-generator");
      writer.setDaemon(true);
      writer.start();
      return reader.read(in, "generated with seed " + seed, dataFolder);
    } catch (TenantImportException e) {
      throw new IllegalStateException("The generator made a company that is not valid.", e);
    }
  }

  // The end is only said when everything was written: should the generator fail, its thread ends
  // without closing the pipe, and the reader refuses what looks cut off.
  private void pour(PipedOutputStream out) {
    Writer writer =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    try {
      write(writer);
      writer.close();
    } catch (IOException readerStopped) {
      // The reader tells why.
    }
  }
}
