/**
 * The commands, a file for each, and {@link io.elanus.shell.command.Commands}, which lists them.
 *
 * <p>To add one: write a class that implements {@link io.elanus.shell.grammar.Command}, or extends
 * {@link io.elanus.shell.command.InCollection} or {@link io.elanus.shell.command.OnIndex} for those
 * that work on a collection or an index. Its {@code ENTRY} holds name, summary, other names and
 * examples; its fields are picocli's options and parameters, each with the {@link
 * io.elanus.shell.grammar.Takes kind} of value that it takes and whether a dialog asks for it; its
 * {@code run} returns the answer and never prints. Name the {@code ENTRY} in {@code Commands} and
 * run {@code scripts/generate-docs}. Help, manual, completion, dialog, the message about what is
 * missing and the line that says the same are made from that. {@code FlushCollection} is a plain
 * example, {@code CreateIndex} one with a dialog of its own.
 */
package io.elanus.shell.command;
