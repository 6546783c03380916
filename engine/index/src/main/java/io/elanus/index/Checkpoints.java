package io.elanus.index;

import java.io.IOException;
import java.util.Optional;

/** Keeps the last resumable state of a build across a crash. */
public interface Checkpoints {
  /** The state last saved for this very build (same rows, shape and seed), if any. */
  Optional<byte[]> load() throws IOException;

  /** Replaces the saved state, durably. */
  void save(byte[] state) throws IOException;

  static Checkpoints none() {
    return new Checkpoints() {
      @Override
      public Optional<byte[]> load() {
        return Optional.empty();
      }

      @Override
      public void save(byte[] state) {}
    };
  }
}
