package io.elanus.shell.transcript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A golden session: what is typed and what is answered in one text.
 *
 * <p>A line that starts with {@code elanus> } is typed. The lines after it are the answer: data as
 * it is, messages and errors with {@code ! } in front. Lines that start with {@code //} say what
 * the session is about; FOLDER stands for the folder of the test.
 */
public record Transcript(List<String> typed, List<String> answered) {
  private static final String PROMPT = "elanus> ";

  public static Transcript read(Path file) throws IOException {
    List<String> lines =
        Files.readAllLines(file).stream().filter(line -> !line.startsWith("//")).toList();
    return new Transcript(
        lines.stream()
            .filter(line -> line.startsWith(PROMPT))
            .map(line -> line.substring(PROMPT.length()))
            .toList(),
        lines.stream().filter(line -> !line.startsWith(PROMPT)).toList());
  }
}
