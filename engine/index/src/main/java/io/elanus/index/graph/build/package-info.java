/**
 * How nodes are linked: one after another, or all at once in leaves; the pruner that chooses
 * diverse neighbours, and the links back. DISKANN takes its pruner, leaf linker and in-links from
 * here.
 *
 * <p>A build compares full vectors, those of a {@link io.elanus.index.graph.build.BuildSpace}, and
 * never takes a lock: it links batches of nodes against a graph that stands still, then turns their
 * links round, so a graph has the same bytes for any number of threads. May depend on {@code
 * io.elanus.index}, {@code lists}, {@code graph.search} and {@code kernels}.
 */
package io.elanus.index.graph.build;
