/**
 * What commands answer, and how it is written: {@link io.elanus.shell.output.Answer} is the value,
 * a {@link io.elanus.shell.output.Printer} renders it as a table, JSON or CSV.
 *
 * <p>Depends on the engine's API for hits and on nothing of the shell. Printers write data only;
 * what is said about an outcome goes to the other stream.
 */
package io.elanus.shell.output;
