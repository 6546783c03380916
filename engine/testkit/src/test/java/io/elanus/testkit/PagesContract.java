package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.CollectionRef;
import io.elanus.api.Column;
import io.elanus.api.DeleteRequest;
import io.elanus.api.QueryRequest;
import io.elanus.api.ReadOptions;
import io.elanus.api.RowPage;
import io.elanus.api.RowPages;
import io.elanus.base.Cancellation;
import io.elanus.base.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How every engine reads rows in pages. */
abstract class PagesContract extends EngineContract {
  private static final List<String> ID = List.of("id");

  private void fill() {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(BOOK, Rows.batch(0, 300));
    engine.data().insert(BOOK, Rows.batch(300, 200));
    engine.data().delete(BOOK, List.of(0L, 7L, 299L, 499L));
  }

  /** The keys of each page. */
  private List<List<Long>> read(QueryRequest request) {
    List<List<Long>> read = new ArrayList<>();
    try (RowPages pages = engine.data().query(request)) {
      pages.forEachRemaining(page -> read.add(keys(page)));
    }
    return read;
  }

  private static List<Long> keys(RowPage page) {
    return LongStream.of(((Column.Longs) page.column("id")).values()).boxed().toList();
  }

  @Test
  void aCollectionIsReadInPagesInTheOrderOfInsertion() {
    fill();
    List<List<Long>> pages = read(QueryRequest.ofAll(BOOK, ID).withPageRows(64));
    assertTrue(pages.stream().allMatch(page -> !page.isEmpty() && page.size() <= 64));
    List<Long> live =
        LongStream.range(0, 500)
            .filter(key -> !Set.of(0L, 7L, 299L, 499L).contains(key))
            .boxed()
            .toList();
    assertEquals(live, pages.stream().flatMap(List::stream).toList());
    assertEquals(
        List.of(live.subList(10, 40), live.subList(40, 60)),
        read(QueryRequest.ofAll(BOOK, ID).withPageRows(30).withOffset(10).withLimit(50)));
    assertEquals(List.of(), read(QueryRequest.ofAll(BOOK, ID).withOffset(496)));
    engine.collections().create(Rows.schema("empty"));
    assertEquals(List.of(), read(QueryRequest.ofAll(CollectionRef.of("empty"), List.of("*"))));
  }

  @Test
  void keysAreReadInTheirOrder() {
    fill();
    QueryRequest request =
        QueryRequest.ofKeys(BOOK, List.of(400L, 7L, 3L, 1000L, 2L, 3L), ID).withPageRows(2);
    assertEquals(List.of(List.of(400L, 3L), List.of(2L, 3L)), read(request));
    assertEquals(List.of(List.of(3L, 2L)), read(request.withOffset(1).withLimit(2)));
    refused(
        ErrorCode.INVALID_ARGUMENT, () -> read(QueryRequest.ofKeys(BOOK, List.of("seven"), ID)));
  }

  @Test
  void aPageHoldsAColumnForEachFieldThatWasAskedFor() {
    fill();
    try (RowPages pages = engine.data().query(QueryRequest.ofAll(BOOK, List.of("title", "*")))) {
      RowPage page = pages.next();
      assertEquals(List.of("title", "id", "pages", "vector"), List.copyOf(page.columns().keySet()));
      assertEquals(496, page.rows());
      assertEquals(Rows.title(1), page.value("title", 0));
      assertArrayEquals(Rows.vector(1), (float[]) page.value("vector", 0));
      refused(ErrorCode.FIELD_NOT_FOUND, () -> page.column("titel"));
      assertFalse(pages.hasNext());
      assertThrows(NoSuchElementException.class, pages::next);
    }
    try (RowPages pages = engine.data().query(QueryRequest.ofAll(BOOK, List.of()))) {
      assertEquals(496, pages.next().rows());
    }
    assertEquals(
        "did you mean title?",
        refused(ErrorCode.FIELD_NOT_FOUND, () -> read(QueryRequest.ofAll(BOOK, List.of("titel"))))
            .hint()
            .orElseThrow());
  }

  @Test
  void rowsThatCameLaterAreNotInThePages() {
    fill();
    try (RowPages pages = engine.data().query(QueryRequest.ofAll(BOOK, ID).withPageRows(100))) {
      List<Long> seen = new ArrayList<>(keys(pages.next()));
      engine.data().insert(BOOK, Rows.batch(500, 100));
      Rows.result(engine.administration().compact(BOOK));
      pages.forEachRemaining(page -> seen.addAll(keys(page)));
      assertEquals(496, seen.size());
      assertEquals(498L, seen.getLast());
    }
    assertEquals(596, read(QueryRequest.ofAll(BOOK, ID)).getFirst().size());
  }

  @Test
  void pagesThatAreClosedCancelledOrTooSlowEnd() {
    fill();
    QueryRequest request = QueryRequest.ofAll(BOOK, ID).withPageRows(10);
    RowPages closed = engine.data().query(request);
    assertEquals(10, closed.next().rows());
    closed.close();
    closed.close();
    assertFalse(closed.hasNext());
    Cancellation cancellation = new Cancellation();
    try (RowPages pages = engine.data().query(request, cancellation)) {
      assertEquals(10, pages.next().rows());
      cancellation.cancel();
      refused(ErrorCode.CANCELLED, pages::hasNext);
    }
    ReadOptions soon = ReadOptions.STANDARD.withTimeout(Duration.ofNanos(1));
    try (RowPages pages = engine.data().query(request.withOptions(soon))) {
      refused(ErrorCode.TIMEOUT, pages::hasNext);
    }
    ReadOptions late = ReadOptions.STANDARD.withTimeout(Duration.ofSeconds(Long.MAX_VALUE));
    assertEquals(50, read(request.withOptions(late)).size());
  }

  @Test
  void pagesOfACollectionThatIsDroppedAreRefused() {
    fill();
    try (RowPages pages = engine.data().query(QueryRequest.ofAll(BOOK, ID).withPageRows(10))) {
      assertEquals(10, pages.next().rows());
      engine.collections().drop(BOOK);
      refused(ErrorCode.COLLECTION_NOT_FOUND, pages::hasNext);
    }
    refused(ErrorCode.COLLECTION_NOT_FOUND, () -> read(QueryRequest.ofAll(BOOK, ID)));
  }

  @Test
  void whatCannotBeIsRefused() {
    QueryRequest request = QueryRequest.ofAll(BOOK, ID);
    refused(ErrorCode.OUT_OF_RANGE, () -> request.withOffset(-1));
    refused(ErrorCode.OUT_OF_RANGE, () -> request.withLimit(0));
    refused(ErrorCode.OUT_OF_RANGE, () -> request.withPageRows(0));
    refused(ErrorCode.OUT_OF_RANGE, () -> request.withPageRows(16_385));
    refused(ErrorCode.OUT_OF_RANGE, () -> ReadOptions.STANDARD.withTimeout(Duration.ZERO));
    refused(ErrorCode.INVALID_NAME, () -> ReadOptions.STANDARD.withPartitions(List.of("no name")));
    refused(ErrorCode.INVALID_ARGUMENT, () -> DeleteRequest.ofFilter(BOOK, ""));
  }
}
