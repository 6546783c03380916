package io.elanus.formats;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats, told apart by the ending of a file's name. */
enum FileFormat {
  NPY("npy"),
  FVECS("fvecs"),
  IVECS("ivecs"),
  BVECS("bvecs"),
  CSV("csv"),
  TSV("tsv"),
  JSON("json"),
  JSONL("jsonl"),
  NDJSON("ndjson");

  private final String ending;

  FileFormat(String ending) {
    this.ending = ending;
  }

  /**
   * @throws ElanusException INVALID_ARGUMENT that lists the known endings
   */
  static FileFormat of(Path path) {
    return find(path)
        .orElseThrow(
            () -> {
              String given = ending(path);
              List<String> known = Arrays.stream(values()).map(format -> format.ending).toList();
              String message =
                  "%s: file name must end in %s or one of these with .gz, got %s"
                      .formatted(
                          path.getFileName(),
                          "." + String.join(", .", known),
                          given.isEmpty() ? "no ending" : "." + given);
              String near =
                  Suggestions.nearest(given, known)
                      .map(n -> "did you mean ." + n + "?")
                      .orElse(null);
              return new ElanusException(ErrorCode.INVALID_ARGUMENT, message, near);
            });
  }

  static Optional<FileFormat> find(Path path) {
    String given = ending(path);
    return Arrays.stream(values()).filter(format -> format.ending.equals(given)).findFirst();
  }

  private static String ending(Path path) {
    String name = withoutGz(path);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1);
  }

  static boolean isGzip(Path path) {
    return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  private static String withoutGz(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return isGzip(path) ? name.substring(0, name.length() - 3) : name;
  }
}
