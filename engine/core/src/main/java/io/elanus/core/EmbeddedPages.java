package io.elanus.core;

import io.elanus.api.QueryRequest;
import io.elanus.api.RowPage;
import io.elanus.api.RowPages;
import io.elanus.base.Cancellation;
import io.elanus.store.CollectionState;
import io.elanus.store.Readers;
import io.elanus.store.RowTable;
import io.elanus.store.SegmentState;
import io.elanus.store.Store;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;

/**
 * Reads the rows of one state of a collection, page by page; the files of that state stay until the
 * pages are closed.
 */
final class EmbeddedPages implements RowPages {
  /** The rows that are wanted, one after another. */
  private interface Wanted {
    /** The ordinal of the next one; empty behind the last. */
    OptionalLong next(RowTable rows);
  }

  private final Store store;
  private final OpenCollections collections;
  private final QueryRequest request;
  private final Cancellation cancellation;
  private final Readers.Reading reading;
  private final CollectionState state;
  private final Entities entities;
  private final Wanted wanted;
  private long toSkip;
  private long left;
  private RowPage page;
  private boolean over;
  private boolean closed;

  EmbeddedPages(
      Store store, OpenCollections collections, QueryRequest request, Cancellation cancellation) {
    this.store = store;
    this.collections = collections;
    this.request = request;
    this.cancellation = cancellation;
    this.toSkip = request.offset();
    this.left = request.limit();
    this.reading = store.beginReading();
    try {
      this.state = collections.state(request.collection());
      this.entities = new Entities(state.collection(), request.outputFields());
      this.wanted = request.keys().map(this::ofKeys).orElseGet(this::all);
    } catch (RuntimeException | Error refused) {
      reading.close();
      throw refused;
    }
  }

  private Wanted ofKeys(List<Object> given) {
    Iterator<Object> keys = given.stream().map(entities::storedKey).toList().iterator();
    return rows -> {
      while (keys.hasNext()) {
        OptionalLong row = rows.find(keys.next());
        // A row that came later is none of this state.
        if (row.isPresent() && state.knows(row.getAsLong())) {
          return row;
        }
      }
      return OptionalLong.empty();
    };
  }

  private Wanted all() {
    Iterator<SegmentState> segments = state.segments().iterator();
    return new Wanted() {
      private SegmentState segment;
      private int offset;

      @Override
      public OptionalLong next(RowTable rows) {
        while (segment == null || offset >= segment.rows()) {
          if (!segments.hasNext()) {
            return OptionalLong.empty();
          }
          segment = segments.next();
          offset = segment.deletions().nextLive(0);
        }
        long row = segment.row(offset);
        offset = segment.deletions().nextLive(offset + 1);
        return OptionalLong.of(row);
      }
    };
  }

  @Override
  public boolean hasNext() {
    while (page == null && !over && left > 0) {
      RowPage read = readInTime();
      if (read.rows() > 0) {
        page = read;
        left -= read.rows();
      }
    }
    return page != null;
  }

  private RowPage readInTime() {
    boolean whole = false;
    try {
      RowPage read =
          TimeLimit.within(
              request.options().timeout(),
              cancellation,
              "reading a page of collection " + request.collection(),
              this::read);
      whole = true;
      return read;
    } finally {
      // Rows of a page that failed are not to be missed in silence.
      over |= !whole;
    }
  }

  private RowPage read(Cancellation stop) {
    stop.check();
    return collections.whileThere(
        state,
        "read",
        () ->
            store.readRows(
                state.collection(),
                rows -> entities.read(rows, _ -> state, take(rows, stop), stop).page()));
  }

  /** The ordinals of the next page. */
  private long[] take(RowTable rows, Cancellation stop) {
    int most = (int) Math.min(request.pageRows(), left);
    long[] taken = new long[most];
    int count = 0;
    while (count < most) {
      OptionalLong row = wanted.next(rows);
      if (row.isEmpty()) {
        break;
      }
      if (toSkip > 0) {
        stop.check();
        toSkip--;
      } else {
        taken[count++] = row.getAsLong();
      }
    }
    over = count < most;
    return Arrays.copyOf(taken, count);
  }

  @Override
  public RowPage next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no page follows");
    }
    RowPage next = page;
    page = null;
    return next;
  }

  @Override
  public void close() {
    over = true;
    page = null;
    if (!closed) {
      closed = true;
      reading.close();
    }
  }
}
