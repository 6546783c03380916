package io.elanus.store;

import java.util.BitSet;
import java.util.List;

/**
 * Scalar values of some rows, column by column, in the order asked for.
 *
 * @param gone rows that were deleted, and whose values went with a compaction; their places hold
 *     nothing
 */
public record ScalarRows(List<FieldScalars> columns, BitSet gone) {}
