package io.elanus.bench;

import io.elanus.api.index.IndexType;
import io.elanus.index.IndexShape;
import io.elanus.index.SearchParameters;
import io.elanus.index.VectorIndex;
import io.elanus.index.binary.UnindexedBits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds one index over {@code base.npy} and searches {@code queries.npy} with every combination of
 * search parameters, one query at a time on one thread and in batches on all, in one JVM, warm
 * before each measurement.
 *
 * <p>Prints one JSON object per line: {@code {"tool": "elanus", "index": "IVF_FLAT", "measure":
 * "build", "seconds": ..., "peak_mb": ...}} and {@code {"measure": "search", "batch": ...,
 * "threads": ..., "parameters": {"nprobe": 8}, "qps": ..., "recall": ...}}.
 */
public final class IndexBench {
  private static final String USAGE =
      "usage: IndexBench DIRECTORY THREADS ROUNDS TYPE[:TITLE] [NAME=VALUE...]"
          + " [-- [NAME=VALUE,VALUE...] [batch=COUNT,COUNT...]]";

  private static final int[] BATCHES = {1, 16, 100, 1000};

  /** Searches of everything one at a time answer so many queries only. */
  private static final int FEW = 100;

  private IndexBench() {}

  /**
   * Arguments: directory, threads, rounds, index type, build parameters, then search parameters
   * with the values to try. "none" for the type searches bits without an index. A batch that is
   * larger than the number of queries holds them all.
   */
  public static void main(String[] arguments) throws IOException {
    List<String> given = Arrays.asList(arguments);
    int dashes = given.contains("--") ? given.indexOf("--") : given.size();
    if (dashes < 4) {
      System.err.println(USAGE);
      System.exit(2);
    }
    String[] named = given.get(3).split(":", 2);
    Map<String, Object> built = new LinkedHashMap<>();
    given.subList(4, dashes).forEach(pair -> built.put(name(pair), value(pair)));
    Map<String, int[]> tried = new LinkedHashMap<>();
    given.stream().skip(dashes + 1L).forEach(pair -> tried.put(name(pair), values(pair)));
    int[] batches = tried.containsKey("batch") ? tried.remove("batch") : BATCHES;
    String title = named.length == 1 ? named[0] : named[1];
    int threads = Integer.parseInt(given.get(1));
    try (Workbench bench =
        new Workbench("elanus", title, threads, Integer.parseInt(given.get(2)))) {
      Workload load = Workload.map(Path.of(given.get(0)), bench.arena());
      bench.printHost();
      VectorIndex index = index(bench, load, named[0], built);
      search(bench, load, named[0], index, settings(tried), batches);
    }
  }

  static String name(String pair) {
    return pair.substring(0, pair.indexOf('='));
  }

  static Object value(String pair) {
    String value = pair.substring(pair.indexOf('=') + 1);
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      case String number -> Integer.valueOf(number);
    };
  }

  private static int[] values(String pair) {
    String[] parts = pair.substring(pair.indexOf('=') + 1).split(",");
    return Arrays.stream(parts).mapToInt(Integer::parseInt).toArray();
  }

  private static VectorIndex index(
      Workbench bench, Workload load, String type, Map<String, Object> parameters)
      throws IOException {
    if (type.equals("none")) {
      return UnindexedBits.of(((BitWorkload) load).rows(), load.metric());
    }
    int rows = load.rows().count();
    int dim = load.rows().dim();
    return bench.build(
        load, new IndexShape(IndexType.valueOf(type), load.metric(), rows, dim, parameters));
  }

  /** Every combination of the parameters' values. */
  private static List<Map<String, Object>> settings(Map<String, int[]> tried) {
    List<Map<String, Object>> settings = List.of(Map.of());
    for (Map.Entry<String, int[]> parameter : tried.entrySet()) {
      List<Map<String, Object>> longer = new ArrayList<>();
      for (Map<String, Object> setting : settings) {
        for (int value : parameter.getValue()) {
          Map<String, Object> more = new LinkedHashMap<>(setting);
          more.put(parameter.getKey(), value);
          longer.add(more);
        }
      }
      settings = longer;
    }
    return settings;
  }

  private static SearchParameters typed(String type, Map<String, Object> setting) {
    return type.equals("none")
        ? new SearchParameters.None()
        : SearchParameters.of(IndexType.valueOf(type), setting);
  }

  private static void search(
      Workbench bench,
      Workload load,
      String type,
      VectorIndex index,
      List<Map<String, Object>> settings,
      int[] batches) {
    for (int wanted : batches) {
      int batch = Math.min(wanted, load.queryCount());
      boolean everything = settings.equals(List.of(Map.of()));
      int asked = everything && batch == 1 ? Math.min(FEW, load.queryCount()) : load.queryCount();
      Duration warmUp = Speed.COLD;
      for (Map<String, Object> setting : settings) {
        Speed speed = bench.search(index, typed(type, setting), batch, asked, load, warmUp);
        bench.printSearch(batch, setting, speed);
        warmUp = Speed.WARM;
      }
    }
  }
}
