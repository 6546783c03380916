package io.elanus.index;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Keeps the last resumable state of a build across a crash. */
public interface Checkpoints {
  /** Receives a state piece by piece. */
  @FunctionalInterface
  interface Pieces {
    /** Takes all remaining bytes of a heap buffer, a mebibyte or so. */
    void write(ByteBuffer piece) throws IOException;
  }

  /** A state that is not to be one array, as it is large. */
  @FunctionalInterface
  interface State {
    void writeTo(Pieces pieces) throws IOException;
  }

  /** The state last saved for this very build (same rows, shape and seed), if any. */
  Optional<byte[]> load() throws IOException;

  /** What {@link #load} gives, read where it lies. */
  default Optional<MemorySegment> map() throws IOException {
    return load().map(MemorySegment::ofArray);
  }

  /** Replaces the saved state, durably. */
  void save(byte[] state) throws IOException;

  /** The same, without a copy of the whole state. */
  default void save(State state) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    state.writeTo(
        piece ->
            whole.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining()));
    save(whole.toByteArray());
  }

  static Checkpoints none() {
    return new Checkpoints() {
      @Override
      public Optional<byte[]> load() {
        return Optional.empty();
      }

      @Override
      public void save(byte[] state) {}

      @Override
      public void save(State state) {}
    };
  }
}
