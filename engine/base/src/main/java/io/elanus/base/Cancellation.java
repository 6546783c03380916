package io.elanus.base;

/** A flag that one thread raises and long work polls at least every 50 milliseconds. */
public class Cancellation {
  private volatile boolean cancelled;

  public void cancel() {
    cancelled = true;
  }

  public boolean isCancelled() {
    return cancelled;
  }

  /**
   * @throws ElanusException with {@link ErrorCode#CANCELLED} once {@link #cancel} was called
   */
  public void check() {
    if (cancelled) {
      throw new ElanusException(ErrorCode.CANCELLED, "cancelled");
    }
  }
}
