package io.elanus.shell.session;

/** Ctrl-C while a command runs. */
public interface Interrupts {
  /** Lets an interrupt run the action, instead of ending the process, until the guard is closed. */
  Guard during(Runnable action);

  /** Gives interrupts back to whoever had them. */
  interface Guard extends AutoCloseable {
    @Override
    void close();
  }
}
