package io.elanus.shell;

import io.elanus.core.embedded.EmbeddedEngine;
import io.elanus.shell.repl.TerminalOpener;
import io.elanus.shell.session.Session;
import io.elanus.shell.session.SessionBuilder;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The parts of a session that belong to the process: its streams, terminal, environment and signals. */
final class ProcessParts {
  /** Names the descriptor on which the launcher hands over the standard error of the user. */
  private static final String ERROR_DESCRIPTOR = "ELANUS_STDERR_FD";

  private ProcessParts() {}

  static Program program() {
    Map<String, String> environment = System.getenv();
    int descriptor = errorDescriptor(environment);
    SessionBuilder parts =
        Session.builder()
            .in(new FileInputStream(FileDescriptor.in))
            .out(writer(new FileOutputStream(FileDescriptor.out), 1 << 16))
            .err(writer(errorStream(descriptor), 1 << 10))
            .screen(new SystemScreen(environment, descriptor))
            .interrupts(new SignalInterrupts())
            .opener(EmbeddedEngine::open);
    return new Program(parts, environment, TerminalOpener::ofProcess);
  }

  private static int errorDescriptor(Map<String, String> environment) {
    String given = environment.get(ERROR_DESCRIPTOR);
    return given != null && given.length() == 1 && Character.isDigit(given.charAt(0))
        ? given.charAt(0) - '0'
        : 2;
  }

  private static OutputStream errorStream(int descriptor) {
    if (descriptor != 2) {
      try {
        return new FileOutputStream("/dev/fd/" + descriptor, true);
      } catch (IOException e) {
        // A socket cannot be opened by name; the usual descriptor is as good but for warnings of the JVM.
      }
    }
    return new FileOutputStream(FileDescriptor.err);
  }

  private static Writer writer(OutputStream stream, int size) {
    return new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), size);
  }
}
