package io.elanus.store;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Reads scalar values of rows: from row groups without SQL, else from the tails of their segments.
 *
 * <p>A tail may have become row groups since the state was published; then a later state has them.
 */
final class ScalarReader {
  private static final int ROWS_PER_PAUSE = 1024;

  private final States states;
  private final ReadSessions sessions;
  private final Runnable pause;

  /**
   * @param pause runs after some rows, and may throw to give up
   */
  ScalarReader(States states, ReadSessions sessions, Runnable pause) {
    this.states = states;
    this.sessions = sessions;
    this.pause = pause;
  }

  /**
   * @param rows ordinals that the state knows
   * @param fields scalar fields; the key also where the store makes it
   */
  ScalarRows read(CollectionState state, long[] rows, List<StoredField> fields) {
    List<FieldScalars> columns = TailTable.allocate(fields, rows.length);
    StoredCollection collection = state.collection();
    List<FieldScalars> stored = columns;
    if (collection.autoId()) {
      stored = columns.stream().filter(column -> !column.field().primaryKey()).toList();
      columns.stream()
          .filter(column -> column.field().primaryKey())
          .map(column -> (ScalarValues.Integers) column.values())
          .forEach(keys -> System.arraycopy(rows, 0, keys.values(), 0, rows.length));
    }
    BitSet gone = new BitSet();
    int[] left = stored.isEmpty() ? new int[0] : IntStream.range(0, rows.length).toArray();
    CollectionState current = state;
    while (true) {
      left = readGroups(current, rows, left, stored, gone);
      left = readTails(current, rows, left, stored);
      if (left.length == 0) {
        return new ScalarRows(columns, gone);
      }
      current = after(current);
    }
  }

  /** Reads what lies in row groups; returns the places of the others. */
  private int[] readGroups(
      CollectionState state, long[] rows, int[] places, List<FieldScalars> into, BitSet gone) {
    return left(
        places,
        place -> {
          SegmentState segment = state.segment(rows[place]);
          if (segment == null) {
            gone.set(place);
            return true;
          }
          int offset = segment.offset(rows[place]);
          boolean grouped = offset < segment.stored().groupedRows();
          if (grouped) {
            segment.groups().read(offset, into, place);
          }
          return grouped;
        });
  }

  /** Reads what lies in tails; returns the places of what does not any more. */
  private int[] readTails(
      CollectionState state, long[] rows, int[] places, List<FieldScalars> into) {
    if (places.length == 0) {
      return places;
    }
    return sessions.read(
        sql -> {
          TailTable tail = new TailTable(sql, state.collection());
          return left(
              places,
              place -> {
                boolean read = tail.read(rows[place], into, place);
                if (!read) {
                  requireMoved(sql, state, rows[place]);
                }
                return read;
              });
        });
  }

  /** The places that are not done with, pausing now and then. */
  private int[] left(int[] places, IntPredicate done) {
    int[] left = new int[places.length];
    int count = 0;
    for (int i = 0; i < places.length; i++) {
      if (i % ROWS_PER_PAUSE == 0) {
        pause.run();
      }
      if (!done.test(places[i])) {
        left[count++] = places[i];
      }
    }
    return Arrays.copyOf(left, count);
  }

  /** The row is in no tail: a commit has made a row group of it, or it is lost. */
  private static void requireMoved(Sql sql, CollectionState state, long row) {
    SegmentState segment = state.segment(row);
    Optional<Integer> grouped =
        sql.queryFirst(
            "SELECT grouped_rows FROM segments WHERE id = ?",
            result -> result.getInt(1),
            segment.stored().id());
    if (grouped.isPresent() && grouped.get() <= segment.offset(row)) {
      throw new ElanusException(
          ErrorCode.DAMAGED_DATA,
          "catalog.db: row %d of collection %s is missing"
              .formatted(row, state.collection().name()),
          "run check to see all damage");
    }
  }

  /** The state that a commit which a session saw has published, or is about to. */
  private CollectionState after(CollectionState state) {
    while (true) {
      CollectionState now =
          states
              .find(state.collection().id())
              .orElseThrow(
                  () ->
                      new ElanusException(
                          ErrorCode.COLLECTION_NOT_FOUND,
                          "collection %s was dropped while it was read"
                              .formatted(state.collection().name())));
      if (!now.equals(state)) {
        return now;
      }
      Thread.onSpinWait();
    }
  }
}
