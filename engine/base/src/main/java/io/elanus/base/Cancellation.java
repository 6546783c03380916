package io.elanus.base;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A flag that is raised once and for good, from any thread. Long work polls it at least every 50
 * milliseconds; what cannot poll, as a call to a server, is told by a listener.
 */
public class Cancellation {
  /** A listener's place; closing it takes the listener away. */
  public interface Registration extends AutoCloseable {
    /** The listener does not begin any more; one that runs already goes on. */
    @Override
    void close();
  }

  private final List<Listener> listeners = new ArrayList<>();
  private volatile boolean cancelled;

  /**
   * Raises the flag, then runs the listeners in this thread, in the order in which they came. Later
   * calls do nothing.
   */
  public final void cancel() {
    List<Listener> told;
    synchronized (listeners) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      told = List.copyOf(listeners);
      listeners.clear();
    }
    RuntimeException first = null;
    for (Listener listener : told) {
      try {
        listener.run();
      } catch (RuntimeException failure) {
        // The others are told all the same.
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  public boolean isCancelled() {
    return cancelled;
  }

  /**
   * @throws ElanusException with {@link ErrorCode#CANCELLED} once {@link #cancel} was called
   */
  public void check() {
    if (isCancelled()) {
      throw new ElanusException(ErrorCode.CANCELLED, "cancelled");
    }
  }

  /**
   * Runs a listener once when this is cancelled, at once and in this thread where it is already.
   *
   * @param listener quick, as the others wait for it
   */
  public final Registration onCancel(Runnable listener) {
    Listener added = new Listener(listener);
    synchronized (listeners) {
      if (!cancelled) {
        listeners.add(added);
        return () -> remove(added);
      }
    }
    added.run();
    return added::end;
  }

  private void remove(Listener listener) {
    listener.end();
    synchronized (listeners) {
      listeners.remove(listener);
    }
  }

  /** What runs once, unless it was taken away before. */
  private static final class Listener {
    private final Runnable work;
    private final AtomicBoolean over = new AtomicBoolean();

    Listener(Runnable work) {
      this.work = work;
    }

    void run() {
      if (end()) {
        work.run();
      }
    }

    boolean end() {
      return over.compareAndSet(false, true);
    }
  }
}
