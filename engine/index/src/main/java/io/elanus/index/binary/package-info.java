/**
 * Binary vectors: BIN_FLAT, BIN_IVF_FLAT and the search of rows that have no index yet.
 *
 * <p>One kernel counts the bits in which vectors differ; every metric follows from that count and
 * the numbers of set bits, so distances are exact and all metrics share one scan. Where no
 * instruction counts the bits of a vector register, several queries of HAMMING that share a list go
 * over slices of it instead, which are made on the way and in no file. May depend on {@code
 * io.elanus.index}, its {@code lists} and {@code cluster} packages, and {@code kernels}.
 */
package io.elanus.index.binary;
