/**
 * Measurements of the engine's parts on files that peers read too, printed as JSON lines.
 *
 * <p>A leaf: nothing depends on it. {@code scripts/bench} runs it beside the peers and makes the
 * tables.
 */
package io.elanus.bench;
