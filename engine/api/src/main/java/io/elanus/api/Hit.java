package io.elanus.api;

import java.util.Map;

/**
 * One neighbour.
 *
 * @param id the primary key, {@link Long} or {@link String}
 * @param distance as the metric reports it: squared L2, inner product, cosine; infinite where it is
 *     beyond the largest float
 * @param entity the requested output fields by name, in the order asked for
 */
public record Hit(Object id, float distance, Map<String, Object> entity) {}
