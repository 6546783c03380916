package io.elanus.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TopKTest {
  @Test
  void keepsTheSmallestWhateverTheOrder() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int count = random.nextInt(200);
      int capacity = 1 + random.nextInt(40);
      long[] keys = new long[count];
      TopK whole = new TopK(capacity, Float.POSITIVE_INFINITY);
      TopK[] parts = {
        new TopK(capacity, Float.POSITIVE_INFINITY), new TopK(capacity, Float.POSITIVE_INFINITY)
      };
      for (int row = 0; row < count; row++) {
        float distance = (random.nextInt(9) - 4) / 2f; // many are equal, half are negative
        keys[row] = TopK.key(distance, row);
        parts[random.nextInt(2)].push(distance, row, row + 7);
      }
      for (int row : shuffled(count, random)) {
        float distance = TopK.distance(keys[row]);
        whole.push(distance, row, row + 7);
      }
      parts[0].pushAll(parts[1]);
      Arrays.sort(keys);
      long[] expected = Arrays.copyOf(keys, Math.min(count, capacity));
      assertArrayEquals(expected, whole.sorted(), "seed " + seed);
      assertArrayEquals(expected, parts[0].sorted(), "seed " + seed);
      for (int i = 0; i < whole.size(); i++) {
        assertEquals(TopK.row(whole.keyAt(i)) + 7, whole.slotAt(i));
      }
    }
  }

  private static int[] shuffled(int count, Random random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  @Test
  void keysOrderAsDistancesDo() {
    float[] ascending = {
      Float.NEGATIVE_INFINITY, -2, -Float.MIN_VALUE, 0, Float.MIN_VALUE, 1, Float.POSITIVE_INFINITY
    };
    for (int i = 0; i < ascending.length; i++) {
      assertEquals(ascending[i], TopK.distance(TopK.key(ascending[i], 5)));
      assertEquals(5, TopK.row(TopK.key(ascending[i], 5)));
      if (i > 0) {
        assertTrue(TopK.key(ascending[i - 1], 9) < TopK.key(ascending[i], 0));
      }
    }
    assertEquals(TopK.key(0f, 3), TopK.key(-0f, 3));
  }
}
