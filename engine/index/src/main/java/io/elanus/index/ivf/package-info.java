/**
 * Inverted file indexes: rows divided into lists by k-means, of which a search probes the nearest.
 */
package io.elanus.index.ivf;
