package io.elanus.base;

/** Who can mend an error; decides the exit code of a command. */
public enum ErrorKind {
  /** The command line itself is malformed: unknown flag, missing option. */
  USAGE(2),
  /** The request breaks a rule: unknown name, value out of range, malformed file. */
  USER(1),
  /** The machine refuses: disk full, directory locked, damaged data. */
  ENVIRONMENT(1),
  /** The person or a signal stopped the work. */
  INTERRUPTED(130),
  /** A defect of this program. */
  INTERNAL(1);

  private final int exitCode;

  ErrorKind(int exitCode) {
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
