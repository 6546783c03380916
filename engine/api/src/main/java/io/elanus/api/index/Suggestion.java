package io.elanus.api.index;

/**
 * A value fitted to the data, for a dialog to offer.
 *
 * @param value Integer or Boolean, within the parameter's range
 * @param reason why: what follows "Proposed: 16, ", without a final full stop
 */
public record Suggestion(Parameter parameter, Object value, String reason) {}
