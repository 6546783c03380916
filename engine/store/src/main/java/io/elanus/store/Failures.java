package io.elanus.store;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;
import java.sql.SQLException;
import java.util.Locale;
import org.sqlite.SQLiteErrorCode;

/** Turns what the system or SQLite throws into the errors of the public API. */
public final class Failures {
  private Failures() {}

  /**
   * @param doing what failed, such as "writing vectors of book"
   */
  public static ElanusException of(String doing, IOException failure) {
    String reason = String.valueOf(failure.getMessage());
    String lower = reason.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("quota exceeded")) {
      return diskFull(doing, failure);
    }
    if (failure instanceof AccessDeniedException
        || lower.contains("read-only file system")
        || lower.contains("permission denied")) {
      return readOnly(doing + ": no permission to write " + reason, failure);
    }
    if (lower.contains("too many open files")) {
      return new ElanusException(
          ErrorCode.TOO_MANY_FILES,
          doing + ": too many files are open",
          "let the program open more files (ulimit -n) and try again; nothing was lost",
          failure);
    }
    if (failure.getCause() instanceof OutOfMemoryError
        || lower.contains("cannot allocate memory")
        || lower.contains("map failed")) {
      return new ElanusException(
          ErrorCode.MEMORY_LIMIT,
          doing + ": no memory is left to map a file",
          "end other programs or allow more maps (vm.max_map_count), and try again; nothing was"
              + " lost",
          failure);
    }
    if (failure instanceof NoSuchFileException) {
      return new ElanusException(
          ErrorCode.DAMAGED_DATA, doing + ": file " + reason + " is missing", null, failure);
    }
    return new ElanusException(ErrorCode.IO_FAILURE, doing + ": " + reason, null, failure);
  }

  static ElanusException of(String doing, ReadOnlyFileSystemException failure) {
    return readOnly(doing + ": the file system is read-only", failure);
  }

  static ElanusException of(String doing, SQLException failure) {
    // Extended result codes carry the primary code in their low byte.
    int primary = failure.getErrorCode() & 0xff;
    if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
      return diskFull(doing, failure);
    }
    if (primary == SQLiteErrorCode.SQLITE_READONLY.code
        || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code
        || primary == SQLiteErrorCode.SQLITE_PERM.code) {
      return readOnly(doing + ": the catalogue cannot be written", failure);
    }
    if (primary == SQLiteErrorCode.SQLITE_BUSY.code
        || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return new ElanusException(
          ErrorCode.DIRECTORY_LOCKED,
          doing + ": another program uses the catalogue (catalog.db)",
          "end that program, a database browser for instance",
          failure);
    }
    if (primary == SQLiteErrorCode.SQLITE_NOMEM.code) {
      return new ElanusException(
          ErrorCode.MEMORY_LIMIT, doing + ": out of memory", "end other programs", failure);
    }
    if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code
        || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return new ElanusException(
          ErrorCode.DAMAGED_DATA,
          doing + ": the catalogue (catalog.db) is damaged",
          "restore the data directory from a copy",
          failure);
    }
    return new ElanusException(
        ErrorCode.IO_FAILURE, doing + ": " + failure.getMessage(), null, failure);
  }

  /**
   * What is damaged, for a report of problems.
   *
   * @throws ElanusException the failure itself, where it is of another kind
   */
  static String damage(ElanusException failure) {
    if (failure.code() != ErrorCode.DAMAGED_DATA) {
      throw failure;
    }
    return failure.getMessage();
  }

  private static ElanusException diskFull(String doing, Exception cause) {
    return new ElanusException(
        ErrorCode.DISK_FULL,
        doing + ": no space left on the disk",
        "free some space and try again; nothing was lost",
        cause);
  }

  private static ElanusException readOnly(String message, Exception cause) {
    return new ElanusException(
        ErrorCode.READ_ONLY, message, "choose a directory that you may write to", cause);
  }
}
