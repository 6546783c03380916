package io.elanus.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be opened. */
class RowFilesTest {
  @TempDir Path directory;

  @Test
  void suggestsTheNearestFile() {
    TestFiles.write(directory, "words.csv", "a\n");
    TestFiles.write(directory, "other.npy", "a\n");
    Path path = directory.resolve("word.csv");
    ElanusException failure = open(path);
    assertEquals(ErrorCode.FILE_NOT_FOUND, failure.code());
    assertEquals("no file " + path, failure.getMessage());
    assertEquals(
        "did you mean " + directory.resolve("words.csv") + "?", failure.hint().orElseThrow());

    Path nowhere = directory.resolve("sub/words.csv");
    assertEquals(
        "there is no directory " + directory.resolve("sub"), open(nowhere).hint().orElseThrow());
  }

  @Test
  void refusesDirectoriesAndEmptyFiles() {
    ElanusException failure = open(directory);
    assertEquals(ErrorCode.INVALID_ARGUMENT, failure.code());
    assertEquals(directory + " must be a file, got a directory", failure.getMessage());

    for (String name : new String[] {"e.npy", "e.csv", "e.json", "e.jsonl", "e.fvecs"}) {
      Path empty = TestFiles.write(directory, name, "");
      assertEquals(ErrorCode.MALFORMED_FILE, open(empty).code());
      assertEquals(name + ": file must not be empty", open(empty).getMessage());
    }
    Path blank = TestFiles.write(directory, "blank.csv", "\n\n");
    assertEquals(
        "blank.csv: must begin with a header of column names, got only empty lines",
        open(blank).getMessage());
  }

  @Test
  void listsTheKnownEndings() {
    Path path = TestFiles.write(directory, "words.xlsx", "a");
    ElanusException failure = open(path);
    assertEquals(ErrorCode.INVALID_ARGUMENT, failure.code());
    assertEquals(
        "words.xlsx: file name must end in .npy, .fvecs, .ivecs, .bvecs, .csv, .tsv, .json, .jsonl,"
            + " .ndjson or one of these with .gz, got .xlsx",
        failure.getMessage());
    assertEquals(
        "did you mean .json?",
        open(TestFiles.write(directory, "words.jsn", "a")).hint().orElseThrow());
    assertEquals(
        "no ending",
        open(TestFiles.write(directory, "words", "a")).getMessage().replaceFirst(".*got ", ""));
    assertEquals(
        "no ending",
        open(TestFiles.write(directory, "words.gz", "a")).getMessage().replaceFirst(".*got ", ""));
  }

  @Test
  void knowsEndingsInAnyCase() {
    Path path = TestFiles.write(directory, "V.NPY", TestFiles.npy(1, 1, 1));
    assertEquals(path, RowFiles.open(path).path());
  }

  private static ElanusException open(Path path) {
    return TestFiles.failure(() -> RowFiles.open(path));
  }
}
