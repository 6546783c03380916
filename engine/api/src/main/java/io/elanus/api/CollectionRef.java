package io.elanus.api;

import java.util.Objects;

/**
 * Which collection is meant.
 *
 * @param database that holds it; {@link #DEFAULT_DATABASE} is always there
 */
public record CollectionRef(String database, String name) {
  public static final String DEFAULT_DATABASE = "default";

  public CollectionRef {
    Objects.requireNonNull(database);
    Objects.requireNonNull(name);
  }

  /** A collection of the default database. */
  public static CollectionRef of(String name) {
    return new CollectionRef(DEFAULT_DATABASE, name);
  }

  /** Its name, behind that of its database where this is not the default one. */
  @Override
  public String toString() {
    return database.equals(DEFAULT_DATABASE) ? name : database + "." + name;
  }
}
