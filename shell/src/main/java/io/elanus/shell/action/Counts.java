package io.elanus.shell.action;

import io.elanus.api.SchemaRules;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;

/** Refuses counts that no command takes as it refuses words that are no number. */
public final class Counts {
  private Counts() {}

  /**
   * @param limit null where it was not given
   * @throws ElanusException USAGE
   */
  public static void limit(Integer limit) {
    checked("limit", limit, 1);
  }

  /**
   * @param offset null where it was not given
   * @throws ElanusException USAGE
   */
  public static void offset(Integer offset) {
    checked("offset", offset, 0);
  }

  private static void checked(String name, Integer count, int least) {
    if (count != null && (count < least || count > SchemaRules.MAX_LIMIT)) {
      throw new ElanusException(
          ErrorCode.USAGE,
          "%s must be in [%d, %d], got %d".formatted(name, least, SchemaRules.MAX_LIMIT, count));
    }
  }
}
