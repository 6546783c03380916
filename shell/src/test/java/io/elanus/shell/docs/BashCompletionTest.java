package io.elanus.shell.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the committed completion in a real bash. */
class BashCompletionTest {
  private static final Path SCRIPT =
      Path.of("").toAbsolutePath().getParent().resolve("completions/elanus.bash");

  @TempDir Path folder;

  /** What Tab offers behind the last of these words, as bash cuts them. */
  private List<String> complete(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add("bash");
    command.add("--norc");
    command.add("-c");
    command.add(
        """
        source "$1" && shift
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _elanus
        printf '%s\\n' "${COMPREPLY[@]}"
        """);
    command.add("test");
    command.add(SCRIPT.toString());
    command.addAll(List.of(words));
    Process bash =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    bash.waitFor();
    return output.lines().filter(line -> !line.isEmpty()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "cr > create",
        "create,'' > collection index",
        "show,index > index index_progress",
        "create,index,-t,FL > FLAT",
        "create,index,--index-type,=,IVF_F > IVF_FLAT",
        "create,index,-c,x,-m,C > COSINE",
        "create,index,-p,nl > nlist:",
        "search,-p,np > nprobe:",
        "create,index,-t,IVF_FLAT,-m,'' > L2 IP COSINE",
        "create,index,-t,BIN_FLAT,-m,H > HAMMING",
        "create,index,--index-type,=,ivf_flat,-p,'' > nlist:",
        "--data,/tmp,create,index,--met > --metric-type",
        "--output,j > json",
        "set,output,c > csv",
        "list,collections,--output,'' > table json csv",
        "use,-- > --collection-name --collection --help",
        "help,wa > wait_for_index",
        "create,collection,-c,'' > ''",
        "delete,index,-f,'' > ''",
      })
  void whatFitsIsOffered(String words, String offered) throws Exception {
    List<String> line = new ArrayList<>(List.of("elanus"));
    for (String word : words.split(",")) {
      line.add(word.equals("''") ? "" : word);
    }
    List<String> expected = offered.isEmpty() ? List.of() : List.of(offered.split(" "));
    assertEquals(expected, complete(line.toArray(new String[0])));
  }

  @Test
  void filesAreOffered() throws Exception {
    Files.writeString(folder.resolve("words.npy"), "");
    assertEquals(List.of("words.npy"), complete("elanus", "insert", "file", "w"));
    assertEquals(List.of("words.npy"), complete("elanus", "-f", "w"));
  }

  @Test
  void aScriptIsOfferedOnceItsNameIsBegun() throws Exception {
    Files.writeString(folder.resolve("create.elanus"), "");
    assertEquals(List.of("create", "create.elanus"), complete("elanus", "cr"));
    assertTrue(!complete("elanus", "").contains("create.elanus"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"my\\ d", "'my d", "\"my d"})
  void filesBehindABlankAreOfferedInAnyQuotes(String typed) throws Exception {
    Files.createDirectory(folder.resolve("my dir"));
    assertEquals(List.of("my dir"), complete("elanus", "insert", "file", typed));
  }

  @Test
  void collectionsAreAskedOfTheProgram() throws Exception {
    Path program = folder.resolve("elanus");
    Files.writeString(
        program,
        """
        #!/bin/sh
        [ "$*" = "--data D --output csv list collections" ] || exit 1
        printf 'name,rows\\nbook,3\\nwords,20000\\n'
        """);
    assertTrue(program.toFile().setExecutable(true));
    assertEquals(
        List.of("words"),
        complete(program.toString(), "--data", "D", "create", "index", "-c", "w"));
  }
}
