/**
 * Vectors in lists, how the centroids of lists are ranked, and the search over lists that several
 * index types share. Vectors lie in dimension-major blocks of 16 (PDX).
 *
 * <p>May depend on {@code io.elanus.index} and {@code kernels}.
 */
package io.elanus.index.lists;
