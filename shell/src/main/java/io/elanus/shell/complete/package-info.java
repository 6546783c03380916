/**
 * What could stand at the cursor of a command line: commands, flags, and values by their kind.
 *
 * <p>Pure, without a terminal; the interactive shell and the generated completions of bash, zsh and
 * fish both read it. May depend on the grammar, the parameter table and the engine's API.
 */
package io.elanus.shell.complete;
