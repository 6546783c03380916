/**
 * Collections on disk: a catalogue and scalar rows in SQLite, vectors in append-only files, derived
 * index files.
 *
 * <p>Knows bytes, rows and segments; nothing of vectors' meaning, metrics or algorithms. SQLite is
 * the transactional truth: a file counts for as much as the catalogue says, bytes beyond that and
 * files it does not name are leftovers. All file access but SQLite's own goes through {@link
 * io.elanus.store.Volume}. May depend on {@code base} and sqlite-jdbc.
 */
package io.elanus.store;
