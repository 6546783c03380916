package io.elanus.formats;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.io.IOException;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * The rows of a JSON file: the values of a .jsonl file, the elements of an array, or those of
 * {"rows": [...]}.
 *
 * <p>Call the parser within {@link #guarded} only, which turns its errors into ours.
 */
final class JsonRows implements AutoCloseable {
  private final SourceFile file;
  private final boolean lines;
  private final CountingInput.Counter counter = new CountingInput.Counter();
  private final JsonParser parser;
  private boolean begun;
  private long row;
  private long line;

  JsonRows(SourceFile file) {
    this.file = file;
    this.lines = file.format() != FileFormat.JSON;
    this.parser = guarded(() -> JsonValues.parser(file.stream(counter)));
  }

  JsonParser parser() {
    return parser;
  }

  /** Moves the parser to the first token of the next row; false after the last. */
  boolean next() {
    return guarded(this::advance);
  }

  private boolean advance() {
    if (!lines && !begun) {
      enterArray();
    }
    begun = true;
    JsonToken token = parser.nextToken();
    if (token == null) {
      return false;
    }
    if (!lines && token == JsonToken.END_ARRAY) {
      finish();
      return false;
    }
    row++;
    line = parser.currentTokenLocation().getLineNr();
    return true;
  }

  private void enterArray() {
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_ARRAY) {
      return;
    }
    if (first == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("rows") && value == JsonToken.START_ARRAY) {
          return;
        }
        parser.skipChildren();
      }
    }
    throw new ElanusException(
        ErrorCode.MALFORMED_FILE,
        "%s: must be an array of objects or {\"rows\": [...]}".formatted(file.name()),
        "a file of one object on each line is named .jsonl");
  }

  /** Reads what follows the rows, so that a file cut short there is noticed. */
  private void finish() {
    int depth = parser.streamReadContext().getNestingDepth();
    JsonToken token = parser.nextToken();
    while (token != null && depth > 0) {
      depth = parser.streamReadContext().getNestingDepth();
      token = parser.nextToken();
    }
    if (token != null) {
      throw file.malformed("nothing must follow the rows");
    }
  }

  /** Where the current row is: "words.jsonl:17", "words.json: row 17". */
  String where() {
    return lines && !file.isTyped()
        ? "%s:%d".formatted(file.name(), line)
        : "%s: row %d".formatted(file.name(), row);
  }

  /** Runs what reads from the parser. */
  <T> T guarded(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (JacksonException e) {
      if (e.getCause() instanceof IOException cause) {
        throw file.failure(cause);
      }
      if (e instanceof StreamConstraintsException && begun) {
        boolean deep = e.getOriginalMessage().contains("nesting depth");
        throw new ElanusException(
            ErrorCode.MALFORMED_FILE,
            deep
                ? "%s: arrays and objects must lie at most %d deep in each other, got more"
                    .formatted(where(), JsonValues.MAX_DEPTH)
                : "%s: a text must have at most %d characters, got more"
                    .formatted(where(), JsonValues.MAX_STRING),
            null,
            e);
      }
      TokenStreamLocation at = e.getLocation();
      String place = at == null ? "" : ":%d:%d".formatted(at.getLineNr(), at.getColumnNr());
      throw new ElanusException(
          ErrorCode.MALFORMED_FILE,
          "%s%s: must be JSON: %s".formatted(file.name(), place, reason(e)),
          null,
          e);
    }
  }

  /** The parser's sentence without what it says of its own settings. */
  private String reason(JacksonException e) {
    if (e instanceof UnexpectedEndOfInputException) {
      return file.isTyped() ? "the text ends too early" : "the file ends too early";
    }
    return e.getOriginalMessage()
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst(" \\(code [^)]*\\)", "")
        .replaceFirst(": was expecting.*| \\([^)]*\\[Source.*", "");
  }

  long bytesRead() {
    return counter.bytes();
  }

  @Override
  public void close() {
    parser.close();
  }
}
