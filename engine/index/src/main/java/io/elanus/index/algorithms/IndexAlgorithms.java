package io.elanus.index.algorithms;

import io.elanus.api.index.IndexType;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.auto.AutoAlgorithm;
import io.elanus.index.binary.BinFlatAlgorithm;
import io.elanus.index.binary.BinIvfFlatAlgorithm;
import io.elanus.index.diskann.DiskannAlgorithm;
import io.elanus.index.flat.FlatAlgorithm;
import io.elanus.index.graph.HnswAlgorithm;
import io.elanus.index.graph.RnsgAlgorithm;
import io.elanus.index.ivf.IvfPqAlgorithm;
import io.elanus.index.ivf.IvfSq8Algorithm;
import io.elanus.index.ivf.ScannAlgorithm;
import java.util.Optional;

/** The algorithms that are built in. */
public final class IndexAlgorithms {
  private IndexAlgorithms() {}

  /** The algorithm of a type; empty where the type cannot be built yet. */
  public static Optional<IndexAlgorithm> find(IndexType type) {
    return switch (type) {
      case FLAT -> Optional.of(new FlatAlgorithm());
      case IVF_FLAT -> Optional.of(new IvfSq8Algorithm(true));
      case IVF_SQ8 -> Optional.of(new IvfSq8Algorithm(false));
      case IVF_PQ -> Optional.of(new IvfPqAlgorithm());
      case SCANN -> Optional.of(new ScannAlgorithm());
      case HNSW -> Optional.of(new HnswAlgorithm());
      case DISKANN -> Optional.of(new DiskannAlgorithm());
      case RNSG -> Optional.of(new RnsgAlgorithm());
      case BIN_FLAT -> Optional.of(new BinFlatAlgorithm());
      case BIN_IVF_FLAT -> Optional.of(new BinIvfFlatAlgorithm());
      case GPU_IVF_FLAT -> Optional.empty();
      case GPU_IVF_PQ -> Optional.empty();
      case AUTOINDEX -> Optional.of(new AutoAlgorithm(chosen -> find(chosen).orElseThrow()));
    };
  }
}
