/**
 * Completes what was left open on a command line: by asking at a terminal, or, without one, by naming the missing
 * option.
 */
package io.elanus.shell.dialog;
