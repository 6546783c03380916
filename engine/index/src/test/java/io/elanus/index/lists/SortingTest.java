package io.elanus.index.lists;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SortingTest {
  private static final int MANY = 700_001;

  private static void check(long[] values) {
    long[] expected = values.clone();
    Arrays.sort(expected);
    Sorting.sort(values, new Cancellation());
    assertArrayEquals(expected, values);
  }

  @Test
  void anyOrderIsSorted() {
    Random random = new Random(3);
    check(random.longs(MANY).toArray());
    check(random.longs(MANY, -5, 6).toArray());
    check(LongStream.range(0, MANY).toArray());
    check(LongStream.range(0, MANY).map(i -> MANY - i).toArray());
    check(new long[MANY]);
    check(new long[0]);
  }

  @Test
  void aCancelIsHeardInTheMiddle() {
    long[] values = new Random(4).longs(MANY).toArray();
    int[] looks = {0};
    Cancellation third =
        new Cancellation() {
          @Override
          public void check() {
            if (++looks[0] == 3) {
              cancel();
            }
            super.check();
          }
        };
    assertThrows(ElanusException.class, () -> Sorting.sort(values, third));
  }
}
