package io.elanus.api;

/**
 * How new the state must be that a read sees, as in Milvus. An engine may always answer with a
 * newer one than was asked for.
 */
public enum ConsistencyLevel {
  /** All that any call had written when the read began. */
  STRONG,
  /** All but the writes of the last moments. */
  BOUNDED,
  /** All that this client had written. */
  SESSION,
  /** Any state, if only there is nothing half done in it. */
  EVENTUALLY
}
