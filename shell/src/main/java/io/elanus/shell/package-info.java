/**
 * The program: reads the arguments of the process, puts a session together, and runs commands from
 * where the arguments say.
 *
 * <p>{@link io.elanus.shell.grammar} says what a command is; {@link io.elanus.shell.command} holds
 * the commands, and tells how one is added.
 */
package io.elanus.shell;
