package io.elanus.shell;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {
  @Test
  void allOfItGoesWhenItIsClosed() throws Exception {
    Path path;
    try (TemporaryFolder folder = new TemporaryFolder("elanus-test-")) {
      path = folder.path();
      Files.createDirectories(path.resolve("vectors/1"));
      Files.writeString(path.resolve("vectors/1/1.2.vec"), "x");
      assertTrue(Files.isDirectory(path));
    }
    assertFalse(Files.exists(path));
  }
}
