/**
 * Collections on disk: a catalogue and keys in SQLite, vectors and scalar columns in append-only
 * files, derived index files.
 *
 * <p>Knows bytes, rows and segments; nothing of vectors' meaning, metrics or algorithms. SQLite is
 * the transactional truth: a file counts for as much as the catalogue says, bytes beyond that and
 * files it does not name are leftovers. All file access but SQLite's own goes through {@link
 * io.elanus.store.Volume}. May depend on {@code base} and sqlite-jdbc.
 *
 * <p>Writers take turns at one connection ({@code Database}). Each commit publishes an immutable
 * {@link io.elanus.store.CollectionState} of every collection that it changed ({@code States}):
 * segments with their mapped files, deleted rows and opened indexes. Readers work on such a state
 * and wait for no writer. A file that no published state names any more is deleted when the last
 * reader that may know it has ended ({@link io.elanus.store.Readers}).
 *
 * <p>A row has an ordinal for good and a place, its offset in a segment, that changes: {@link
 * io.elanus.store.Compaction} rewrites neighbouring segments as one without their deleted rows. The
 * catalogue leads from a key to the ordinal ({@code KeyTable}), the segment from the ordinal to the
 * place.
 *
 * <p>Scalars lie in row groups ({@code RowGroup}), one column after the other, in one file for each
 * segment, which is appended to, checked and cut like vectors ({@code VectorFile}); it says itself
 * which groups it has, so the catalogue keeps only their rows and bytes. The newest rows of a
 * segment, its tail, have their scalars in SQLite instead ({@code TailTable}), so that a small
 * insert takes two syncs; they become a row group when they are some thousands, or when the segment
 * is sealed ({@code RowWriter}). A reader takes row groups from its state without SQL, and the tail
 * through connections that only read ({@code ScalarReader}, {@code ReadSessions}).
 *
 * <p>The catalogue has a version; {@code CatalogVersions} leads earlier ones to the present.
 */
package io.elanus.store;
