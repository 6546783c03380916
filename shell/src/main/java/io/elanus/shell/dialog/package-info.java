/**
 * Completes what was left open on a command line: by asking at a terminal, or, without one, by
 * naming the missing option.
 *
 * <p>The questions of a command are a pure {@link io.elanus.prompts.Form} made from the kinds of
 * values that it declares; a command of special shape brings a {@link
 * io.elanus.shell.dialog.CommandDialog} of its own. Nothing here prints but the equivalent command
 * line. Knows the grammar, not the commands.
 */
package io.elanus.shell.dialog;
