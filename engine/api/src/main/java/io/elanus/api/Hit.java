package io.elanus.api;

/**
 * One neighbour, apart from the columns of its result.
 *
 * @param id the primary key, {@link Long} or {@link String}
 * @param distance as {@link SearchResult} has it
 */
public record Hit(Object id, float distance) {}
