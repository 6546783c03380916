package io.elanus.api.index;

/** The index types; their rules stand in the parameter table. */
public enum IndexType {
  FLAT,
  IVF_FLAT,
  IVF_SQ8,
  IVF_PQ,
  SCANN,
  HNSW,
  DISKANN,
  RNSG,
  BIN_FLAT,
  BIN_IVF_FLAT,
  GPU_IVF_FLAT,
  GPU_IVF_PQ,
  AUTOINDEX
}
