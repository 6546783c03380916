package io.elanus.formats;

import io.elanus.base.Wording;
import java.io.InputStream;
import java.io.StringWriter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads JSON token by token. */
final class JsonValues {
  /** Characters of one text; no field holds as many, and a small JVM still reads them. */
  static final int MAX_STRING = 1 << 20;

  /** Of arrays and objects in each other. */
  static final int MAX_DEPTH = 500;

  /** No engine keeps a longer JSON value, so it is not gathered either. */
  private static final int MAX_TEXT = 1 << 20;

  /** NaN and Infinity, which Python writes, are read so that the error can name row and column. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(MAX_STRING)
                  .maxNestingDepth(MAX_DEPTH)
                  .build())
          .build();

  private static final JsonFactory STRICT = new JsonFactory();

  private JsonValues() {}

  static JsonParser parser(InputStream in) {
    return FACTORY.createParser(ObjectReadContext.empty(), in);
  }

  /** The value at the current token, compact; leaves the parser at its last token. */
  static String text(JsonParser parser) {
    StringWriter text = new BoundedText();
    try (JsonGenerator generator = STRICT.createGenerator(ObjectWriteContext.empty(), text)) {
      generator.copyCurrentStructureExact(parser);
    }
    return text.toString();
  }

  /** Refuses to grow beyond what any field holds. */
  private static final class BoundedText extends StringWriter {
    @Override
    public void write(int c) {
      check(1);
      super.write(c);
    }

    @Override
    public void write(char[] characters, int from, int count) {
      check(count);
      super.write(characters, from, count);
    }

    @Override
    public void write(String characters) {
      check(characters.length());
      super.write(characters);
    }

    @Override
    public void write(String characters, int from, int count) {
      check(count);
      super.write(characters, from, count);
    }

    private void check(int more) {
      if (getBuffer().length() + more > MAX_TEXT) {
        throw BadValue.expected(
            "JSON of at most %d characters".formatted(MAX_TEXT), "a longer value");
      }
    }
  }

  /** Whether the text is one JSON value and nothing else. */
  static boolean isValid(String text) {
    try (JsonParser parser = STRICT.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JacksonException _) {
      return false;
    }
  }

  /** The current token as a message shows what was got. */
  static String shown(JsonParser parser) {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> Wording.quoted(parser.getString());
      case null -> "nothing";
      default -> Wording.excerpt(parser.getString());
    };
  }
}
