package io.elanus.shell.progress;

/** Says nothing. */
final class NoProgress implements ProgressView {
  @Override
  public void show(ProgressEvent event) {}

  @Override
  public void finish(ProgressEvent event) {}

  @Override
  public void close() {}
}
