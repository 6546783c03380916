package io.elanus.shell.session;

/** What the shell knows about the terminal that it may be attached to. */
public interface Screen {
  /** Whether a person can be asked: both standard input and output are a terminal. */
  boolean interactive();

  /** Whether standard output is a terminal. */
  boolean showsOutput();

  /** Whether the error stream is a terminal that can redraw a line. */
  boolean redraws();

  /** Columns of the terminal; 80 where that is unknown. */
  int width();
}
