package io.elanus.core;

import io.elanus.api.QueryRequest;
import io.elanus.api.RowPage;
import io.elanus.api.RowPages;
import io.elanus.base.Cancellation;
import io.elanus.store.CollectionState;
import io.elanus.store.Readers;
import io.elanus.store.SegmentState;
import io.elanus.store.Store;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/**
 * Reads the rows of one state of a collection, page by page; the files of that state stay until the
 * pages are closed.
 */
final class EmbeddedPages implements RowPages {
  /** Keys that are looked up together. */
  private static final int KEYS = 1024;

  private final Store store;
  private final OpenCollections collections;
  private final QueryRequest request;
  private final Cancellation cancellation;
  private final Readers.Reading reading;
  private final CollectionState state;
  private final Entities entities;

  /** The ordinals of the rows that are wanted, one after another. */
  private final PrimitiveIterator.OfLong wanted;

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
      this.entities = new Entities(store, state.collection(), request.outputFields());
      this.wanted = request.keys().map(this::ofKeys).orElseGet(this::all);
    } catch (RuntimeException | Error refused) {
      reading.close();
      throw refused;
    }
  }

  private PrimitiveIterator.OfLong ofKeys(List<Object> given) {
    List<Object> keys = given.stream().map(entities::storedKey).toList();
    return IntStream.iterate(0, from -> from < keys.size(), from -> from + KEYS)
        .mapToObj(from -> keys.subList(from, Math.min(from + KEYS, keys.size())))
        .flatMapToLong(some -> Arrays.stream(store.find(state, some)))
        // A row that came later is none of this state.
        .filter(row -> row >= 0 && state.knows(row))
        .iterator();
  }

  private PrimitiveIterator.OfLong all() {
    return state.segments().stream().flatMapToLong(SegmentState::liveRowNumbers).iterator();
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
        state, "read", () -> entities.read(state, take(stop), stop).page());
  }

  /** The ordinals of the next page. */
  private long[] take(Cancellation stop) {
    int most = (int) Math.min(request.pageRows(), left);
    long[] taken = new long[most];
    int count = 0;
    while (count < most && wanted.hasNext()) {
      long row = wanted.nextLong();
      if (toSkip > 0) {
        stop.check();
        toSkip--;
      } else {
        taken[count++] = row;
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
