/**
 * Inverted file indexes: rows divided into lists by a coarse quantizer that k-means trains, of
 * which a search probes the {@code nprobe} nearest. faiss calls them inverted lists.
 *
 * <p>{@code nlist} is asked for of each segment by itself. It comes as {@link
 * io.elanus.index.BuildParameters}; {@link CoarseQuantizer} trains so many centroids, fewer where a
 * segment has few rows for them, and leaves out lists that no row falls into: the number that is
 * left stands in section {@code facts}, and a larger {@code nprobe} looks into all of them.
 *
 * <p>IVF_FLAT and IVF_SQ8 are one algorithm, {@link IvfSq8Algorithm}: lists of byte codes, behind
 * which IVF_FLAT compares the rows themselves by a bound that loses nothing. IVF_PQ and SCANN share
 * {@link PqAlgorithm}. May depend on {@code io.elanus.index}, {@code cluster}, {@code flat}, {@code
 * sq8}, {@code pq}, {@code lists} and {@code kernels}.
 */
package io.elanus.index.ivf;
