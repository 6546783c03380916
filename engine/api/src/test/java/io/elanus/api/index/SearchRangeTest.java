package io.elanus.api.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies between two bounds as a user writes them. */
class SearchRangeTest {
  private static DistanceRange range(MetricType metric, String radius, String rangeFilter) {
    Map<String, String> given =
        rangeFilter == null
            ? Map.of("radius", radius)
            : Map.of("radius", radius, "range_filter", rangeFilter);
    return SearchRange.of(metric, given).orElseThrow().distances();
  }

  /** Whether a range has a distance that is reported as this. */
  private static boolean holds(MetricType metric, DistanceRange range, float reported) {
    return range.contains(metric.largerIsCloser() ? -reported : reported);
  }

  private static float closer(MetricType metric, float reported) {
    return metric.largerIsCloser() ? Math.nextUp(reported) : Math.nextDown(reported);
  }

  private static float further(MetricType metric, float reported) {
    return metric.largerIsCloser() ? Math.nextDown(reported) : Math.nextUp(reported);
  }

  /** The bound itself and the floats beside it, for floats of any magnitude as they are shown. */
  @ParameterizedTest
  @EnumSource
  void aDistanceAsShownIsABound(MetricType metric) {
    Random random = new Random(5);
    String near = metric.largerIsCloser() ? "Infinity" : "-Infinity";
    String far = metric.largerIsCloser() ? "-Infinity" : "Infinity";
    for (int turn = 0; turn < 10_000; turn++) {
      float shown =
          switch (turn) {
            case 0 -> 0.1f;
            case 1 -> 0f;
            case 2 -> Float.MIN_VALUE;
            case 3 -> Float.MAX_VALUE;
            default -> Float.intBitsToFloat(random.nextInt());
          };
      if (!Float.isFinite(shown)) {
        continue;
      }
      for (String text : new String[] {Float.toString(shown), Double.toString(shown)}) {
        DistanceRange within = range(metric, text, near);
        assertFalse(holds(metric, within, shown), "radius leaves out " + text);
        assertTrue(holds(metric, within, closer(metric, shown)));
        assertFalse(holds(metric, within, further(metric, shown)));
        DistanceRange beyond = range(metric, far, text);
        assertTrue(holds(metric, beyond, shown), "range_filter takes in " + text);
        assertFalse(holds(metric, beyond, closer(metric, shown)));
      }
    }
  }

  @Test
  void minusZeroIsZero() {
    assertFalse(holds(MetricType.L2, range(MetricType.L2, "-0", null), 0));
    assertTrue(holds(MetricType.L2, range(MetricType.L2, "1", "-0"), 0));
    assertTrue(holds(MetricType.IP, range(MetricType.IP, "-1", "-0.0"), 0));
    assertFalse(holds(MetricType.IP, range(MetricType.IP, "-0", null), 0));
  }

  /** Distances beyond the largest float32 are shown as infinite. */
  @Test
  void boundsMayBeInfinite() {
    DistanceRange finite = range(MetricType.L2, "Infinity", null);
    assertTrue(finite.contains(Float.MAX_VALUE));
    assertFalse(finite.contains(Float.POSITIVE_INFINITY));
    assertEquals(finite, range(MetricType.L2, "inf", "-inf"));
    assertEquals(finite, range(MetricType.L2, "1e40", null));
    DistanceRange nothing = range(MetricType.IP, "infinity", null);
    assertFalse(nothing.contains(Float.NEGATIVE_INFINITY));
    DistanceRange all = range(MetricType.IP, "-1", "Infinity");
    assertTrue(holds(MetricType.IP, all, Float.POSITIVE_INFINITY));
    assertFalse(
        holds(MetricType.IP, range(MetricType.IP, "-1", "3.4028235e38"), Float.POSITIVE_INFINITY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "near", "", "1f", "0x1p3", "1,5", "--1"})
  void aBoundMustBeANumber(String text) {
    assertEquals("radius must be a number, got \"" + text + "\"", refusal("L2", text, null));
    assertEquals("range_filter must be a number, got \"" + text + "\"", refusal("L2", "1", text));
  }

  @ParameterizedTest
  @CsvSource({
    "L2, 1, 2, less",
    "L2, 1, 1, less",
    "HAMMING, 3, 5, less",
    "L2, Infinity, Infinity, less",
    "IP, 2, 1, greater",
    "COSINE, 0.5, 0.5, greater",
    "L2, 0.1, 0.10000000149011612, less"
  })
  void boundsThatContainNothingAreRefused(
      String metric, String radius, String filter, String order) {
    assertEquals(
        "range_filter must be %s than radius for %s, got range_filter %s and radius %s"
            .formatted(order, metric, filter, radius),
        refusal(metric, radius, filter));
  }

  private static String refusal(String metric, String radius, String filter) {
    ElanusException refusal =
        assertThrows(
            ElanusException.class, () -> range(MetricType.valueOf(metric), radius, filter));
    assertEquals(ErrorCode.INVALID_ARGUMENT, refusal.code());
    return refusal.getMessage();
  }
}
