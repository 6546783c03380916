package io.elanus.shell.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineOptions;
import io.elanus.shell.output.OutputFormat;
import io.elanus.shell.session.DataPlace;
import io.elanus.shell.session.ProgressMode;
import io.elanus.shell.session.Screen;
import io.elanus.shell.session.Session;
import io.elanus.shell.session.Settings;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressViewsTest {
  private final StringWriter err = new StringWriter();
  private Instant now = Instant.EPOCH;

  private ProgressView open(ProgressMode mode, boolean redraws, int width) {
    return open(mode, redraws, () -> width);
  }

  private ProgressView open(ProgressMode mode, boolean redraws, IntSupplier width) {
    Session session =
        Session.builder()
            .out(new StringWriter())
            .err(err)
            .clock(() -> now)
            .screen(new FixedScreen(redraws, width))
            .opener(EmbeddedEngine::open)
            .settings(
                new Settings(
                    Path.of("unused"),
                    DataPlace.NAMED,
                    OutputFormat.TABLE,
                    mode,
                    1,
                    0,
                    EngineOptions.DEFAULT_SEED,
                    false,
                    false,
                    false))
            .build();
    return ProgressViews.open(session, "index vector");
  }

  private static ProgressEvent event(double fraction) {
    return new ProgressEvent(
        "train",
        3,
        10,
        fraction,
        "rows",
        10_400,
        20_000,
        1_200_000,
        Duration.ofMillis(1300),
        Optional.of(Duration.ofSeconds(3)));
  }

  @Test
  void aWideTerminalShowsAllOnOneLineAndNeverAHundredBeforeTheEnd() {
    try (ProgressView view = open(ProgressMode.AUTO, true, 120)) {
      view.show(event(1));
      view.finish(event(1));
    }
    assertEquals(
        "\rindex vector  train 3/10  [=================== ]  99 %  10400/20000 rows  1.2M rows/s"
            + "  ETA 3.0 s\u001b[K"
            + "\rindex vector  done  [====================]  100 %  10400 rows  1.2M rows/s"
            + "  in 1.3 s\u001b[K\n",
        err.toString());
  }

  private static ProgressEvent build(String phase, int iteration, double fraction, long done) {
    return new ProgressEvent(
        phase,
        iteration,
        iteration == 0 ? 0 : 20,
        fraction,
        "rows",
        done,
        340_479,
        fraction * 1_000_000,
        Duration.ofSeconds(30),
        fraction < 0.1
            ? Optional.empty()
            : Optional.of(Duration.ofSeconds((long) (200 * fraction))));
  }

  /** The lines that were drawn, one after the other. */
  private List<String> drawn() {
    return List.of(err.toString().replaceAll("\u001b\\[[0-9]*[A-Z]", "").split("\r"));
  }

  @Test
  void eightyColumnsHaveBarRowsRateAndTimeLeftFromTheFirstToTheLastLine() {
    try (ProgressView view = open(ProgressMode.AUTO, true, 80)) {
      view.show(build("sample", 0, 0.01, 5));
      for (int iteration = 1; iteration <= 20; iteration++) {
        now = now.plusSeconds(1);
        view.show(build("train", iteration, iteration / 21.0, 17_000L * iteration));
      }
      now = now.plusSeconds(1);
      view.show(build("assign", 0, 0.99, 340_479));
    }
    List<String> lines = drawn().stream().filter(line -> !line.isEmpty()).toList();
    assertEquals(22, lines.size());
    int bar = lines.get(5).indexOf('[');
    for (String line : lines) {
      assertTrue(line.length() < 80, line);
      assertTrue(line.matches(".*\\[=* *]  [ \\d]\\d %  [ \\d]{5}\\d/340479  .* rows/s.*"), line);
    }
    assertEquals(bar, lines.get(6).indexOf('['));
    assertEquals(
        "train 20/20  [========== ]  95 %  340000/340479  952.4k rows/s  ETA 3 min 10 s",
        lines.get(20));
  }

  @ParameterizedTest
  @CsvSource({
    "100, 'index vector  train 7/20  [====        ]  35 %  119000/340479 rows  350.0k rows/s'",
    "90, 'index vector  train 7/20  [==     ]  35 %  119000/340479  350.0k rows/s'",
    "80, 'train 7/20  [===        ]  35 %  119000/340479  350.0k rows/s'"
  })
  void aShorterBarMakesRoomForWhatIsBuilt(int width, String line) {
    try (ProgressView view = open(ProgressMode.AUTO, true, width)) {
      view.show(build("train", 7, 0.35, 119_000));
    }
    assertEquals(line + "  ETA 1 min 10 s", drawn().get(1));
  }

  @Test
  void theEndSaysRowsAndPaceOnANarrowTerminalToo() {
    try (ProgressView view = open(ProgressMode.AUTO, true, 50)) {
      view.show(event(0.5));
      view.finish(event(1));
    }
    assertTrue(
        err.toString().endsWith("\rdone  10400 rows  1.2M rows/s  in 1.3 s\u001b[K\n"),
        err.toString());
  }

  /** A terminal that becomes narrower wraps the line: the rows above the cursor are its remains. */
  @Test
  void whatAWiderLineLeftIsCleared() {
    int[] width = {100};
    try (ProgressView view = open(ProgressMode.AUTO, true, () -> width[0])) {
      view.show(event(0.5));
      err.getBuffer().setLength(0);
      width[0] = 40;
      now = now.plusSeconds(1);
      view.show(event(0.52));
    }
    assertEquals(
        "\u001b[2A\r\u001b[Jtrain 3/10  52 %  ETA 3.0 s\u001b[K\r\u001b[K", err.toString());
  }

  @Test
  void aNarrowTerminalShowsLess() {
    try (ProgressView view = open(ProgressMode.AUTO, true, 40)) {
      view.show(event(0.52));
    }
    assertEquals("\rtrain 3/10  52 %  ETA 3.0 s\u001b[K\r\u001b[K", err.toString());
  }

  @Test
  void theLineIsRedrawnAtMostTwiceASecond() {
    try (ProgressView view = open(ProgressMode.AUTO, true, 6)) {
      for (int i = 0; i < 20; i++) {
        view.show(event(0.52));
        now = now.plusMillis(100);
      }
    }
    assertEquals("\r52 %\u001b[K".repeat(4) + "\r\u001b[K", err.toString());
  }

  @Test
  void aPipeGetsALineEveryFewSeconds() {
    try (ProgressView view = open(ProgressMode.AUTO, false, 80)) {
      for (int i = 0; i < 10; i++) {
        view.show(event(0.52));
        now = now.plusSeconds(1);
      }
    }
    assertEquals(
        "index vector: train 3/10, 52 %, 10400 of 20000 rows, 1.2M rows/s, 3.0 s left\n".repeat(2),
        err.toString());
  }

  @Test
  void jsonIsOneObjectForEachEvent() {
    try (ProgressView view = open(ProgressMode.JSON, true, 80)) {
      view.finish(event(1));
    }
    assertEquals(
        "{\"event\": \"progress\", \"task\": \"index vector\", \"state\": \"finished\", \"phase\":"
            + " \"train\", \"iteration\": 3, \"iterations\": 10, \"fraction\": 1.0, \"unit\":"
            + " \"rows\", \"done\": 10400, \"total\": 20000, \"per_second\": 1200000.0,"
            + " \"elapsed_seconds\": 1.3, \"remaining_seconds\": 3.0}\n",
        err.toString());
  }

  @Test
  void noneIsSilent() {
    try (ProgressView view = open(ProgressMode.NONE, true, 80)) {
      view.show(event(0.5));
      view.finish(event(1));
    }
    assertEquals("", err.toString());
  }

  private record FixedScreen(boolean redraws, IntSupplier columns) implements Screen {
    @Override
    public int width() {
      return columns.getAsInt();
    }

    @Override
    public boolean interactive() {
      return false;
    }

    @Override
    public boolean showsOutput() {
      return false;
    }
  }
}
