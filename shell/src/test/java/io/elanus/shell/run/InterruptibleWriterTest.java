package io.elanus.shell.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterruptibleWriterTest {
  @ParameterizedTest
  @CsvSource({"1;2;3, 1;2;3;", "1;2;, 1;2;", "'', ''"})
  void endsTheLineThatItIsIn(String written, String shown) throws IOException {
    StringWriter screen = new StringWriter();
    Cancellation cancellation = new Cancellation();
    InterruptibleWriter out = new InterruptibleWriter(screen, cancellation);
    out.write(written.replace(';', '\n'));
    cancellation.cancel();
    ElanusException ended = assertThrows(ElanusException.class, () -> out.write("4"));
    assertEquals(ErrorCode.CANCELLED, ended.code());
    assertEquals(shown.replace(';', '\n'), screen.toString());
  }
}
