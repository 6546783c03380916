/**
 * Graphs of near neighbours: HNSW (Malkov and Yashunin, 2016) over float and binary vectors, RNSG,
 * and what every graph index shares.
 *
 * <p>Nodes are numbered from 0, in a graph under construction by row, in a file in an order that
 * keeps neighbours together. A build compares full vectors and never takes a lock: it links batches
 * of nodes against a graph that stands still, then turns their links round, so a graph has the same
 * bytes for any number of threads. What they link is a {@link BuildSpace}, what a search goes over
 * a {@link SearchSpace}: over float vectors codes of a byte for each value, of long vectors behind
 * 1-bit codes, with exact distances of the best from the segment's own vectors; over binary vectors
 * these themselves. A search ends by a {@link TerminationTable}, which {@link TerminationTrials}
 * fill. May depend on {@code io.elanus.index}, {@code lists}, {@code flat}, {@code cluster}, {@code
 * binary} and {@code kernels}.
 */
package io.elanus.index.graph;
