package io.elanus.store;

/** The values of one scalar field for a batch of rows. */
public record FieldScalars(StoredField field, ScalarValues values) {}
