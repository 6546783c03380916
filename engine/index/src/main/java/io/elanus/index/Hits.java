package io.elanus.index;

/**
 * Neighbours found, nearest first.
 *
 * @param rows {@code queryCount * k} row ordinals; query q owns [q * k, q * k + counts[q]); ties are ordered by row
 * @param distances internal distances (smaller is closer: squared L2, negated inner product, negated cosine)
 * @param counts how many were found for each query, at most k
 */
public record Hits(int[] rows, float[] distances, int[] counts) {}
