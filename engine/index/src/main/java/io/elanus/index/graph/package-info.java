/**
 * Graphs of near neighbours: HNSW (Malkov and Yashunin, 2016) over float and binary vectors, and
 * RNSG.
 *
 * <p>Nodes are numbered from 0, in a graph under construction by row, in a file in an order that
 * keeps neighbours together. What lies below, each package on those before it:
 *
 * <ul>
 *   <li>{@code search}: links, and the beam search over them
 *   <li>{@code build}: how nodes are linked
 *   <li>{@code file}: the sections that all graphs have, and the search of an opened graph
 *   <li>{@code floats}, {@code bits}: the vectors that are linked and searched
 * </ul>
 *
 * <p>May depend on these, {@code io.elanus.index}, {@code lists}, {@code flat}, {@code cluster},
 * {@code binary} and {@code kernels}.
 */
package io.elanus.index.graph;
