package io.elanus.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {
  private final Cancellation cancellation = new Cancellation();
  private final List<String> told = new ArrayList<>();

  @Test
  void listenersRunOnceInTheOrderInWhichTheyCame() {
    cancellation.onCancel(() -> told.add("first"));
    cancellation.onCancel(() -> told.add("second"));
    assertFalse(cancellation.isCancelled());
    cancellation.check();
    assertEquals(List.of(), told);
    cancellation.cancel();
    cancellation.cancel();
    assertEquals(List.of("first", "second"), told);
    assertEquals(
        ErrorCode.CANCELLED, assertThrows(ElanusException.class, cancellation::check).code());
  }

  @Test
  void aListenerThatComesLateRunsAtOnce() {
    cancellation.cancel();
    Cancellation.Registration late = cancellation.onCancel(() -> told.add("late"));
    assertEquals(List.of("late"), told);
    late.close();
    assertEquals(List.of("late"), told);
  }

  @Test
  void aListenerThatWasTakenAwayIsNotTold() {
    Cancellation.Registration gone = cancellation.onCancel(() -> told.add("gone"));
    cancellation.onCancel(() -> told.add("stays"));
    gone.close();
    gone.close();
    cancellation.cancel();
    assertEquals(List.of("stays"), told);
  }

  @Test
  void aListenerMayTakeAnotherAwayAndAddOne() {
    List<Cancellation.Registration> other = new ArrayList<>();
    cancellation.onCancel(
        () -> {
          other.getFirst().close();
          cancellation.onCancel(() -> told.add("added"));
        });
    other.add(cancellation.onCancel(() -> told.add("taken away")));
    cancellation.cancel();
    assertEquals(List.of("added"), told);
  }

  @Test
  void aListenerThatFailsKeepsNoOtherFromBeingTold() {
    IllegalStateException failure = new IllegalStateException("broken");
    cancellation.onCancel(
        () -> {
          throw failure;
        });
    cancellation.onCancel(() -> told.add("second"));
    assertSame(failure, assertThrows(IllegalStateException.class, cancellation::cancel));
    assertEquals(List.of("second"), told);
    assertTrue(cancellation.isCancelled());
  }

  /** Threads that add, remove and cancel meet in every order; each listener left runs once. */
  @Test
  void eachListenerOfManyThreadsRunsOnce() throws Exception {
    int threads = 8;
    for (int round = 0; round < 500; round++) {
      Cancellation shared = new Cancellation();
      CyclicBarrier start = new CyclicBarrier(threads);
      AtomicInteger[] runs = new AtomicInteger[threads];
      List<Thread> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        AtomicInteger run = new AtomicInteger();
        runs[i] = run;
        int role = i;
        all.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      meet(start);
                      switch (role % 4) {
                        case 0 -> shared.cancel();
                        case 1 -> shared.onCancel(run::incrementAndGet).close();
                        default -> shared.onCancel(run::incrementAndGet);
                      }
                    }));
      }
      for (Thread thread : all) {
        thread.join();
      }
      for (int i = 0; i < threads; i++) {
        int ran = runs[i].get();
        boolean once = i % 4 == 0 ? ran == 0 : i % 4 == 1 ? ran <= 1 : ran == 1;
        assertTrue(once, "listener %d of round %d ran %d times".formatted(i, round, ran));
      }
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }
}
