/**
 * K-means over the rows of a segment, for every index type that divides rows into lists.
 *
 * <p>Rows are read from mapped memory as they are needed, never copied whole. Work is cut into
 * pieces that do not depend on the number of threads and sums are added in a fixed order, so
 * centroids are the same bits for any number of threads. May depend on {@code io.elanus.index},
 * {@code lists} and {@code kernels}.
 */
package io.elanus.index.cluster;
