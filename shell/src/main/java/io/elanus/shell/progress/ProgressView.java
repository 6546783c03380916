package io.elanus.shell.progress;

/** Shows events of one piece of work. Closing it restores the terminal, however the work ended. */
public interface ProgressView extends AutoCloseable {
  /** May leave the event out where one was shown a moment ago. */
  void show(ProgressEvent event);

  /** Shows the end of work that succeeded. */
  void finish(ProgressEvent event);

  @Override
  void close();
}
