package io.elanus.shell.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elanus.shell.fixture.TypedCommand;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The line that is shown for a command must mean the same command. */
class InvocationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "create collection -c film -f id:INT64 -f \"title:VARCHAR:20:it's \\\"quoted\\\"\""
            + " -f v:FLOAT_VECTOR:2 -p id -A -d 'a film; #1'",
        "create collection -c film --from 'a b.csv' --map x=y",
        "create collection --schema-file film.json",
        "delete collection -c film --yes",
        "delete collection -c film",
        "show collection -c film",
        "load -c film",
        "release -c film",
        "flush -c film --timeout 5",
        "list collections",
        "create index -c film -f v -in by_v -t IVF_PQ -m IP -p m:8 -p nlist:128 --defaults milvus"
            + " --timeout 2.5 --async",
        "list indexes -c film",
        "show index -c film -in by_v",
        "show index_progress -c film",
        "wait_for_index -c film -in by_v --timeout 10",
        "delete index -c film -in by_v --yes",
        "insert file -c film --map a=b --map c=d= --on-duplicate skip --timeout 2.5 \"it's.csv\"",
        "insert row -c film --on-duplicate replace \"{\\\"id\\\": 1, \\\"title\\\": \\\"it's;"
            + " #1\\\"}\"",
        "get -c film -o id,v -i 1 -i -2 -i 'a b' -i a,b",
        "query -c film -e 'id in [1, 2]' -l 5",
        "delete entities -c film -i 1 -i 2 --yes",
        "search -c film -f v --vector '[0.5, -1]' -l 3 --offset 1 -m L2 -p nprobe:4"
            + " --defaults fitted -o *",
        "search -c film -f v --id \"it's \\\"x\\\"\\\\\" -l 3",
        "use film",
        "set output json",
        "help create index",
        "history clear",
        "exit",
      })
  void aLineInItsOneFormIsShownAsItIs(String line) {
    assertEquals(line, TypedCommand.parse(line).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "load collection -c film > load -c film",
        "get -c film 1,2 3 --ids [4] -i 5 -o id -o v > get -c film -o id,v -i 4 -i 5 -i 1 -i 2 -i"
            + " 3",
        "use -c film > use film",
        "show index -c film -f v > show index -c film -in v",
        "create index -c film -p nlist=3 --param m:2 > create index -c film -p m:2 -p nlist:3",
        "insert file --map b:y --map a=x f.csv -c c > insert file -c c --map a=x --map b=y f.csv",
        "insert row -c c --on-duplicate SKIP {} > insert row -c c --on-duplicate skip '{}'",
        "flush --collection film -t 5.0 > flush -c film --timeout 5",
      })
  void otherSpellingsAreShownInThatForm(String typed, String shown) {
    assertEquals(shown, TypedCommand.parse(typed).text());
  }

  @Test
  void anEmptyListIsGiven() {
    assertEquals(List.of(), TypedCommand.parse("get -c film --ids []").missing());
    assertEquals(List.of(), TypedCommand.parse("delete collection -c film --yes=false").missing());
    assertEquals(1, TypedCommand.parse("get -c film").missing().size());
  }

  @Test
  void theCollectionInUseStandsInWhereNoneIsNamed() {
    Invocation search = TypedCommand.parse("search --id 1");
    search.useCollection("film");
    assertEquals("search -c film --id 1", search.text());
    Invocation delete = TypedCommand.parse("delete collection");
    delete.useCollection("film");
    assertEquals("delete collection", delete.text());
    Invocation named = TypedCommand.parse("flush -c book");
    named.useCollection("film");
    assertEquals("flush -c book", named.text());
  }
}
