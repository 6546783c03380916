/**
 * The sections that the files of all graphs have, and the search of an opened graph, whose vectors
 * are a {@link io.elanus.index.graph.file.SearchSpace}.
 *
 * <p>May depend on {@code io.elanus.index}, {@code lists}, {@code graph.build}, {@code
 * graph.search} and {@code kernels}.
 */
package io.elanus.index.graph.file;
