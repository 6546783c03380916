/**
 * The interactive shell: reads lines at a terminal with history, completion and colours, and hands
 * them to the line executor.
 *
 * <p>The only package that holds a terminal. What could stand at the cursor and what a word means
 * is decided in {@code complete} and {@code run}; here it is shown.
 */
package io.elanus.shell.repl;
