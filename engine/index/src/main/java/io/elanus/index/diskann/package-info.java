/**
 * DISKANN: a Vamana graph on disk, product-quantised codes in memory, exact distances from the
 * segment's own vectors (after DiskANN, Subramanya and others, 2019).
 *
 * <p>Rows of the same bytes are one row to a build, and share a node: were each a node, the
 * neighbours of every one of them would be the others, and no link would lead on.
 *
 * <p>Values of very different scale must not cost the digits of the small ones: rows are scaled and
 * centred (see {@link Frame}), near points are compared value by value, words ignore outliers, and
 * where codes still cannot tell neighbours apart (see {@link Resolution}), searches read whole
 * vectors.
 *
 * <p>A build never holds the vectors or the graph on the heap. It divides the rows into overlapping
 * leaves, links inside each leaf by one matrix of distances (after PiPNN, 2026), and links once
 * more what a search for each row finds; what it has so far lies in {@link
 * io.elanus.index.SectionSink#lasting} memory, where a build that a crash ended finds it. Every
 * piece of work owns what it writes, so there are no locks and the file has the same bytes for any
 * number of threads, which JVector's own concurrent builder does not promise. The graph section is
 * written by JVector in JVector's format, so JVector's readers open it too. May depend on {@code
 * io.elanus.index}, {@code lists}, {@code flat}, {@code graph}, {@code cluster}, {@code pq}, {@code
 * kernels} and JVector.
 */
package io.elanus.index.diskann;
