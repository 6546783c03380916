package io.elanus.base;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scripts rely on: codes, hints and exit codes. */
class ErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "USAGE, 2",
    "MISSING_OPTION, 2",
    "OUT_OF_RANGE, 1",
    "MALFORMED_FILE, 1",
    "DISK_FULL, 1",
    "DAMAGED_DATA, 1",
    "INTERNAL, 1",
    "CANCELLED, 130",
  })
  void leadsToAnExitCode(ErrorCode code, int exitCode) {
    assertEquals(exitCode, code.kind().exitCode());
  }

  @Test
  void carriesMessageHintAndCause() {
    IllegalStateException cause = new IllegalStateException("why");
    ElanusException error =
        new ElanusException(ErrorCode.IO_FAILURE, "cannot read a", "try b", cause);
    assertEquals(ErrorCode.IO_FAILURE, error.code());
    assertEquals("cannot read a", error.getMessage());
    assertEquals(Optional.of("try b"), error.hint());
    assertSame(cause, error.getCause());
    assertEquals(Optional.empty(), new ElanusException(ErrorCode.INTERNAL, "m").hint());
  }

  @Test
  void cancelsOnceAndForAll() {
    Cancellation cancellation = new Cancellation();
    assertDoesNotThrow(cancellation::check);
    cancellation.cancel();
    cancellation.cancel();
    assertEquals(true, cancellation.isCancelled());
    ElanusException error = assertThrows(ElanusException.class, cancellation::check);
    assertEquals(ErrorCode.CANCELLED, error.code());
  }
}
