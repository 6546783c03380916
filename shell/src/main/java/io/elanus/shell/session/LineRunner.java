package io.elanus.shell.session;

/** Runs command lines as if a person had typed them. */
public interface LineRunner {
  /** Runs and prints; a failure is thrown, not reported. */
  void run(String line);
}
