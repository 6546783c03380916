package io.elanus.shell.demo;

import io.elanus.api.CollectionRef;
import io.elanus.api.Column;
import io.elanus.api.Engine;
import io.elanus.api.FieldSchema;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.formats.QueryFile;
import io.elanus.shell.output.Answer;
import io.elanus.shell.session.DataPlace;
import io.elanus.shell.session.LineRunner;
import io.elanus.shell.session.Session;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a collection of words, indexes it and searches it, and measures the index against exact
 * search. What it leaves in a folder that was named is for the person to go on with.
 */
public final class Demo {
  static final String COLLECTION = "words";
  static final String FIELD = "vector";

  private static final List<String> COMMANDS =
      List.of(
          "create collection -c words -f word:VARCHAR:64 -f rank:INT64 -f vector:FLOAT_VECTOR:100"
              + " -p word",
          "insert file -c words %s",
          "show collection -c words");
  private static final String CREATE_INDEX =
      "create index -c words -f vector -t IVF_FLAT -m COSINE -p nlist:128";
  private static final List<String> NEAREST = List.of("river", "guitar", "doctor");
  private static final int[] NPROBES = {1, 4, 8, 16, 32};

  private final Session session;
  private final LineRunner lines;

  public Demo(Session session, LineRunner lines) {
    this.session = session;
    this.lines = lines;
  }

  public Answer run() {
    Path words = data("words.jsonl.gz");
    Path queryFile = data("queries.npy");
    boolean temporary = session.settings().dataPlace() == DataPlace.TEMPORARY;
    say(
        temporary
            ? "Elanus keeps this demo in a folder of its own until it ends"
            : "Elanus keeps this demo in " + session.settings().dataDirectory());
    say("# 20,000 words and their vectors, from a file");
    for (String command : COMMANDS) {
      command(command.formatted("'" + words + "'"));
    }
    Engine engine = session.engine();
    FieldSchema field =
        engine.collections().describe(CollectionRef.of(COLLECTION)).schema().field(FIELD);
    Column.FloatVectors queries = (Column.FloatVectors) QueryFile.read(queryFile, field);
    Recall recall = new Recall(session, queries);
    say("# an index, so that a search need not look at every vector");
    command(CREATE_INDEX);
    command("show index_progress -c words");
    for (String word : NEAREST) {
      say("# the words nearest to " + word);
      command("search -c words --id %s -l 5 -p nprobe:16 --output-fields rank".formatted(word));
    }
    say(
        "# the index against exact search: %d other words, one query at a time, 10 neighbours each"
            .formatted(queries.rows()));
    List<List<Object>> rows = new ArrayList<>();
    rows.add(row("exact", 1, recall.exactQueriesPerSecond()));
    List<Recall.Measured> measured = recall.measure(NPROBES);
    for (int i = 0; i < NPROBES.length; i++) {
      Recall.Measured setting = measured.get(i);
      rows.add(row("nprobe " + NPROBES[i], setting.recall(), setting.queriesPerSecond()));
    }
    Answer.Listing measuredRecall =
        new Answer.Listing(List.of("search", "recall_at_10", "queries_per_second"), rows);
    if (temporary) {
      return new Answer.Details(
          Answer.object(
              "collection", COLLECTION,
              "recall", measuredRecall,
              "to_keep_it", launcher() + " --data DIR demo"));
    }
    String data = session.settings().dataDirectory().toString();
    return new Answer.Details(
        Answer.object(
            "collection", COLLECTION,
            "data", data,
            "recall", measuredRecall,
            "go_on", launcher() + " --data " + data));
  }

  /** The program as a person can call it from here. */
  private String launcher() {
    Path script = session.home().orElse(Path.of("")).resolve("scripts").resolve("elanus");
    String path = session.environment().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator)) {
      Path found = Path.of(folder).resolve("elanus");
      if (!folder.isEmpty() && Files.isExecutable(found) && isSame(found, script)) {
        return "elanus";
      }
    }
    Path here = session.file("").toAbsolutePath();
    Path absolute = script.toAbsolutePath();
    return absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
  }

  private static boolean isSame(Path a, Path b) {
    try {
      return Files.isSameFile(a, b);
    } catch (IOException e) {
      return false;
    }
  }

  private static List<Object> row(String search, double recall, double queriesPerSecond) {
    return List.of(search, Math.round(recall * 1000) / 1000.0, Math.round(queriesPerSecond));
  }

  private Path data(String name) {
    Path file =
        session
            .home()
            .map(home -> home.resolve("scripts").resolve("data").resolve(name))
            .orElse(null);
    if (file == null || !Files.exists(file)) {
      throw new ElanusException(
          ErrorCode.FILE_NOT_FOUND,
          "the demo needs its data, and there is no " + (file == null ? name : file),
          "start it with scripts/elanus demo");
    }
    return file;
  }

  private void command(String line) {
    say("elanus> " + line);
    lines.run(line);
  }

  private void say(String text) {
    try {
      session.out().flush();
      session.messages().say(text);
    } catch (IOException e) {
      throw new ElanusException(
          ErrorCode.IO_FAILURE, "cannot write the output: " + e.getMessage(), null, e);
    }
  }
}
