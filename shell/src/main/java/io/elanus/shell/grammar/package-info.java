/**
 * What a command is: its {@link io.elanus.shell.grammar.CommandEntry name and summary}, picocli's
 * model of its flags, and for each the {@link io.elanus.shell.grammar.ValueKind kind} of value that
 * it {@link io.elanus.shell.grammar.Takes takes}. Completion, help, manual, dialogs, messages about
 * what is missing and the line that says the same are all read from that one declaration.
 *
 * <p>Nothing here knows a single command, asks, or prints.
 */
package io.elanus.shell.grammar;
