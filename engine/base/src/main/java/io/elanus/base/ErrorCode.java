package io.elanus.base;

/** The closed set of errors. */
public enum ErrorCode {
  USAGE(ErrorKind.USAGE),
  MISSING_OPTION(ErrorKind.USAGE),
  INVALID_ARGUMENT(ErrorKind.USER),
  INVALID_NAME(ErrorKind.USER),
  INVALID_SCHEMA(ErrorKind.USER),
  INVALID_ROW(ErrorKind.USER),
  INVALID_VECTOR(ErrorKind.USER),
  ALREADY_EXISTS(ErrorKind.USER),
  COLLECTION_NOT_FOUND(ErrorKind.USER),
  FIELD_NOT_FOUND(ErrorKind.USER),
  INDEX_NOT_FOUND(ErrorKind.USER),
  ENTITY_NOT_FOUND(ErrorKind.USER),
  UNKNOWN_TYPE(ErrorKind.USER),
  UNKNOWN_METRIC(ErrorKind.USER),
  UNKNOWN_PARAMETER(ErrorKind.USER),
  OUT_OF_RANGE(ErrorKind.USER),
  NOT_LOADED(ErrorKind.USER),
  NOT_AVAILABLE(ErrorKind.USER),
  FILE_NOT_FOUND(ErrorKind.USER),
  MALFORMED_FILE(ErrorKind.USER),
  /** Asked of an engine that cannot do it. */
  UNSUPPORTED(ErrorKind.USER),
  /** A server that wants another user or password. */
  UNAUTHENTICATED(ErrorKind.USER),
  /** A server that does not answer. */
  UNAVAILABLE(ErrorKind.ENVIRONMENT),
  TIMEOUT(ErrorKind.ENVIRONMENT),
  NO_DATA_DIRECTORY(ErrorKind.USER),
  DIRECTORY_LOCKED(ErrorKind.ENVIRONMENT),
  READ_ONLY(ErrorKind.ENVIRONMENT),
  DISK_FULL(ErrorKind.ENVIRONMENT),
  IO_FAILURE(ErrorKind.ENVIRONMENT),
  TOO_MANY_FILES(ErrorKind.ENVIRONMENT),
  MEMORY_LIMIT(ErrorKind.ENVIRONMENT),
  DAMAGED_DATA(ErrorKind.ENVIRONMENT),
  OUTDATED_INDEX(ErrorKind.ENVIRONMENT),
  CANCELLED(ErrorKind.INTERRUPTED),
  INTERNAL(ErrorKind.INTERNAL);

  private final ErrorKind kind;

  ErrorCode(ErrorKind kind) {
    this.kind = kind;
  }

  public ErrorKind kind() {
    return kind;
  }
}
