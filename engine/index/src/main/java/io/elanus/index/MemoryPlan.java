package io.elanus.index;

import java.util.List;

/** The memory and disk a build will need, phase by phase. */
public record MemoryPlan(List<Phase> phases, long fileBytes) {
  /**
   * @param heapBytes peak of Java heap held during the phase
   * @param mappedBytes file bytes the phase reads or writes, which the system may drop under
   *     pressure
   */
  public record Phase(String name, long heapBytes, long mappedBytes) {}

  public MemoryPlan {
    phases = List.copyOf(phases);
  }

  public long peakHeapBytes() {
    return phases.stream().mapToLong(Phase::heapBytes).max().orElse(0);
  }
}
