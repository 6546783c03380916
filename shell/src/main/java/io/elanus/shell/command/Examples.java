package io.elanus.shell.command;

import java.util.List;
import java.util.Map;

/** Lines that show how a command is used; they go together, from a file to a search. */
public final class Examples {
  private static final Map<String, List<String>> BY_COMMAND =
      Map.ofEntries(
          Map.entry(
              "create collection",
              List.of(
                  "create collection -c words --from words.jsonl.gz",
                  "create collection -c book -f id:INT64 -f title:VARCHAR:256"
                      + " -f vector:FLOAT_VECTOR:128 -p id",
                  "create collection")),
          Map.entry(
              "insert file",
              List.of(
                  "insert file -c words words.jsonl.gz",
                  "insert file -c words rows.csv --map word=title --map vector=embedding")),
          Map.entry(
              "insert row",
              List.of(
                  "insert row -c book {\"id\": 1, \"title\": \"one\", \"vector\": [0.1, 0.2]}",
                  "insert row -c book [{\"id\": 2, \"title\": \"two\", \"vector\": [3, 4]}]")),
          Map.entry("use", List.of("use words")),
          Map.entry("get", List.of("get -c words river lake", "get -c book 1 2 -o title")),
          Map.entry(
              "query", List.of("query -c words -l 5", "query -c book -e 'id in [1, 2]' -o title")),
          Map.entry("delete entities", List.of("delete entities -c book --ids 1,2 --yes")),
          Map.entry(
              "create index",
              List.of(
                  "create index -c words -f vector -t HNSW -m COSINE -p M:16 -p efConstruction:200",
                  "create index -c words -f vector -t IVF_FLAT -m L2 -p nlist:1024 --async",
                  "create index")),
          Map.entry("delete index", List.of("delete index -c words -f vector --yes")),
          Map.entry("wait_for_index", List.of("wait_for_index -c words -f vector -t 60")),
          Map.entry(
              "search",
              List.of(
                  "search -c words --id river -l 5 -o rank",
                  "search -c book --vector [0.1, 0.2] -p nprobe:16",
                  "search -c words --file queries.npy -p radius:0.5 -p range_filter:0.8")),
          Map.entry("set output", List.of("set output json")),
          Map.entry("help", List.of("help create index", "help HNSW", "help nlist")));

  private Examples() {}

  /** None for a command that explains itself. */
  public static List<String> of(String command) {
    return BY_COMMAND.getOrDefault(command, List.of());
  }
}
