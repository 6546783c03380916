package io.elanus.shell.session;

/** Why data lies where it does. */
public enum DataPlace {
  /** A flag names the directory: that nothing is there is a mistake. */
  NAMED,
  /** Nobody says otherwise: that nothing is there is a first start. */
  USUAL,
  /** It goes when the program ends. */
  TEMPORARY
}
