package io.elanus.index.pq;

import io.elanus.index.Checkpoints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The checkpoints of a build that trains lists first and codebooks after them.
 *
 * <p>While lists are trained their own states are saved as they are. After that the state is,
 * big-endian: int {@value #MAGIC}, int dim, int parts, int bits, int parts trained, int length of
 * the last state of the lists and that state, the trained parts' codebooks as floats.
 */
public final class BuildCheckpoints implements Checkpoints {
  static final int MAGIC = 0x50514342;
  private static final int HEADER = 6 * Integer.BYTES;

  /** A larger state is not worth its writing time. */
  private static final long LARGEST = 1L << 30;

  private final Checkpoints saved;
  private byte[] lists = {};
  private ByteBuffer codebooks;

  /** Reads what {@code saved} holds. */
  public BuildCheckpoints(Checkpoints saved) throws IOException {
    this.saved = saved;
    byte[] state = saved.load().orElse(lists);
    ByteBuffer buffer = ByteBuffer.wrap(state);
    if (state.length < HEADER || buffer.getInt(0) != MAGIC) {
      lists = state;
      return;
    }
    int length = buffer.getInt(HEADER - Integer.BYTES);
    if (length >= 0 && length <= state.length - HEADER) {
      lists = java.util.Arrays.copyOfRange(state, HEADER, HEADER + length);
      codebooks = buffer;
    }
  }

  /** The state of the lists. */
  @Override
  public Optional<byte[]> load() {
    return lists.length == 0 ? Optional.empty() : Optional.of(lists);
  }

  /** Saves a state of the lists. */
  @Override
  public void save(byte[] state) throws IOException {
    lists = state;
    saved.save(state);
  }

  /** Fills in the codebooks that were saved and returns for how many parts. */
  int load(Codebooks books) {
    if (codebooks == null) {
      return 0;
    }
    CodeShape shape = books.shape();
    int parts = codebooks.getInt(4 * Integer.BYTES);
    long floats = (long) parts * shape.partDim() * shape.codes();
    if (codebooks.getInt(Integer.BYTES) != shape.dim()
        || codebooks.getInt(2 * Integer.BYTES) != shape.parts()
        || codebooks.getInt(3 * Integer.BYTES) != shape.bits()
        || parts < 0
        || parts > shape.parts()
        || codebooks.limit() != HEADER + lists.length + floats * Float.BYTES) {
      return 0;
    }
    codebooks.position(HEADER + lists.length);
    codebooks.asFloatBuffer().get(books.values(), 0, (int) floats);
    return parts;
  }

  /** Saves the codebooks of the first parts. */
  void save(Codebooks books, int parts) throws IOException {
    CodeShape shape = books.shape();
    int floats = parts * shape.partDim() * shape.codes();
    long bytes = HEADER + lists.length + (long) floats * Float.BYTES;
    if (bytes > LARGEST) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) bytes);
    buffer.putInt(MAGIC).putInt(shape.dim()).putInt(shape.parts()).putInt(shape.bits());
    buffer.putInt(parts).putInt(lists.length).put(lists);
    buffer.asFloatBuffer().put(books.values(), 0, floats);
    saved.save(buffer.array());
  }
}
