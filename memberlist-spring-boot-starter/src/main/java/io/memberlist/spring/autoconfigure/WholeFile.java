package io.memberlist.spring.autoconfigure;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file for its owner only, all or nothing. */
final class WholeFile {

  private WholeFile() {}

  static void write(Path file, String text) throws IOException {
    var fresh = Files.createTempFile(file.getParent(), "memberlist", ".tmp");
    try {
      Files.writeString(fresh, text);
      try {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
