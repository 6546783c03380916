package io.elanus.shell.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.elanus.base.ElanusException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeoutsTest {
  @Test
  void secondsMayHaveAFraction() {
    assertEquals(Duration.ofMillis(2500), Timeouts.of(2.5));
    assertEquals(Duration.ofMillis(1), Timeouts.of(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e300, 1e17, Double.POSITIVE_INFINITY})
  void moreThanALifeIsForEver(double seconds) {
    assertNull(Timeouts.of(seconds));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void lessIsRefused(double seconds) {
    assertThrows(ElanusException.class, () -> Timeouts.of(seconds));
  }
}
