/**
 * Index algorithms over row ordinals.
 *
 * <p>Knows vectors, metrics and parameters; never ids, schemas or paths. Inside, smaller is always
 * closer; the API edge converts. May depend on {@code api}, {@code base} and {@code kernels}.
 */
package io.elanus.index;
