package io.elanus.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.IndexType;
import io.elanus.api.index.IndexTypes;
import io.elanus.api.index.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each type's records have just what the parameter table declares for it, in its order. */
class ParametersTest {
  @ParameterizedTest
  @EnumSource
  void recordsHoldWhatTheTableDeclares(IndexType type) {
    assertSame(
        IndexTypes.spec(type).buildParameters(),
        BuildParameters.of(type, numbered(IndexTypes.spec(type).buildParameters())));
    assertSame(
        IndexTypes.spec(type).searchParameters(),
        SearchParameters.of(type, numbered(IndexTypes.spec(type).searchParameters())));
  }

  /** A number of its own for each, or true. */
  private static Map<String, Object> numbered(List<Parameter> declared) {
    Map<String, Object> values = new HashMap<>();
    for (Parameter parameter : declared) {
      boolean flag = parameter.name().startsWith("with_");
      values.put(parameter.name(), flag ? true : 100 + values.size());
    }
    return values;
  }

  private static void assertSame(List<Parameter> declared, Object typed) {
    RecordComponent[] parts = typed.getClass().getRecordComponents();
    assertEquals(
        declared.stream().map(parameter -> plain(parameter.name())).toList(),
        Arrays.stream(parts).map(part -> plain(part.getName())).toList());
    Map<String, Object> given = numbered(declared);
    String all = typed.toString();
    for (int i = 0; i < parts.length; i++) {
      String value = parts[i].getName() + "=" + given.get(declared.get(i).name());
      assertTrue(all.contains(value), all + " lacks " + value);
    }
  }

  /** {@code max_degree} as {@code maxDegree}, {@code M} as {@code m}. */
  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  @Test
  void aMissingParameterIsNamed() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> BuildParameters.of(IndexType.IVF_PQ, Map.of("nlist", 4, "m", 2)));
    assertTrue(error.getMessage().startsWith("parameter nbits is missing"), error.getMessage());
  }
}
