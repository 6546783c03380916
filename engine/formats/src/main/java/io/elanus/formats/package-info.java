/**
 * Readers of embedding files: .npy, .fvecs, .ivecs, .bvecs, .csv, .tsv, .json, .jsonl, and the .gz
 * form of each.
 *
 * <p>{@link io.elanus.formats.RowFiles} opens a file of rows, {@link io.elanus.formats.QueryFile} a
 * file of query vectors. Everything streams: memory depends on the size of a batch, never on the
 * size of a file. Values are checked here, against the schema, so that an error can name file, row
 * and column; a bad row fails before its batch is handed out. May depend on {@code base}, on the
 * types of {@code io.elanus.api}, and on jackson-core.
 */
package io.elanus.formats;
