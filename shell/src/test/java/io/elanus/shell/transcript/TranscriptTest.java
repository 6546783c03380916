package io.elanus.shell.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elanus.shell.fixture.ProcessRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs each golden session as a script, on standard input, and typed at a pseudo-terminal. */
class TranscriptTest {
  private static final Path SESSIONS = Path.of("src", "test", "resources", "sessions");

  @TempDir Path folder;

  static List<Path> sessions() throws IOException {
    try (Stream<Path> files = Files.list(SESSIONS)) {
      return files.filter(file -> file.toString().endsWith(".session")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void runsAsAScript(Path file) throws IOException {
    Transcript transcript = Transcript.read(file);
    Path script = folder.resolve("session.elanus");
    Files.write(script, transcript.typed());
    check(transcript, InputStream.nullInputStream(), "-f", script.toString());
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void runsOnStandardInput(Path file) throws IOException {
    Transcript transcript = Transcript.read(file);
    String typed = String.join("\n", transcript.typed()) + "\n";
    check(transcript, new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void runsAtAPrompt(Path file) throws Exception {
    Transcript transcript = Transcript.read(file);
    String shown;
    try (PromptRun run = PromptRun.start(folder)) {
      for (String line : transcript.typed()) {
        run.type(line);
      }
      shown = run.leave();
    }
    String expected =
        Files.readString(file)
            .lines()
            .filter(line -> !line.startsWith("//"))
            .map(line -> line.startsWith("! ") ? line.substring(2) : line)
            .collect(Collectors.joining("\n"));
    assertEquals(expected, shown.replace(folder.toString(), "FOLDER"));
  }

  private void check(Transcript transcript, InputStream in, String... args) {
    StringWriter all = new StringWriter();
    new ProcessRun(folder)
        .run(in, all, new MarkedWriter(all, "! "), ProcessRun.with(args, "--keep-going"));
    List<String> answered =
        all.toString()
            .lines()
            .map(line -> line.replaceFirst("^! \\S+:\\d+: error", "! error"))
            .map(line -> line.replace(folder.toString(), "FOLDER"))
            .toList();
    assertEquals(String.join("\n", transcript.answered()), String.join("\n", answered));
  }
}
