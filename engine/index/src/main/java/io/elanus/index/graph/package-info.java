/**
 * Graphs of near neighbours: HNSW (Malkov and Yashunin, 2016), and what every graph index shares.
 *
 * <p>Nodes are numbered from 0, in a graph under construction by row, in a file in an order that
 * keeps neighbours together. A build compares full vectors and never takes a lock: it links batches
 * of nodes against a graph that stands still, then turns their links round, so a graph has the same
 * bytes for any number of threads. A search walks over codes of a byte for each value and computes
 * exact distances of the best from the segment's own vectors. May depend on {@code
 * io.elanus.index}, {@code panel}, {@code flat}, {@code cluster} and {@code kernels}.
 */
package io.elanus.index.graph;
