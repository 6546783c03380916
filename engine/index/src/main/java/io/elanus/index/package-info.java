/**
 * Index algorithms over row ordinals.
 *
 * <p>A parameter such as {@code nlist} comes here in a record of {@link
 * io.elanus.index.BuildParameters} or {@link io.elanus.index.SearchParameters}; what a filter means
 * for a search stands in {@link io.elanus.index.FilteredIndex}.
 *
 * <p>Knows vectors, metrics and parameters; never ids, schemas or paths. Inside, smaller is always
 * closer; the API edge converts. May depend on {@code api}, {@code base} and {@code kernels}.
 */
package io.elanus.index;
