package io.elanus.core;

import io.elanus.api.index.IndexType;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.algorithms.IndexAlgorithms;
import io.elanus.store.DiskVolume;
import io.elanus.store.Volume;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an embedded engine takes from outside; tests put their own in its place.
 *
 * @param algorithms of the index types; empty for a type that cannot be built
 */
public record EngineDependencies(
    Volume volume, Function<IndexType, Optional<IndexAlgorithm>> algorithms, InstantSource clock) {

  public static EngineDependencies standard() {
    return new EngineDependencies(new DiskVolume(), IndexAlgorithms::find, InstantSource.system());
  }
}
