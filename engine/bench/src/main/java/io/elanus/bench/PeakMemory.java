package io.elanus.bench;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How much memory this process takes at most beyond what it had, by Linux's count of resident
 * pages.
 */
final class PeakMemory {
  private static final Path RESET = Path.of("/proc/self/clear_refs");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int PAGE_BYTES = 4096;

  private final long before;

  /**
   * @param loaded mapped data that counts as what the process has already
   */
  PeakMemory(MemorySegment loaded) throws IOException {
    touch(loaded);
    System.gc();
    Files.writeString(RESET, "5");
    before = kilobytes("VmRSS:");
  }

  private static void touch(MemorySegment data) {
    int sum = 0;
    for (long at = 0; at < data.byteSize(); at += PAGE_BYTES) {
      sum += data.get(ValueLayout.JAVA_BYTE, at);
    }
    if (sum == Integer.MIN_VALUE) {
      throw new AssertionError("more bytes than a file has");
    }
  }

  /** Megabytes at the peak since this was made, less those of then. */
  double megabytes() throws IOException {
    return (kilobytes("VmHWM:") - before) * 1024 / 1e6;
  }

  private static long kilobytes(String name) throws IOException {
    try (Stream<String> lines = Files.lines(STATUS)) {
      String line = lines.filter(some -> some.startsWith(name)).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", ""));
    }
  }
}
