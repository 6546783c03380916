package io.elanus.index.diskann;

import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.Checkpoints;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * How far a build has come: sums of what lies in its {@link LastingAreas}. A build that a crash
 * ended goes on behind what still has its sums; all else is done again, so nothing but the sums
 * needs to reach the disk in order.
 *
 * <p>As a checkpoint, big-endian ints: version 1, steps finished, a CRC-32C of what each step made
 * (0 for those to come), one of the leaves, the runs of the step under way that were done, and the
 * sum of each.
 */
final class Journal {
  private static final int VERSION = 1;
  private static final int STEPS = Step.values().length;
  private static final int RUNS = 8;
  private static final int HEADER = 4 + STEPS;

  /** Bytes summed between two looks at the cancellation. */
  private static final long SUMMED = 4 << 20;

  private final LastingAreas areas;
  private final Checkpoints checkpoints;
  private final Cancellation cancellation;
  private int finished;
  private int[] sums = new int[STEPS];
  private int leaves;
  private int[] runs = {};
  private int passed;
  // The last run is saved with its step, any other before the next one.
  private boolean unsaved;

  private Journal(LastingAreas areas, BuildContext context) {
    this.areas = areas;
    this.checkpoints = context.checkpoints();
    this.cancellation = context.cancellation();
  }

  /** One that stands where the areas let the build go on. */
  static Journal open(LastingAreas areas, BuildContext context) throws IOException {
    Journal journal = new Journal(areas, context);
    journal.load(journal.checkpoints.load().orElse(new byte[0]));
    int saved = journal.finished;
    journal.finished = journal.verified();
    if (journal.finished != saved) {
      journal.runs = new int[0];
    }
    return journal;
  }

  private void load(byte[] state) {
    int[] values = new int[state.length / Integer.BYTES];
    ByteBuffer.wrap(state).asIntBuffer().get(values);
    if (values.length < HEADER
        || values[0] != VERSION
        || values[1] < 0
        || values[1] > STEPS
        || values[HEADER - 1] != values.length - HEADER) {
      return;
    }
    finished = values[1];
    sums = Arrays.copyOfRange(values, 2, 2 + STEPS);
    leaves = values[2 + STEPS];
    runs = Arrays.copyOfRange(values, HEADER, values.length);
  }

  /** How many steps need not be done. */
  private int verified() {
    for (Step step : List.of(Step.TRAIN, Step.ASSIGN, Step.ENCODE)) {
      if (!has(step) || !isWhole(step)) {
        return step == Step.ENCODE ? withLeaves(step) : step.ordinal();
      }
    }
    // What was made before the last step may make way for what came after it.
    for (int i = finished - 1; i >= Step.LINK_LEAVES.ordinal(); i--) {
      if (isWhole(Step.values()[i])) {
        return i + 1;
      }
    }
    return withLeaves(Step.LINK_LEAVES);
  }

  /** The number of a step that reads the leaves, or of the one that makes them. */
  private int withLeaves(Step step) {
    return sum(areas.leaves()) == leaves ? step.ordinal() : Step.ASSIGN.ordinal();
  }

  /** Whether a step need not be done. */
  boolean has(Step step) {
    return step.ordinal() < finished;
  }

  private boolean isWhole(Step step) {
    return sum(areas.madeBy(step)) == sums[step.ordinal()];
  }

  /** Notes that a step is done, the next one after those before. */
  void finish(Step step) throws IOException {
    sums[step.ordinal()] = sum(areas.madeBy(step));
    if (step == Step.ASSIGN) {
      leaves = sum(areas.leaves());
    }
    finished = step.ordinal() + 1;
    runs = new int[0];
    passed = 0;
    save();
  }

  /** The runs of a step; each makes other bytes than all others. */
  interface Runs {
    int count();

    /** A sum of what a run made. */
    int sum(int run);

    void work(int run);

    /** Passes over a run that was done before. */
    void skip(int run);
  }

  /** How many items make a run: an eighth of all, where that is neither few nor too many. */
  static int runLength(int items, int least, int most) {
    return Math.clamp((items + RUNS - 1) / RUNS, least, most);
  }

  /**
   * Does the runs of the step under way that were not done before; a step may come with several
   * such parts.
   */
  void run(Runs part) throws IOException {
    for (int run = 0; run < part.count(); run++, passed++) {
      cancellation.check();
      if (passed < runs.length && runs[passed] == part.sum(run)) {
        part.skip(run);
        continue;
      }
      if (unsaved) {
        save();
      }
      part.work(run);
      runs = Arrays.copyOf(runs, Math.max(runs.length, passed + 1));
      runs[passed] = part.sum(run);
      unsaved = true;
    }
  }

  private void save() throws IOException {
    unsaved = false;
    ByteBuffer state = ByteBuffer.allocate((HEADER + runs.length) * Integer.BYTES);
    state.putInt(VERSION).putInt(finished);
    for (int sum : sums) {
      state.putInt(sum);
    }
    state.putInt(leaves).putInt(runs.length);
    for (int sum : runs) {
      state.putInt(sum);
    }
    checkpoints.save(state.array());
  }

  /** The CRC-32C of some memory. */
  int sum(MemorySegment memory) {
    CRC32C crc = new CRC32C();
    for (long at = 0; at < memory.byteSize(); at += SUMMED) {
      cancellation.check();
      crc.update(memory.asSlice(at, Math.min(SUMMED, memory.byteSize() - at)).asByteBuffer());
    }
    return (int) crc.getValue();
  }
}
