package io.elanus.index.pq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reservoir keeps, against sorting everything. */
class ReservoirTest {
  private static int[] kept(Reservoir reservoir) {
    return IntStream.range(0, reservoir.size()).map(reservoir::position).sorted().toArray();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3000", "10, 9", "10, 10", "50, 3000", "700, 3000", "3000, 3000"})
  void theSmallestAreKeptInWhateverOrderTheyCome(int capacity, int count) {
    Random random = new Random(capacity + count);
    float[] distances = new float[count];
    for (int i = 0; i < count; i++) {
      // Many equal ones, and some that are infinite.
      distances[i] = random.nextInt(20) == 0 ? Float.POSITIVE_INFINITY : random.nextInt(200) - 99;
    }
    Integer[] sorted = IntStream.range(0, count).boxed().toArray(Integer[]::new);
    Arrays.sort(
        sorted,
        (a, b) ->
            distances[a] == distances[b]
                ? Integer.compare(a, b)
                : Float.compare(distances[a], distances[b]));
    int[] expected =
        Arrays.stream(sorted).limit(capacity).mapToInt(Integer::intValue).sorted().toArray();
    Reservoir reservoir = new Reservoir(capacity);
    for (int turn = 0; turn < 4; turn++) {
      reservoir.reset();
      for (int i = 0; i < count; i++) {
        // Ascending, descending, and with a stride that has no divisor in common with the counts.
        int position = turn == 0 ? i : turn == 1 ? count - 1 - i : (int) (i * 7919L % count);
        if (!(distances[position] > reservoir.threshold())) {
          reservoir.push(distances[position], position);
        }
        if (turn == 3 && i % 100 == 0) {
          reservoir.settleSometimes();
        }
      }
      reservoir.settle();
      assertArrayEquals(expected, kept(reservoir), "turn " + turn);
      float most = distances[sorted[Math.min(capacity, count) - 1]];
      assertEquals(count < capacity ? Float.POSITIVE_INFINITY : most, reservoir.threshold());
    }
  }

  @Test
  void notANumberCountsAsNearest() {
    Reservoir reservoir = new Reservoir(2);
    for (int position = 0; position < 2000; position++) {
      reservoir.push(position == 1500 ? Float.NaN : 2000 - position, position);
    }
    reservoir.settle();
    assertArrayEquals(new int[] {1500, 1999}, kept(reservoir));
  }
}
