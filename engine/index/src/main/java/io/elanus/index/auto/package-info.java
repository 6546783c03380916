/**
 * AUTOINDEX: chooses another index type and its parameters by rows, dimension and memory, and
 * searches it at levels that trade time for recall.
 *
 * <p>May depend on {@code io.elanus.index} and {@code lists}; it gets to other types only by the
 * function that finds algorithms.
 */
package io.elanus.index.auto;
