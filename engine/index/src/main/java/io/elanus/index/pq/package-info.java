/**
 * Product quantisation: a vector's residual, its difference from the origin of its list, is cut
 * into parts, and each part stored as the number of the nearest vector of a trained codebook.
 *
 * <p>A distance to a stored vector is then a sum of table entries, one for each part, from tables
 * made once for a query: lists share them, as what depends on the list is one number for a query
 * and list and, for L2, one number stored with each vector. Scans add entries rounded down to whole
 * numbers, which bounds a distance from below; only what passes that bound is worth its distance.
 * Source: Jégou, Douze and Schmid, "Product quantization for nearest neighbor search" (TPAMI 2011).
 *
 * <p>Knows lists of rows, never how they came about. May depend on {@code io.elanus.index}, {@code
 * cluster}, {@code lists} and {@code kernels}.
 */
package io.elanus.index.pq;
