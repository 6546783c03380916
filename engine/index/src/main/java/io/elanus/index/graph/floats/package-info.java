/**
 * Graphs over float vectors. They are built over the vectors themselves and searched over codes of
 * a byte for each value, of long vectors behind 1-bit codes, with exact distances of the best from
 * the segment's own vectors; {@link io.elanus.index.graph.floats.CodeTrials} find out where codes
 * do not serve.
 *
 * <p>May depend on the other packages of graphs but {@code bits}, {@code io.elanus.index}, {@code
 * lists}, {@code flat}, {@code cluster} and {@code kernels}.
 */
package io.elanus.index.graph.floats;
