package io.elanus.index.graph.build;

import io.elanus.index.BuildContext;
import io.elanus.index.Checkpoints;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the linking of a graph stands between two batches: all that the next one depends on.
 *
 * <p>As ints, little-endian: version 3; layers, the topmost first; nodes linked in the last of
 * them; the step of its {@link LeafState}, 0 where it has none; if that has far candidates, their
 * nodes, width and so many ints for each node; then for each layer nodes, width and for each node
 * size and so many neighbours. Where the room of the last layer's links holds candidates, it has
 * width ints for each node instead.
 *
 * @param layers the topmost first; the last one is under way
 * @param linked nodes of the last layer that are linked
 * @param leaves where the last layer stands if it is linked in leaves
 */
public record LinkState(List<BuildLinks> layers, int linked, LeafState leaves) {
  private static final int VERSION = 3;

  /** Heap bytes that it takes to save a state. */
  public static final long SAVING_BYTES = IntPieces.BYTES;

  /** The saved state, if there is one that can be read. */
  public static Optional<LinkState> load(Checkpoints checkpoints) throws IOException {
    Optional<MemorySegment> saved = checkpoints.map();
    if (saved.isEmpty()) {
      return Optional.empty();
    }
    SavedInts ints = new SavedInts(saved.get());
    try {
      if (ints.next() != VERSION) {
        return Optional.empty();
      }
      int count = ints.next();
      int linked = ints.next();
      LeafState leaves = LeafState.read(ints);
      List<BuildLinks> layers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        layers.add(BuildLinks.read(ints, i == count - 1 && leaves.inLeaves()));
      }
      return Optional.of(new LinkState(layers, linked, leaves));
    } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
      return Optional.empty(); // not a state of this kind
    }
  }

  public void save(BuildContext context) throws IOException {
    context
        .checkpoints()
        .save(
            pieces -> {
              IntPieces ints = new IntPieces(pieces, context.cancellation());
              write(ints);
              ints.flush();
            });
  }

  private void write(IntPieces ints) throws IOException {
    ints.put(VERSION);
    ints.put(layers.size());
    ints.put(linked);
    leaves.write(ints);
    for (BuildLinks layer : layers) {
      layer.write(ints, layer == layers.getLast() && leaves.inLeaves());
    }
  }
}
