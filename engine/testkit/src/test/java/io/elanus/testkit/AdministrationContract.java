package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.CompactionSummary;
import io.elanus.api.Job;
import io.elanus.api.JobState;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How every engine takes care of what it stores. */
abstract class AdministrationContract extends EngineContract {
  private void fill() {
    engine.collections().create(Rows.schema("book"));
    for (int part = 0; part < 3; part++) {
      engine.data().insert(BOOK, Rows.batch(part * 1500L, 1500));
      engine.data().flush(BOOK);
    }
    build(index("book", IndexType.IVF_FLAT, MetricType.L2, Map.of("nlist", "16")));
    engine
        .data()
        .delete(BOOK, LongStream.range(0, 500).mapToObj(key -> (Object) (3 * key)).toList());
  }

  @Test
  void aCompactionIsAJobThatSaysHowFarItIs() throws InterruptedException {
    fill();
    Job<CompactionSummary> job = engine.administration().compact(BOOK);
    List<Double> fractions = new ArrayList<>();
    while (!job.await(Duration.ofMillis(1))) {
      fractions.add(job.progress().fraction());
    }
    assertEquals(fractions.stream().sorted().toList(), fractions);
    assertEquals(BOOK, job.collection());
    assertEquals(JobState.FINISHED, job.state());
    assertEquals(1, job.progress().fraction());
    assertEquals(4000, job.progress().rowsDone());
    assertTrue(job.result().segmentsAfter() <= job.result().segmentsBefore());
    assertEquals(4000, engine.collections().describe(BOOK).rows());
    assertEquals(4000, engine.indexes().describe(BOOK, null).progress().indexedRows());
    assertEquals(
        List.of(4000L),
        ids(
            engine
                .searches()
                .search(Rows.search("book", Rows.vector(4000), 1, null, Map.of("nprobe", "16")))
                .hits(0)));
    assertEquals(List.of(), engine.administration().check());
  }

  @Test
  void aCompactionThatIsCancelledLosesNothing() {
    fill();
    Job<CompactionSummary> job = engine.administration().compact(BOOK);
    job.cancel();
    try {
      Rows.result(job);
    } catch (ElanusException cancelled) {
      // It may have been quicker.
      assertEquals(ErrorCode.CANCELLED, cancelled.code());
      assertEquals(JobState.CANCELLED, job.state());
    }
    assertEquals(4000, engine.collections().describe(BOOK).rows());
    assertEquals(4000, Rows.all(engine, BOOK, "id").size());
    Rows.result(engine.administration().compact(BOOK));
    assertEquals(4000, Rows.all(engine, BOOK, "id").size());
    assertEquals(List.of(), engine.administration().check());
  }

  @Test
  void aCompactionOfNothingThatIsThereIsRefused() {
    refused(ErrorCode.COLLECTION_NOT_FOUND, () -> engine.administration().compact(BOOK));
    engine.collections().create(Rows.schema("book"));
    Job<CompactionSummary> nothing = engine.administration().compact(BOOK);
    assertEquals(0, Rows.result(nothing).segmentsAfter());
    assertEquals(1, nothing.progress().fraction());
  }
}
