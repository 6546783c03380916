/**
 * Vectors in lists of 16-lane panels, how centres of lists are ranked, and the search over lists
 * that several index types share.
 *
 * <p>May depend on {@code io.elanus.index} and {@code kernels}.
 */
package io.elanus.index.panel;
