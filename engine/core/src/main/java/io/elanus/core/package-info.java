/**
 * The {@link io.elanus.api.Engine} that works in this process over a data directory.
 *
 * <p>Joins the store's bytes and rows with the index algorithms: checks rows against the schema,
 * keeps mapped segments and opened indexes, runs builds, searches. Row ordinals and internal
 * distances (smaller is closer) end here.
 */
package io.elanus.core;
