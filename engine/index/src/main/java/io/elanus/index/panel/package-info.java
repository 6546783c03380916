/**
 * Vectors in lists of 16-lane panels, and the search over them that FLAT and every IVF type share.
 *
 * <p>A search picks candidates by float32 panel distances, computes their exact distances in double
 * precision, and proves with a rounding-error bound that no other row could have been nearer; where
 * it cannot, it looks again. So results are those of an exact search over the probed lists, in any
 * order of work and for any number of threads. May depend on {@code io.elanus.index} and {@code
 * kernels}.
 */
package io.elanus.index.panel;
