package io.elanus.shell;

import io.elanus.core.EmbeddedEngine;
import io.elanus.shell.repl.TerminalOpener;
import io.elanus.shell.session.Screen;
import io.elanus.shell.session.Session;
import io.elanus.shell.session.SessionBuilder;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The parts of a session that belong to the process: its streams, terminal, environment and
 * signals.
 */
final class ProcessParts {
  /** The launcher's name for the folder that it starts from. */
  private static final String HOME = "elanus.home";

  private ProcessParts() {}

  static Program program() {
    return program(new SystemScreen(System.getenv()), TerminalOpener::ofProcess);
  }

  static Program program(Screen screen, TerminalOpener terminal) {
    // Digits of messages are ASCII in every locale.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    Map<String, String> environment = System.getenv();
    String home = System.getProperty(HOME);
    SessionBuilder parts =
        Session.builder()
            .in(new FileInputStream(FileDescriptor.in))
            .out(writer(new FileOutputStream(FileDescriptor.out), 1 << 16))
            .err(writer(new FileOutputStream(FileDescriptor.err), 1 << 10))
            .screen(screen)
            .interrupts(new SignalInterrupts())
            .home(home == null ? null : Path.of(home))
            .opener(EmbeddedEngine::open);
    return new Program(parts, environment, terminal, NativeText.ofProcess());
  }

  private static Writer writer(OutputStream stream, int size) {
    return new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), size);
  }
}
