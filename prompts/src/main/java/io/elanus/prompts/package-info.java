/**
 * Dialogs: a {@link io.elanus.prompts.Form} says which {@link io.elanus.prompts.Question} comes
 * next given the answers so far, an {@link io.elanus.prompts.Asker} puts it to somebody, and {@link
 * io.elanus.prompts.Dialog} brings the two together.
 *
 * <p>Depends on JLine's line reader alone and knows nothing of vectors. Forms and questions are
 * pure values: everything but {@link io.elanus.prompts.TerminalAsker} and the {@link
 * io.elanus.prompts.LineEditor} that it reads with works without a terminal.
 */
package io.elanus.prompts;
