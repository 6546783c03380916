package io.elanus.core;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;

/** Turns whatever ended some work into an error of the public API. */
final class Reasons {
  private Reasons() {}

  /**
   * @param doing what failed, such as "building index vector"
   */
  static ElanusException of(String doing, Throwable failure) {
    return switch (failure) {
      case ElanusException told -> told;
      case OutOfMemoryError memory ->
          new ElanusException(
              ErrorCode.MEMORY_LIMIT,
              "%s failed: out of memory (%s)".formatted(doing, memory.getMessage()),
              "give the program more with ELANUS_JAVA_OPTS=-Xmx8g",
              memory);
      case InternalError unreadable when isFileFault(unreadable) ->
          new ElanusException(
              ErrorCode.IO_FAILURE,
              doing + " failed: the disk did not give a part of a file",
              "look into the system's log for errors of the disk, then run check",
              unreadable);
      default ->
          new ElanusException(
              ErrorCode.INTERNAL, "%s failed: %s".formatted(doing, failure), null, failure);
    };
  }

  /** Whether the system failed to read a page of a mapped file, as the JVM words it. */
  static boolean isFileFault(InternalError error) {
    return String.valueOf(error.getMessage()).contains("unsafe memory access");
  }
}
