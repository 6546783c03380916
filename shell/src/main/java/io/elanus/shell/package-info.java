/**
 * The program: reads the arguments of the process, puts a session together, and runs commands from
 * where the arguments say.
 */
package io.elanus.shell;
