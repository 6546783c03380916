package io.elanus.shell.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jline.reader.impl.history.DefaultHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that were typed may hold what others must not read. */
class PrivateHistoryTest {
  @TempDir Path home;

  @Test
  void itsFileIsForTheOwnerAlone() throws IOException {
    Path file = home.resolve("elanus").resolve("history");
    LineHistory history = new LineHistory(new DefaultHistory(), file);
    assertEquals("rwx------", permissions(file.getParent()));
    assertEquals("rw-------", permissions(file));
    Files.delete(file);
    history.clear();
    assertEquals("rw-------", permissions(file));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
