package io.elanus.index.parameters;

/** When a parameter is given. */
public enum Stage {
  BUILD,
  SEARCH
}
