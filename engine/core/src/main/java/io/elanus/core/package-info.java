/**
 * The {@link io.elanus.api.Engine} that works in this process over a data directory.
 *
 * <p>Joins the store's bytes and rows with the index algorithms: checks rows against the schema,
 * keeps mapped segments and opened indexes, runs builds, searches. Row ordinals and internal
 * distances (smaller is closer) end here.
 *
 * <p>{@code IndexDefinitions} makes what the catalogue holds of a request, {@code IndexBuilds} and
 * {@code SegmentBuild} build it segment by segment, {@code OpenIndexes} opens and keeps the built
 * ones, {@code Searcher} and {@code SegmentSearch} ask them and what has no index yet. {@code
 * Compactions} runs in the background. May depend on every part of the engine but {@code formats}.
 */
package io.elanus.core;
