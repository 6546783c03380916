package io.elanus.core;

import io.elanus.api.DuplicateKeys;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which rows of a batch an insert writes where keys may occur again.
 *
 * @param rows of the batch, ascending
 * @param replaced keys whose rows in the collection go
 */
record KeptRows(int[] rows, List<Object> replaced) {
  /**
   * @param present of the keys asked for, those that the collection holds
   */
  static KeptRows of(
      Object[] keys, DuplicateKeys policy, Function<List<Object>, Set<Object>> present) {
    Map<Object, Integer> chosen = HashMap.newHashMap(keys.length);
    for (int row = 0; row < keys.length; row++) {
      if (policy == DuplicateKeys.REPLACE) {
        chosen.put(keys[row], row);
      } else {
        chosen.putIfAbsent(keys[row], row);
      }
    }
    Set<Object> held = present.apply(Arrays.asList(keys));
    if (policy == DuplicateKeys.SKIP) {
      chosen.keySet().removeAll(held);
    }
    int[] rows = chosen.values().stream().mapToInt(Integer::intValue).sorted().toArray();
    return new KeptRows(rows, policy == DuplicateKeys.REPLACE ? List.copyOf(held) : List.of());
  }
}
