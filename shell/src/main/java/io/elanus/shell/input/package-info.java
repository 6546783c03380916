/**
 * What a command was asked to do: one record for each command, the same whether it came from flags,
 * a script line or a dialog.
 *
 * <p>A component is null where it was not given. Values stay as they were typed (types, metrics,
 * keys): the action that runs the record checks them, so that every way of asking meets the same
 * rules. Depends on the JDK alone.
 */
package io.elanus.shell.input;
