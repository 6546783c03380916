package io.elanus.core;

import io.elanus.api.ReadOptions;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import java.util.Collection;

/**
 * Refuses what requests may want and a data directory cannot do yet. Levels of consistency need no
 * refusal: each read sees all that was written before it, which is the strongest of them.
 */
final class Unsupported {
  private Unsupported() {}

  /**
   * @throws ElanusException UNSUPPORTED
   */
  static void refuse(ReadOptions options) {
    refuse(options.filter(), options.partitions());
  }

  /**
   * @throws ElanusException UNSUPPORTED
   */
  static void refuse(String filter, Collection<String> partitions) {
    if (!filter.isEmpty()) {
      throw new ElanusException(
          ErrorCode.UNSUPPORTED,
          "filters are not supported in a data directory yet, got " + Wording.quoted(filter),
          "name rows by their keys, or choose among those of the answer");
    }
    if (!partitions.isEmpty()) {
      throw new ElanusException(
          ErrorCode.UNSUPPORTED,
          "partitions are not supported in a data directory yet, got "
              + String.join(", ", partitions),
          "leave the partition out: all rows of a collection are in one");
    }
  }
}
