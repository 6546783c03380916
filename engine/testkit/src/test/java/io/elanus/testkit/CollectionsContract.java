package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.CollectionInfo;
import io.elanus.api.CollectionRef;
import io.elanus.api.Job;
import io.elanus.api.JobState;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every engine does with collections. */
abstract class CollectionsContract extends EngineContract {
  @Test
  void collectionsAreCreatedListedDescribedAndDropped() {
    engine.collections().create(Rows.schema("b"));
    engine.collections().create(Rows.schema("a"));
    assertEquals(
        List.of("a", "b"), engine.collections().list().stream().map(c -> c.name()).toList());
    refused(ErrorCode.ALREADY_EXISTS, () -> engine.collections().create(Rows.schema("a")));
    reopen();
    assertEquals(Rows.schema("a"), engine.collections().describe(CollectionRef.of("a")).schema());
    engine.data().insert(CollectionRef.of("a"), Rows.batch(0, 3));
    engine.collections().drop(CollectionRef.of("a"));
    assertEquals(List.of("b"), engine.collections().list().stream().map(c -> c.name()).toList());
    ElanusException gone =
        refused(
            ErrorCode.COLLECTION_NOT_FOUND,
            () -> engine.collections().describe(CollectionRef.of("bb")));
    assertEquals("did you mean b?", gone.hint().orElseThrow());
    engine.collections().create(Rows.schema("a"));
    assertEquals(0, engine.collections().describe(CollectionRef.of("a")).rows());
  }

  @Test
  void anotherDatabaseIsRefusedOrEmpty() {
    engine.collections().create(Rows.schema("book"));
    ElanusException refused =
        assertThrows(
            ElanusException.class,
            () -> engine.collections().describe(new CollectionRef("other", "book")));
    assertTrue(
        Set.of(ErrorCode.UNSUPPORTED, ErrorCode.COLLECTION_NOT_FOUND).contains(refused.code()));
  }

  @Test
  void aReleasedCollectionIsLoadedByAJob() {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(BOOK, Rows.batch(0, 1100));
    build(index("book", IndexType.FLAT, MetricType.L2, Map.of()));
    engine.collections().release(BOOK);
    assertFalse(engine.collections().describe(BOOK).loaded());
    Job<CollectionInfo> load = engine.collections().load(BOOK);
    assertTrue(Rows.result(load).loaded());
    assertEquals(BOOK, load.collection());
    assertEquals(JobState.FINISHED, load.state());
    assertEquals(1, load.progress().fraction());
    assertEquals(1100, load.progress().rowsDone());
    load.cancel();
    assertEquals(JobState.FINISHED, load.state());
    refused(
        ErrorCode.COLLECTION_NOT_FOUND, () -> engine.collections().load(CollectionRef.of("bok")));
    refused(
        ErrorCode.COLLECTION_NOT_FOUND,
        () -> engine.collections().release(CollectionRef.of("bok")));
    refused(
        ErrorCode.COLLECTION_NOT_FOUND, () -> engine.collections().drop(CollectionRef.of("bok")));
  }
}
