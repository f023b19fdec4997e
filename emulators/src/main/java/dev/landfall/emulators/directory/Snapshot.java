package dev.landfall.emulators.directory;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;

/** The data folder of a directory: one LDIF file, replaced as a whole. */
final class Snapshot {
  private static final String FILE = "directory.ldif";

  private final Path folder;

  Snapshot(Path folder) {
    this.folder = folder;
  }

  /** What to begin with: what is kept, else the files given. */
  List<Path> begin(List<Path> given) {
    Path kept = folder.resolve(FILE);
    if (!Files.exists(kept)) {
      return given;
    }
    if (!given.isEmpty()) {
      throw new IllegalStateException(
          "\"" + folder + "\" holds a directory already. Choose another folder or remove it.");
    }
    return List.of(kept);
  }

  /** Writes a new file beside the old one and puts it in its place when it is whole. */
  void write(Consumer<OutputStream> content) {
    try {
      Files.createDirectories(folder);
      // Made readable by its owner only: it says who is member of what.
      Path whole = Files.createTempFile(folder, FILE, ".new");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(whole))) {
        content.accept(out);
      }
      Files.move(
          whole,
          folder.resolve(FILE),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("\"" + folder + "\" cannot be written.", e);
    }
  }
}
