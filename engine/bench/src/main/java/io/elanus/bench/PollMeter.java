package io.elanus.bench;

import io.elanus.base.Cancellation;
import io.elanus.index.BuildListener;
import io.elanus.index.Checkpoints;
import io.elanus.index.SectionSink;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How long a thread of a build works between two looks at whether the build is cancelled: so long a
 * cancel may go unheard. Processor time of the thread counts, so a busy machine and a collector
 * that stops the threads add nothing to it; nor does a disk.
 */
final class PollMeter extends Cancellation implements BuildListener, Checkpoints {
  /** Shorter times are not told apart by where they end. */
  private static final long SHORT_NANOS = 1_000_000;

  /** Bytes written between two looks, as a store does. */
  private static final long PIECE = 1 << 20;

  private static final int FRAMES = 3;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final StackWalker stack = StackWalker.getInstance();
  private final ThreadLocal<long[]> last = new ThreadLocal<>();
  private final Map<String, Long> longest = new LinkedHashMap<>();
  private volatile String phase = "begin";

  @Override
  public boolean isCancelled() {
    look();
    return false;
  }

  @Override
  public void check() {
    look();
  }

  private void look() {
    long now = threads.getCurrentThreadCpuTime();
    long[] before = last.get();
    if (before == null) {
      last.set(new long[] {now});
      return;
    }
    long worked = now - before[0];
    if (worked > SHORT_NANOS) {
      String where = phase + " " + caller();
      synchronized (longest) {
        longest.merge(where, worked, Math::max);
      }
    }
    before[0] = worked > SHORT_NANOS ? threads.getCurrentThreadCpuTime() : now;
  }

  private String caller() {
    return stack.walk(
        frames ->
            frames
                .filter(frame -> !frame.getClassName().equals(PollMeter.class.getName()))
                .limit(FRAMES)
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .collect(Collectors.joining(" < ")));
  }

  /** The longest time in nanoseconds. */
  long longest() {
    synchronized (longest) {
      return longest.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }
  }

  /** The longest times, longest first: phase and lines of code where each ended, nanoseconds. */
  Map<String, Long> places() {
    synchronized (longest) {
      Map<String, Long> sorted = new LinkedHashMap<>();
      longest.entrySet().stream()
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
      return sorted;
    }
  }

  @Override
  public void phase(String name, int iteration, int iterations, long rows) {
    phase = iterations == 0 ? name : name + " " + iteration;
  }

  @Override
  public void advance(long rows) {}

  @Override
  public Optional<byte[]> load() {
    return Optional.empty();
  }

  @Override
  public void save(byte[] state) {
    look();
  }

  @Override
  public void save(State state) throws IOException {
    state.writeTo(piece -> look());
  }

  /** A sink that looks after each mebibyte, as a store does. */
  SectionSink watch(SectionSink sink) {
    return new SectionSink() {
      private long written;

      @Override
      public void begin(String name) throws IOException {
        sink.begin(name);
      }

      @Override
      public void write(MemorySegment bytes) throws IOException {
        for (long done = 0; done < bytes.byteSize(); ) {
          long some = Math.min(PIECE - written, bytes.byteSize() - done);
          sink.write(bytes.asSlice(done, some));
          done += some;
          written += some;
          if (written == PIECE) {
            written = 0;
            look();
          }
        }
      }

      @Override
      public MemorySegment lasting(long bytes, Arena arena) throws IOException {
        return sink.lasting(bytes, arena);
      }
    };
  }
}
