/**
 * What several commands do, and how they read what was typed: values in, answers out, and nothing
 * is printed.
 *
 * <p>The one exception is progress, which long actions report to {@link io.elanus.shell.progress}.
 * Knows neither picocli nor the line editor.
 */
package io.elanus.shell.action;
