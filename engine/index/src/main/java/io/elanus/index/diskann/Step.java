package io.elanus.index.diskann;

/**
 * What a build does one after another; each makes one area of the {@link Workspace} from others.
 */
enum Step {
  /** The words of the codes. */
  TRAIN,
  /** The row of each node, and which leaves it belongs to. */
  ASSIGN,
  /** The code of each node. */
  ENCODE,
  /** Links that the leaves propose. */
  PROPOSE,
  /** Those that each node chooses. */
  CHOOSE,
  /** Those and the links back. */
  TURN,
  /** What a walk to each node finds. */
  REFINE,
  /** That and the links back: the graph. */
  TURN_AGAIN
}
