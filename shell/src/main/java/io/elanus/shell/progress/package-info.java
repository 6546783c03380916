/**
 * Shows how far long work has come, on the error stream: a line that redraws itself, plain lines,
 * or JSON events.
 *
 * <p>Never asks the work for more than a snapshot, and never writes data.
 */
package io.elanus.shell.progress;
