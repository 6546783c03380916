/**
 * Completes what was left open on a command line: by asking at a terminal, or, without one, by
 * naming the missing option.
 *
 * <p>Each command's questions are a pure {@link io.elanus.prompts.Form} over the engine's catalog
 * and the parameter table; nothing here prints but the equivalent command line. May depend on
 * inputs, the engine's API, the parameter table and prompts.
 */
package io.elanus.shell.dialog;
