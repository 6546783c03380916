package io.elanus.shell.session;

/**
 * The version of this program: that of the build, as a test asserts. It is a constant because a
 * resource would cost {@code --version} a fifth of its time.
 */
public final class Version {
  public static final String TEXT = "0.1.0";

  private Version() {}
}
