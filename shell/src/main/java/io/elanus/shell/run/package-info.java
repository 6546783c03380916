/**
 * Runs lines: splits them into commands and words, parses the words, completes what is missing,
 * runs the action, prints its answer, and turns a failure into a message and an exit code.
 *
 * <p>A line takes the same way from the arguments of the process, a script, standard input and the
 * interactive shell.
 */
package io.elanus.shell.run;
