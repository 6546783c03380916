package io.elanus.shell.input;

/** An input that works on one collection, which may be the one in use. */
public interface InCollection {
  /** Null where it was not given. */
  String collection();

  Input withCollection(String collection);
}
