/**
 * Graphs over binary vectors, built and searched over the vectors themselves.
 *
 * <p>May depend on the other packages of graphs but {@code floats}, {@code io.elanus.index}, {@code
 * lists}, {@code cluster}, {@code binary} and {@code kernels}.
 */
package io.elanus.index.graph.bits;
