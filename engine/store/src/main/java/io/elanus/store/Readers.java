package io.elanus.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Who reads, and what may go only when they have ended: a file that no published state names any
 * more stays until every reader that began while one did has left.
 */
public final class Readers {
  /** A reader between its begin and its end. */
  public interface Reading extends AutoCloseable {
    @Override
    void close();
  }

  /** Readers that began between two removals. */
  private static final class Epoch {
    private final List<Runnable> removals = new ArrayList<>();
    private int readers;
  }

  private final Deque<Epoch> epochs = new ArrayDeque<>(List.of(new Epoch()));

  Readers() {}

  /** Begins; states are to be taken only afterwards. */
  Reading begin() {
    Epoch epoch;
    synchronized (this) {
      epoch = epochs.getLast();
      epoch.readers++;
    }
    return () -> leave(epoch);
  }

  private void leave(Epoch epoch) {
    synchronized (this) {
      epoch.readers--;
    }
    removeWhatNobodyReads();
  }

  /**
   * Does something when the present readers have ended, at once where there are none.
   *
   * @param removal must not throw, and be called after the states that need it are replaced
   */
  void whenLeft(Runnable removal) {
    synchronized (this) {
      epochs.getLast().removals.add(removal);
      epochs.add(new Epoch());
    }
    removeWhatNobodyReads();
  }

  private void removeWhatNobodyReads() {
    List<Runnable> removals = new ArrayList<>();
    synchronized (this) {
      while (epochs.size() > 1 && epochs.getFirst().readers == 0) {
        removals.addAll(epochs.removeFirst().removals);
      }
    }
    removals.forEach(Runnable::run);
  }
}
