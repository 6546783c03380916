package io.elanus.index.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * How many lists the rows of an index are divided into, and what to say where it is fewer than
 * asked.
 */
public final class ListCount {
  /** A list of fewer rows would fill less than half a block and cost more to rank than to scan. */
  public static final int ROWS_PER_LIST = 8;

  private ListCount() {}

  /** How many lists are trained when {@code nlist} are asked for. */
  public static int of(int rows, int nlist) {
    return Math.clamp(rows / ROWS_PER_LIST, Math.min(1, rows), nlist);
  }

  /**
   * What a user should read about the number of lists.
   *
   * @param trained what {@link #of} returned
   * @param filled lists that have rows
   */
  public static List<String> notes(int rows, int nlist, int trained, int filled) {
    List<String> notes = new ArrayList<>();
    if (trained < nlist) {
      notes.add(
          "%d lists instead of nlist=%d: %d rows fill at most %d lists of %d rows"
              .formatted(trained, nlist, rows, trained, ROWS_PER_LIST));
    }
    if (filled < trained) {
      notes.add(
          "%d lists instead of %d: the rows have too few different values to fill more"
              .formatted(filled, trained));
    }
    return notes;
  }
}
