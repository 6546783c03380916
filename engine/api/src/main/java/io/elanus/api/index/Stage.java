package io.elanus.api.index;

/** When a parameter is given. */
public enum Stage {
  BUILD,
  SEARCH
}
