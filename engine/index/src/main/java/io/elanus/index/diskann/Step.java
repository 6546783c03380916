package io.elanus.index.diskann;

/**
 * What a build does one after another; each makes one area of the {@link LastingAreas} from others.
 */
enum Step {
  /** The words of the codes. */
  TRAIN,
  /** The row of each node, and which leaves it belongs to. */
  ASSIGN,
  /** The code of each node. */
  ENCODE,
  /** Candidate edges, from the leaves. */
  LINK_LEAVES,
  /** Those that each node chooses. */
  CHOOSE,
  /** Those and the links back. */
  TURN,
  /** What a search for each node finds. */
  REFINE,
  /** That and the links back: the graph. */
  TURN_AGAIN
}
