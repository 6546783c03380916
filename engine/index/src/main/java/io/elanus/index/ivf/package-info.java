/**
 * Inverted file indexes: rows divided into lists by a coarse quantizer that k-means trains, of
 * which a search probes the {@code nprobe} nearest. How many lists there are, {@code nlist}, is a
 * {@link io.elanus.index.BuildParameters} until {@link CoarseQuantizer} trains so many.
 */
package io.elanus.index.ivf;
