package io.elanus.bench;

import com.sun.management.GarbageCollectorMXBean;
import io.elanus.index.BuildListener;
import io.elanus.index.Checkpoints;
import io.elanus.index.SectionSink;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The memory that a build holds: what a full collection leaves of the heap, and native buffers,
 * less what there was before. Garbage and mapped files do not count.
 *
 * <p>It looks where a build tells of itself: when a phase begins, several times within it, when
 * bytes are written and when a state is saved; so the same build is looked at in the same places
 * however busy the machine is. A build should meet the serial collector, which alone makes the
 * numbers exact and full collections short.
 */
final class HeapMeter implements BuildListener, Checkpoints {
  /** Looks within a phase, or within one of a few parts of it. */
  private static final int LOOKS = 12;

  /** Looks within one of many iterations, which hold the same. */
  private static final int FEW_LOOKS = 3;

  private static final int MANY = 6;

  /** Bytes written between two looks. */
  private static final long WRITTEN = 1 << 20;

  private static final Set<String> HEAP = Set.of("Eden Space", "Survivor Space", "Tenured Gen");
  private static final String COLLECTOR = "MarkSweepCompact";
  private static final Pattern NATIVE = Pattern.compile("Other \\(reserved=(\\d+)");

  private final GarbageCollectorMXBean collector = collector();
  private final Map<String, Long> peaks = new LinkedHashMap<>();
  private final long before;
  private String phase = "begin";
  private long interval = Long.MAX_VALUE;
  private long advanced;
  private long written;

  HeapMeter() {
    before = used();
  }

  private static GarbageCollectorMXBean collector() {
    return ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
        .filter(bean -> bean.getName().equals(COLLECTOR))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("start the JVM with -XX:+UseSerialGC"));
  }

  private long used() {
    System.gc();
    // As the collection left it: threads of the build have allocated more since.
    long heap =
        collector.getLastGcInfo().getMemoryUsageAfterGc().entrySet().stream()
            .filter(pool -> HEAP.contains(pool.getKey()))
            .mapToLong(pool -> pool.getValue().getUsed())
            .sum();
    return heap + nativeBytes();
  }

  /** Bytes of segments and other memory that Java code has allocated outside of the heap. */
  private static long nativeBytes() {
    try {
      Object report =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "vmNativeMemory",
                  new Object[] {new String[] {"summary", "scale=B"}},
                  new String[] {String[].class.getName()});
      Matcher other = NATIVE.matcher((String) report);
      if (!other.find()) {
        throw new IllegalStateException("start the JVM with -XX:NativeMemoryTracking=summary");
      }
      return Long.parseLong(other.group(1));
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes a look now. */
  synchronized void look() {
    peaks.merge(phase, used() - before, Math::max);
  }

  /** The most bytes that were held in each phase. */
  synchronized Map<String, Long> peaks() {
    return new LinkedHashMap<>(peaks);
  }

  /** The most bytes that were held. */
  synchronized long peak() {
    return peaks.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  @Override
  public synchronized void phase(String name, int iteration, int iterations, long rows) {
    look(); // the end of the phase before
    phase = name;
    interval = Math.max(1, rows / (iterations < MANY ? LOOKS : FEW_LOOKS));
    advanced = 0;
    look();
  }

  @Override
  public synchronized void advance(long rows) {
    advanced += rows;
    if (advanced >= interval) {
      advanced = 0;
      look();
    }
  }

  @Override
  public Optional<byte[]> load() {
    look();
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

  /** A sink whose writes are looked at. */
  SectionSink watch(SectionSink sink) {
    return new SectionSink() {
      @Override
      public void begin(String name) throws IOException {
        look();
        sink.begin(name);
      }

      @Override
      public void write(MemorySegment bytes) throws IOException {
        written += bytes.byteSize();
        if (written >= WRITTEN) {
          written = 0;
          look();
        }
        sink.write(bytes);
      }

      @Override
      public MemorySegment lasting(long bytes, Arena arena) throws IOException {
        return sink.lasting(bytes, arena);
      }
    };
  }
}
