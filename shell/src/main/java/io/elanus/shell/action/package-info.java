/**
 * What commands do: an input record goes in, an answer comes out, and nothing is printed.
 *
 * <p>The one exception is progress, which long actions report to {@link io.elanus.shell.progress}.
 * Knows neither picocli nor the line editor.
 */
package io.elanus.shell.action;
