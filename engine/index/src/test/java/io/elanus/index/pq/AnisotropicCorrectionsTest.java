package io.elanus.index.pq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AnisotropicCorrectionsTest {
  private static double[] numbers(double factor) {
    Random random = new Random(3);
    double[] numbers = new double[5000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = factor * random.nextGaussian();
    }
    return numbers;
  }

  /** The best 16 levels for a normal distribution leave 0.0115 of its variance (Max, 1960). */
  @Test
  void sixteenLevelsLeaveLittleOfTheVariance() {
    double[] numbers = numbers(1);
    AnisotropicCorrections corrections = AnisotropicCorrections.learn(numbers.clone(), 0.5, 16);
    double left = 0;
    for (double number : numbers) {
      int code = corrections.code(number);
      double error = number - corrections.learnt()[code];
      for (float other : corrections.learnt()) {
        assertTrue(Math.abs(error) <= Math.abs(number - other) + 1e-6, "the nearest is chosen");
      }
      left += error * error / numbers.length;
    }
    assertTrue(left < 0.014, "left " + left);
  }

  @Test
  void valuesAreWhatWasLearntTimesTheCosine() {
    AnisotropicCorrections corrections = AnisotropicCorrections.learn(numbers(1), 0.5, 16);
    for (int code = 0; code < 16; code++) {
      assertEquals(corrections.learnt()[code] / 2, corrections.values()[code], 1e-7);
    }
  }

  @Test
  void anyNumbersHaveFiniteLevels() {
    double[] largest = {Float.MAX_VALUE, -Float.MAX_VALUE, Float.MAX_VALUE, 1, 0};
    for (double[] numbers : new double[][] {{}, {3}, new double[100], numbers(1e37), largest}) {
      for (float value : AnisotropicCorrections.learn(numbers, 1, 16).values()) {
        assertTrue(Float.isFinite(value), "level " + value);
      }
    }
    assertEquals(0, AnisotropicCorrections.finite(Double.NaN));
    assertEquals(Float.MAX_VALUE, AnisotropicCorrections.finite(1e300));
  }
}
