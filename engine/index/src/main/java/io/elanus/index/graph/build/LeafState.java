package io.elanus.index.graph.build;

import java.io.IOException;

/**
 * How far the linking of a layer in leaves has come: all that the rest depends on, beside the links
 * themselves. The cuts into leaves are made again: they follow from rows and seed.
 *
 * @param step the last one that is done: 0 for none, {@link #FAR}, one for each quarter of the
 *     leaves of all nodes, {@link #CHOSEN}
 * @param far what the part of nodes chose in leaves of their own; null before FAR, and from CHOSEN
 *     on
 */
public record LeafState(int step, IntRows far) {
  /** The part of nodes is linked in leaves of its own. */
  static final int FAR = 1;

  /** Into how many steps the leaves of all nodes are divided. */
  static final int QUARTERS = 4;

  /** Every node has chosen its neighbours. */
  public static final int CHOSEN = FAR + QUARTERS + 1;

  /** Nothing is done. */
  public static final LeafState NONE = new LeafState(0, null);

  /** Whether the room of the links holds candidates. */
  boolean inLeaves() {
    return step > FAR && step < CHOSEN;
  }

  /** How many quarters of the leaves of all nodes are done. */
  int quarters() {
    return Math.clamp(step - FAR, 0, QUARTERS);
  }

  /** Saves the step and, where there are some, the far candidates. */
  void write(IntPieces ints) throws IOException {
    ints.put(step);
    if (far != null) {
      far.write(ints);
    }
  }

  /** Reads what {@link #write} saved. */
  static LeafState read(SavedInts ints) {
    int step = ints.next();
    return new LeafState(step, step >= FAR && step < CHOSEN ? IntRows.read(ints) : null);
  }
}
