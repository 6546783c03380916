package io.elanus.api.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What help and dialogs show of a parameter. */
class ParameterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          IVF_FLAT | BUILD  | nlist         | [1, 65536]             | [1, 65536]             | 128
          IVF_FLAT | SEARCH | nprobe        | [1, nlist]             | [1, 1024]              | 8, or nlist if less
          IVF_PQ   | BUILD  | m             | [1, dim], divides dim  | [1, 100], divides 100  | the divisor of dim nearest to dim/4
          SCANN    | BUILD  | with_raw_data | true or false          | true or false          | true
          SCANN    | SEARCH | reorder_k     | [limit, 2147483647]    | [10, 2147483647]       | 100, or limit if more
          HNSW     | SEARCH | ef            | [limit, 32768]         | [10, 32768]            | 64, or limit if more
          """)
  void showsRangeAndDefault(
      IndexType type, Stage stage, String name, String range, String known, String standard) {
    Parameter parameter = IndexTypes.spec(type).parameter(stage, name).orElseThrow();
    assertEquals(range, parameter.range());
    assertEquals(known, parameter.range(new Facts(100, 10, 1024)));
    assertEquals(range, parameter.range(new Facts(0, 0, 0)));
    assertEquals(standard, parameter.defaultText());
  }

  @ParameterizedTest
  @CsvSource({
    "SCANN, BUILD, with_raw_data, true false",
    "HNSW, BUILD, M, ''",
    "IVF_PQ, BUILD, m, ''"
  })
  void listsChoices(IndexType type, Stage stage, String name, String choices) {
    Parameter parameter = IndexTypes.spec(type).parameter(stage, name).orElseThrow();
    List<String> expected = choices.isEmpty() ? List.of() : List.of(choices.split(" "));
    assertEquals(expected, parameter.choices());
  }
}
