package io.elanus.shell.complete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.IndexInfo;
import io.elanus.api.IndexProgress;
import io.elanus.api.JobState;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.api.index.TypeName;
import io.elanus.prompts.PathNames;
import io.elanus.shell.command.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionsTest {
  @TempDir Path folder;
  private Completions completions;
  private Optional<String> inUse = Optional.empty();

  @BeforeEach
  void make() throws Exception {
    Files.createDirectory(folder.resolve("data"));
    Files.writeString(folder.resolve("data/words.npy"), "");
    Files.writeString(folder.resolve("my notes.csv"), "");
    completions =
        new Completions(
            new Grammar(Commands.tree()), new TwoCollections(), new PathNames(folder, folder));
  }

  private List<String> at(String line) {
    int cursor = line.indexOf('|');
    return completions.at(line.replace("|", ""), cursor < 0 ? line.length() : cursor).stream()
        .map(Completion::value)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "cr > create",
        "CRE > create",
        "create > create",
        "'create ' > collection index",
        "create i > index",
        "show index > index index_progress",
        "'list collections; show o' > output",
        "'help create ' > collection index",
        "'create index -c ' > book words",
        "create index -c w > words",
        "create index --collection-name=w > --collection-name=words",
        "'create index -c words -f ' > vector",
        "'get -c words -o ' > word rank vector",
        "get -c words -o word,r > word,rank",
        "create index -c words -t F > FLAT",
        "create index -t ivf_f > IVF_FLAT",
        "'create index -t IVF_FLAT -m ' > L2 IP COSINE",
        "'create index -t IVF_FLAT -p ' > nlist:",
        "'create index -t IVF_FLAT -p nlist:' > nlist:128",
        "'create index -t IVF_PQ -p nlist:9 -p ' > m: nbits:",
        "'create index -t FLAT -p ' > ''",
        "'search -c words -p ' > nprobe: radius: range_filter:",
        "'delete index -c words -in ' > by_vector",
        "'show index -c words -f ' > vector",
        "'show index -c book -f ' > ''",
        "help HN > HNSW",
        "help ra > radius range_filter",
        "'use ' > book words",
        "'set output ' > table json csv",
        "'history ' > clear",
        "insert file -c words d > data/",
        "insert file -c words data/ > data/words.npy",
        "insert file my > my notes.csv",
        "--d > ''",
        "'# cr' > ''",
        "create index -c words --t > --timeout",
        "create index -c words --ind > --index-name --index-type --index-params",
        "create index -i > -in",
        "'create collection -c ' > ''",
        "'create collection -f id' > ''",
        "'create collection -f id:' > id:BOOL id:INT8 id:INT16 id:INT32 id:INT64 id:FLOAT id:DOUBLE"
            + " id:VARCHAR id:JSON id:FLOAT_VECTOR: id:BINARY_VECTOR:",
        "create collection -f v:fl > v:FLOAT v:FLOAT_VECTOR:",
        "'create collection -f id:INT64 -f v:FLOAT_VECTOR:2 -p ' > id",
        "'nonsense ' > ''",
        "se|arch > search set",
        "create |index > collection index",
      })
  void whatFitsIsOffered(String line, String offered) {
    List<String> expected =
        offered.isEmpty()
            ? List.of()
            : offered.contains("my notes") ? List.of(offered) : List.of(offered.split(" "));
    assertEquals(expected, at(line), line);
  }

  @Test
  void aFlagIsOfferedOnceUnlessItMayBeRepeated() {
    List<String> flags = at("create index -c words -p nlist:3 --");
    assertTrue(!flags.contains("--collection-name"), flags.toString());
    assertTrue(flags.contains("--param"), flags.toString());
    assertTrue(flags.contains("--index-type"), flags.toString());
  }

  @Test
  void withoutAnythingTypedFlagsFollowTheCommand() {
    assertTrue(at("create index ").contains("--collection-name"));
  }

  @Test
  void theCollectionInUseNamesTheFields() {
    assertEquals(List.of(), at("create index -f "));
    inUse = Optional.of("book");
    assertEquals(List.of("book_intro"), at("create index -f "));
  }

  @Test
  void binaryFieldsGetBinaryTypesAndMetrics() {
    assertEquals(List.of("HAMMING", "JACCARD"), at("create index -c book -t BIN_IVF_FLAT -m "));
  }

  @Test
  void everyCommandIsReachable() {
    Commands.tree()
        .entries()
        .forEach(
            entry -> {
              String[] words = entry.name().split(" ");
              String before = String.join(" ", Arrays.copyOf(words, words.length - 1));
              String line = before.isEmpty() ? "" : before + " ";
              assertTrue(at(line).contains(words[words.length - 1]), entry.name());
            });
  }

  /** A collection without an index and one with. */
  private final class TwoCollections implements Names {
    @Override
    public List<String> collections() {
      return List.of("book", "words");
    }

    @Override
    public Optional<String> collectionInUse() {
      return inUse;
    }

    @Override
    public Optional<CollectionSchema> schema(String collection) {
      return switch (collection) {
        case "book" ->
            Optional.of(
                new CollectionSchema(
                    "book",
                    "",
                    List.of(
                        FieldSchema.scalar("book_id", DataType.INT64).asPrimaryKey(),
                        new FieldSchema("book_intro", DataType.BINARY_VECTOR, "", false, 8, 0)),
                    false));
        case "words" ->
            Optional.of(
                new CollectionSchema(
                    "words",
                    "",
                    List.of(
                        FieldSchema.varchar("word", 32).asPrimaryKey(),
                        FieldSchema.scalar("rank", DataType.INT64),
                        FieldSchema.floatVector("vector", 4)),
                    false));
        default -> Optional.empty();
      };
    }

    @Override
    public List<IndexInfo> indexes(String collection) {
      return collection.equals("words")
          ? List.of(
              new IndexInfo(
                  CollectionRef.of("words"),
                  "vector",
                  "by_vector",
                  TypeName.of(IndexType.IVF_FLAT),
                  TypeName.of(MetricType.L2),
                  Map.of("nlist", 64),
                  new IndexProgress(1, 1, 0, JobState.FINISHED, Optional.empty()),
                  List.of(),
                  0))
          : List.of();
    }
  }
}
