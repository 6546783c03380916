package io.elanus.shell;

import io.elanus.shell.session.Interrupts;
import org.jline.utils.Signals;

/** Ctrl-C as the signal that a terminal sends. */
final class SignalInterrupts implements Interrupts {
  private static final String INTERRUPT = "INT";

  @Override
  public Guard during(Runnable action) {
    Object previous = Signals.register(INTERRUPT, action);
    return () -> Signals.unregister(INTERRUPT, previous);
  }
}
