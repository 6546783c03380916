package io.elanus.api.index;

import java.util.List;
import java.util.stream.IntStream;

/** Divisors of a dimension. */
final class Divisors {
  private Divisors() {}

  /** All divisors, ascending. */
  static List<Integer> of(int number) {
    return IntStream.rangeClosed(1, number).filter(d -> number % d == 0).boxed().toList();
  }

  /** The greatest divisor below and the least above, those that exist: "20 or 25". */
  static String around(int number, long given) {
    List<Integer> all = of(number);
    Integer below = all.stream().filter(d -> d < given).reduce((a, b) -> b).orElse(null);
    Integer above = all.stream().filter(d -> d > given).findFirst().orElse(null);
    if (below == null || above == null) {
      return String.valueOf(below == null ? above : below);
    }
    return below + " or " + above;
  }
}
