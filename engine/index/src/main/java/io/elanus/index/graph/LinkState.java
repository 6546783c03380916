package io.elanus.index.graph;

import io.elanus.index.BuildContext;
import io.elanus.index.Checkpoints;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the linking of an HNSW graph stands between two batches: all that the next one depends on.
 *
 * <p>As bytes, big-endian: int version 2, int layers, the topmost first, int nodes linked in the
 * last of them; then for each layer int nodes, int width and for each node int size and so many int
 * neighbours.
 *
 * @param layers the topmost first; the last one is under way
 * @param linked nodes of the last layer that are linked
 */
record LinkState(List<BuildLinks> layers, int linked) {
  private static final int VERSION = 2;

  /** A larger state is not worth its writing time; such a build starts again after a crash. */
  private static final long LARGEST = 1L << 30;

  /** The cancellation is looked at for every node whose number has none of these bits. */
  private static final int POLL = (1 << 14) - 1;

  /** The saved state, if there is one that can be read. */
  static Optional<LinkState> load(Checkpoints checkpoints) throws IOException {
    Optional<byte[]> saved = checkpoints.load();
    if (saved.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(saved.get());
    try {
      if (buffer.getInt() != VERSION) {
        return Optional.empty();
      }
      int count = buffer.getInt();
      int linked = buffer.getInt();
      List<BuildLinks> layers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        layers.add(read(buffer));
      }
      return Optional.of(new LinkState(layers, linked));
    } catch (BufferUnderflowException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      return Optional.empty(); // not a state of this kind
    }
  }

  private static BuildLinks read(ByteBuffer buffer) {
    BuildLinks links = new BuildLinks(buffer.getInt(), buffer.getInt());
    int[] ids = new int[links.width()];
    for (int node = 0; node < links.nodes(); node++) {
      int size = buffer.getInt();
      for (int i = 0; i < size; i++) {
        ids[i] = buffer.getInt();
      }
      links.set(node, ids, size);
    }
    return links;
  }

  /** Heap bytes of the largest state of so many links; 0 where none is kept. */
  static long bytes(long nodes, long links) {
    long bytes = nodes * Integer.BYTES + links * Integer.BYTES;
    return bytes > LARGEST ? 0 : bytes;
  }

  void save(BuildContext context) throws IOException {
    long bytes = 3L * Integer.BYTES;
    for (BuildLinks layer : layers) {
      bytes += 2L * Integer.BYTES + (long) layer.nodes() * Integer.BYTES;
      context.cancellation().check();
      for (int node = 0; node < layer.nodes(); node++) {
        bytes += (long) layer.size(node) * Integer.BYTES;
      }
    }
    if (bytes > LARGEST) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) bytes);
    buffer.putInt(VERSION).putInt(layers.size()).putInt(linked);
    for (BuildLinks layer : layers) {
      buffer.putInt(layer.nodes()).putInt(layer.width());
      for (int node = 0; node < layer.nodes(); node++) {
        if ((node & POLL) == 0) {
          context.cancellation().check();
        }
        buffer.putInt(layer.size(node));
        for (int i = 0; i < layer.size(node); i++) {
          buffer.putInt(layer.id(node, i));
        }
      }
    }
    context.checkpoints().save(buffer.array());
  }
}
