package dev.landfall.emulators.directory;

import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import com.unboundid.ldif.LDIFRecord;
import com.unboundid.ldif.TrailingSpaceBehavior;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The records of one LDIF file, one after the other. Takes what {@code ldifde} and {@code
 * ldapsearch} write: UTF-8 or UTF-16 with a byte order mark, either line end, entries and change
 * records mixed. A malformed record becomes a problem and the reading goes on.
 */
final class LdifRecords implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final String file;
  private final LdifProblems problems;
  private final Lines lines;
  private final LDIFReader reader;
  private boolean ended;

  private LdifRecords(String file, Lines lines, LdifProblems problems) {
    this.file = file;
    this.problems = problems;
    this.lines = lines;
    reader = new LDIFReader(lines);
    reader.setTrailingSpaceBehavior(TrailingSpaceBehavior.RETAIN);
  }

  /** Counts lines and notes where a record begins, which the reader does not tell. */
  private static final class Lines extends BufferedReader {
    private long count;
    private long first;

    Lines(InputStream in, Charset charset) {
      // A decoder that replaces what it does not understand would change names without a word.
      super(new InputStreamReader(in, charset.newDecoder()), BUFFER);
    }

    @Override
    public @Nullable String readLine() throws IOException {
      String line = super.readLine();
      count++;
      boolean content = line != null && !line.isEmpty() && "# ".indexOf(line.charAt(0)) < 0;
      if (first == 0 && content && !line.startsWith("version:")) {
        first = count;
      }
      return line;
    }
  }

  /** Opens a file; one that cannot be opened is a problem and has no records. */
  static LdifRecords open(Path file, LdifProblems problems) {
    try {
      InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
      return new LdifRecords(file.toString(), new Lines(in, charset(in)), problems);
    } catch (IOException e) {
      Lines empty = new Lines(InputStream.nullInputStream(), StandardCharsets.UTF_8);
      LdifRecords none = new LdifRecords(file.toString(), empty, problems);
      none.unreadable(e instanceof NoSuchFileException ? "There is no such file." : reason(e));
      return none;
    }
  }

  /** Reads over a byte order mark. */
  private static Charset charset(InputStream in) throws IOException {
    in.mark(3);
    int first = in.read();
    int second = in.read();
    int third = in.read();
    if (first == 0xEF && second == 0xBB && third == 0xBF) {
      return StandardCharsets.UTF_8;
    }
    in.reset();
    boolean little = first == 0xFF && second == 0xFE;
    boolean big = first == 0xFE && second == 0xFF;
    if (little || big) {
      in.skipNBytes(2);
      return little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }
    return StandardCharsets.UTF_8;
  }

  /** The next record that is well-formed; null at the end. */
  @Nullable LDIFRecord next() {
    while (!ended) {
      lines.first = 0;
      try {
        return reader.readLDIFRecord();
      } catch (LDIFException e) {
        malformed(e);
        ended = !e.mayContinueReading();
      } catch (IOException e) {
        unreadable(reason(e));
      }
    }
    return null;
  }

  private void malformed(LDIFException e) {
    boolean trailer =
        e.getDataLines() != null
            && e.getDataLines().stream()
                .findFirst()
                .filter(it -> it.startsWith("search:"))
                .isPresent();
    if (!trailer) { // ldapsearch without -LLL ends with a summary that is no entry
      problems.error(
          new LdifProblems.Place(file, e.getLineNumber()),
          "",
          "The record is malformed: " + e.getExceptionMessage(false, false));
    }
  }

  private void unreadable(String why) {
    ended = true;
    problems.error(place(), "", why);
  }

  private static String reason(IOException e) {
    return e instanceof CharacterCodingException
        ? "In or after this record the text is neither UTF-8 nor UTF-16. Export with"
            + " \"ldifde -u\" or convert the file to UTF-8."
        : "The file cannot be read: " + e.getMessage();
  }

  /** Where the record given last begins. */
  LdifProblems.Place place() {
    return new LdifProblems.Place(file, lines.first);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      problems.error(place(), "", reason(e));
    }
  }
}
