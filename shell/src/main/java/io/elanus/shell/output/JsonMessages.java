package io.elanus.shell.output;

import io.elanus.base.ElanusException;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/**
 * Messages as JSON events, so that a program can read each line of the error stream.
 *
 * <pre>
 * {"event": "message", "message": "inserted 3 rows into book"}
 * {"event": "note", "message": "no row with id 9000"}
 * {"event": "error", "place": "build.elanus:3", "code": "OUT_OF_RANGE", "message": "...", "hint": null}
 * </pre>
 */
public final class JsonMessages implements Messages {
  private final Writer err;

  public JsonMessages(Writer err) {
    this.err = err;
  }

  @Override
  public void say(String sentence) {
    write(Answer.object("event", "message", "message", sentence));
  }

  @Override
  public void note(String sentence) {
    write(Answer.object("event", "note", "message", sentence));
  }

  @Override
  public void error(String place, ElanusException error, String trace) {
    Map<String, Object> event =
        Answer.object(
            "event", "error",
            "place", place.isEmpty() ? null : place,
            "code", error.code().name(),
            "message", error.getMessage(),
            "hint", error.hint().orElse(null));
    if (!trace.isEmpty()) {
      event.put("trace", trace);
    }
    write(event);
  }

  private void write(Map<String, Object> event) {
    try {
      err.write(Json.text(event) + "\n");
      err.flush();
    } catch (IOException e) {
      // The reader has gone; the work goes on without being watched.
    }
  }
}
