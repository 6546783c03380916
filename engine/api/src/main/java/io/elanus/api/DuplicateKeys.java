package io.elanus.api;

/**
 * What an insert does with rows whose primary key is in the collection, or in the batch, already.
 */
public enum DuplicateKeys {
  /** Nothing is inserted, and the error names the key. */
  ERROR,
  /** The row that came first stays; later ones are passed over. */
  SKIP,
  /** The row that came last stays; earlier ones are deleted. */
  REPLACE
}
