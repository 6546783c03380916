/**
 * Binary vectors: BIN_FLAT, BIN_IVF_FLAT and the search of rows that have no index yet.
 *
 * <p>One kernel counts the bits in which vectors differ; every metric follows from that count and
 * the numbers of set bits, so distances are exact and all metrics share one scan. May depend on
 * {@code io.elanus.index}, its {@code panel} and {@code cluster} packages, and {@code kernels}.
 */
package io.elanus.index.binary;
