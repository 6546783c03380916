/**
 * Writes completions for bash, zsh and fish and the manual page from the grammar and the parameter
 * table.
 *
 * <p>The files are committed; a test fails when they no longer say what the program does. Nothing
 * here runs in the program itself.
 */
package io.elanus.shell.docs;
