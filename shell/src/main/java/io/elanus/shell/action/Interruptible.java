package io.elanus.shell.action;

import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.shell.session.Interrupts;
import io.elanus.shell.session.Session;
import java.util.function.Function;

/** Runs work that an interrupt cancels. */
public final class Interruptible {
  private Interruptible() {}

  /**
   * Runs the work.
   *
   * @param cancelled what to say after an interrupt
   * @param hint what to do then; null for nothing
   * @throws ElanusException CANCELLED
   */
  public static <T> T run(
      Session session, String cancelled, String hint, Function<Cancellation, T> work) {
    Cancellation cancellation = new Cancellation();
    try (Interrupts.Guard _ = session.interrupts().during(cancellation::cancel)) {
      return work.apply(cancellation);
    } catch (ElanusException e) {
      throw e.code() == ErrorCode.CANCELLED
          ? new ElanusException(ErrorCode.CANCELLED, cancelled, hint, e)
          : e;
    }
  }
}
