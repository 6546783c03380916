package io.elanus.shell.action;

import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.DuplicateKeys;
import io.elanus.api.Engine;
import io.elanus.api.RowBatch;
import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import io.elanus.formats.RowFile;
import io.elanus.formats.RowReader;
import io.elanus.shell.progress.ProgressEvent;
import io.elanus.shell.progress.ProgressView;
import io.elanus.shell.progress.ProgressViews;
import io.elanus.shell.session.Interrupts;
import io.elanus.shell.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a file into a collection, batch by batch; each batch is durable before the next one is
 * read.
 */
public final class Import {
  private static final int BATCH_ROWS = 32_768;

  private final Session session;
  private final DuplicateKeys onDuplicate;
  private Imported imported = Imported.NOTHING;

  /**
   * @param onDuplicate null for an error
   */
  public Import(Session session, DuplicateKeys onDuplicate) {
    this.session = session;
    this.onDuplicate = onDuplicate == null ? DuplicateKeys.ERROR : onDuplicate;
  }

  /**
   * Imports the file. Fails with what was wrong, after which the batches before it stay.
   *
   * @param map column to field
   * @param timeout after which no further batch is begun; null for ever
   */
  public Imported run(
      CollectionSchema schema, RowFile file, Map<String, String> map, Duration timeout) {
    Instant deadline = Timeouts.deadline(session, timeout);
    Cancellation cancellation = new Cancellation();
    Engine engine = session.engine();
    Instant start = session.clock().instant();
    try (RowReader reader = file.read(schema, map, BATCH_ROWS);
        ProgressView view = ProgressViews.open(session, "import " + file.path().getFileName());
        Interrupts.Guard _ = session.interrupts().during(cancellation::cancel)) {
      view.show(event(reader, start));
      for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        cancellation.check();
        if (session.clock().instant().isAfter(deadline)) {
          throw Timeouts.exceeded(file.path().getFileName() + " was not imported", timeout, null);
        }
        imported =
            imported.plus(
                engine.data().insert(CollectionRef.of(schema.name()), batch, onDuplicate));
        view.show(event(reader, start));
      }
      engine.data().flush(CollectionRef.of(schema.name()));
      view.finish(event(reader, start));
      return imported;
    } catch (OutOfMemoryError e) {
      ElanusException error =
          new ElanusException(
              ErrorCode.MEMORY_LIMIT,
              "out of memory while importing %s, behind row %d"
                  .formatted(file.path().getFileName(), read()),
              "give the program more with ELANUS_JAVA_OPTS=-Xmx8g",
              e);
      throw new ElanusException(error.code(), error.getMessage(), hint(schema, error), e);
    } catch (ElanusException e) {
      // The engine knows the numbers of rows, not the file that they came from.
      String message =
          e.code() == ErrorCode.ALREADY_EXISTS
              ? "%s: %s".formatted(file.path().getFileName(), e.getMessage())
              : e.getMessage();
      throw new ElanusException(e.code(), message, hint(schema, e), e);
    }
  }

  /** Rows of the file that were dealt with by now. */
  private long read() {
    return imported.inserted() + imported.skipped();
  }

  private String hint(CollectionSchema schema, ElanusException error) {
    if (error.code() == ErrorCode.ALREADY_EXISTS) {
      return duplicates(session, schema);
    }
    long rows = read();
    if (rows == 0) {
      return error
          .hint()
          .orElse(error.code() == ErrorCode.CANCELLED ? null : "nothing was inserted");
    }
    String before =
        "the %s before it %s in %s"
            .formatted(Wording.count(rows, "row"), rows == 1 ? "is" : "are", schema.name());
    return error.hint().map(hint -> hint + "; " + before).orElse(before);
  }

  /** What can be done where a key is there, as where an import that was killed is repeated. */
  public static String duplicates(Session session, CollectionSchema schema) {
    long rows = session.engine().collections().describe(CollectionRef.of(schema.name())).rows();
    return "%s has %s; --on-duplicate skip keeps the rows that came first and goes on, --on-duplicate replace keeps the last"
        .formatted(schema.name(), Wording.count(rows, "row"));
  }

  private ProgressEvent event(RowReader reader, Instant start) {
    Duration elapsed = Duration.between(start, session.clock().instant());
    double seconds = elapsed.toNanos() / 1e9;
    double fraction =
        reader.bytesTotal() == 0 ? 0 : (double) reader.bytesRead() / reader.bytesTotal();
    double left = fraction > 0 ? seconds / fraction * (1 - fraction) : 0;
    return new ProgressEvent(
        "import",
        0,
        0,
        fraction,
        "rows",
        read(),
        reader.rowsTotal().orElse(0),
        seconds > 0 ? read() / seconds : 0,
        elapsed,
        fraction > 0 ? Optional.of(Duration.ofMillis((long) (left * 1000))) : Optional.empty());
  }
}
