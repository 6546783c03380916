/**
 * The parameter table: every index type with the data and metrics it fits and its parameters, each declared once.
 *
 * <p>Validation, prompts, completion, help and manual pages read it; nothing repeats it.
 */
package io.elanus.index.parameters;
