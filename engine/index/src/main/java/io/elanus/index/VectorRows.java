package io.elanus.index;

/** The vectors of one segment, numbered from 0. */
public sealed interface VectorRows permits FloatRows, BitRows {
  /** How many there are. */
  int count();

  /** Values per vector; bits of a binary vector. */
  int dim();
}
