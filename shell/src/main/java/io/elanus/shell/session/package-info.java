/**
 * What a running shell has: its streams, terminal, environment and settings, and an engine that
 * opens when the first command needs it.
 *
 * <p>Everything is handed in by a builder, so that a test can run the whole shell inside one
 * process. May depend on the engine's API and on output formats; knows no command.
 */
package io.elanus.shell.session;
