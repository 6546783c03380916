package io.elanus.core;

import io.elanus.api.index.MemoryPlan;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import java.util.List;

/** Compares what a build will need with what there is, before it starts. */
final class MemoryPlans {
  private static final long MEBIBYTE = 1 << 20;

  private MemoryPlans() {}

  /**
   * The plan of a build that takes one segment after another: that of the one that needs most, all
   * their files.
   */
  static MemoryPlan ofSequence(List<MemoryPlan> plans) {
    MemoryPlan largest = new MemoryPlan(List.of(), 0);
    long fileBytes = 0;
    for (MemoryPlan plan : plans) {
      fileBytes += plan.fileBytes();
      if (largest.phases().isEmpty() || plan.peakHeapBytes() > largest.peakHeapBytes()) {
        largest = plan;
      }
    }
    return new MemoryPlan(largest.phases(), fileBytes);
  }

  /**
   * @param limitBytes 0 for none
   * @param maxHeapBytes what this JVM may use
   * @throws ElanusException MEMORY_LIMIT with the numbers
   */
  static void check(MemoryPlan plan, long limitBytes, long maxHeapBytes) {
    long needed = plan.peakHeapBytes();
    if (limitBytes > 0 && needed > limitBytes) {
      throw new ElanusException(
          ErrorCode.MEMORY_LIMIT,
          "the build needs %s of memory, the limit is %s"
              .formatted(Wording.size(needed), Wording.size(limitBytes)),
          "raise the limit to at least " + Wording.size(needed));
    }
    if (needed > maxHeapBytes) {
      throw new ElanusException(
          ErrorCode.MEMORY_LIMIT,
          "the build needs %s of memory, this JVM may use %s"
              .formatted(Wording.size(needed), Wording.size(maxHeapBytes)),
          "start it with -Xmx%dm or more".formatted(2 * needed / MEBIBYTE + 64));
    }
  }
}
