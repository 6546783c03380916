package io.elanus.api.index;

import java.util.List;

/** The memory and disk a build will need, phase by phase. */
public record MemoryPlan(List<Phase> phases, long fileBytes) {
  /**
   * @param heapBytes most bytes held at once during the phase: what can be reached in the Java
   *     heap, and the buffers that a build has beside it. Objects that nothing refers to any more
   *     do not count, so a collector wants a heap that is larger.
   * @param mappedBytes file bytes the phase reads or writes, which the system may drop under
   *     pressure
   */
  public record Phase(String name, long heapBytes, long mappedBytes) {}

  public MemoryPlan {
    phases = List.copyOf(phases);
  }

  /** What the phase that needs most holds at once, in bytes. */
  public long peakHeapBytes() {
    return phases.stream().mapToLong(Phase::heapBytes).max().orElse(0);
  }
}
