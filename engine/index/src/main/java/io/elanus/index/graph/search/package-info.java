/**
 * Links between nodes, and the beam search over them that HNSW, RNSG and DISKANN share. A search
 * ends by a {@link io.elanus.index.graph.search.TerminationTable}.
 *
 * <p>Knows nodes and a {@link io.elanus.index.graph.search.Scorer}, never vectors. May depend on
 * {@code io.elanus.index}, {@code lists} and {@code kernels}.
 */
package io.elanus.index.graph.search;
