package io.elanus.formats;

import java.io.InputStream;
import java.io.StringWriter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads JSON token by token. */
final class JsonValues {
  /** NaN and Infinity, which Python writes, are read so that the error can name row and column. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final JsonFactory STRICT = new JsonFactory();

  private JsonValues() {}

  static JsonParser parser(InputStream in) {
    return FACTORY.createParser(ObjectReadContext.empty(), in);
  }

  /** The value at the current token, compact; leaves the parser at its last token. */
  static String text(JsonParser parser) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = STRICT.createGenerator(ObjectWriteContext.empty(), text)) {
      generator.copyCurrentStructureExact(parser);
    }
    return text.toString();
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
      case VALUE_STRING -> BadValue.quoted(parser.getString());
      case null -> "nothing";
      default -> parser.getString();
    };
  }
}
