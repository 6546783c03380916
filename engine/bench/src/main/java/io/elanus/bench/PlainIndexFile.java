package io.elanus.bench;

import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sections in one file, without the checksums of the store: written through the page cache, then
 * mapped.
 */
final class PlainIndexFile implements SectionSink, AutoCloseable {
  private static final int ALIGNMENT = 64;

  private final Path path;
  private final FileChannel channel;
  private final Map<String, long[]> sections = new LinkedHashMap<>();
  private long[] current = {0, 0};

  PlainIndexFile(Path path) throws IOException {
    this.path = path;
    channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
  }

  @Override
  public void begin(String name) {
    long end = current[0] + current[1];
    current = new long[] {(end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT, 0};
    sections.put(name, current);
  }

  @Override
  public void write(MemorySegment bytes) throws IOException {
    ByteBuffer buffer = bytes.asByteBuffer();
    while (buffer.hasRemaining()) {
      current[1] += channel.write(buffer, current[0] + current[1]);
    }
  }

  @Override
  public MemorySegment lasting(long bytes, Arena arena) throws IOException {
    Path work = Files.createTempFile(path.getParent(), "elanus-bench", ".work");
    try (FileChannel file =
        FileChannel.open(work, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return file.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
    } finally {
      Files.delete(work);
    }
  }

  /** The sections, mapped. */
  SectionSource map(Arena arena) throws IOException {
    MemorySegment file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    return name -> file.asSlice(sections.get(name)[0], sections.get(name)[1]);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
