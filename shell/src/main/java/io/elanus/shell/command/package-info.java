/**
 * The grammar: picocli classes that declare flags and turn them into an input record, and the tree
 * of their names.
 *
 * <p>A command class is created only when its line is parsed. Nothing here runs or prints anything.
 */
package io.elanus.shell.command;
