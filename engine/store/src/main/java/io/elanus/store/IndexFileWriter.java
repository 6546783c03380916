package io.elanus.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Writes an {@link IndexFile} under a temporary name; {@link #finish} syncs it and gives it its
 * own. Closed without that, it leaves nothing behind but {@link #lasting} memory.
 */
public final class IndexFileWriter implements AutoCloseable {
  private static final int CHUNK = 1 << 20;

  private final Volume volume;
  private final Path target;
  private final Path temporary;
  private final Path work;
  private final StoredIndex index;
  private final StoredSegment segment;
  private final VolumeFile file;
  private final Runnable pause;
  private final PacedWrites writes;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
  private final List<IndexFile.Section> sections = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final CRC32C crc = new CRC32C();
  private String name;
  private long start;
  private long position = IndexFile.HEADER_BYTES;
  private boolean finished;

  /**
   * @param work the file of {@link #lasting} memory
   * @param pause runs after each mebibyte, and may throw to give up
   */
  IndexFileWriter(
      Volume volume,
      Path target,
      Path work,
      StoredIndex index,
      StoredSegment segment,
      Runnable pause)
      throws IOException {
    this.volume = volume;
    this.target = target;
    this.temporary = Layout.temporary(target);
    this.work = work;
    this.index = index;
    this.segment = segment;
    this.file = volume.open(temporary);
    this.pause = pause;
    this.writes = new PacedWrites(file, pause);
    try {
      file.truncate(0);
    } catch (IOException | RuntimeException | Error failure) {
      Closing.after(failure, file);
      throw failure;
    }
  }

  /** Ends the section before it and starts a new one, aligned to 64 bytes. */
  public void begin(String section) throws IOException {
    end();
    if (!names.add(section)) {
      throw new IllegalArgumentException("section names must differ, got " + section + " twice");
    }
    flush();
    position = IndexFile.aligned(position);
    name = section;
    start = position;
    crc.reset();
  }

  /** Appends bytes to the current section. */
  public void write(MemorySegment bytes) throws IOException {
    MemorySegment staging = MemorySegment.ofBuffer(buffer.duplicate().clear());
    long done = 0;
    while (done < bytes.byteSize()) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int chunk = (int) Math.min(buffer.remaining(), bytes.byteSize() - done);
      int at = buffer.position();
      MemorySegment.copy(bytes, done, staging, at, chunk);
      crc.update(buffer.duplicate().limit(at + chunk));
      buffer.position(at + chunk);
      done += chunk;
    }
  }

  /**
   * A file of so many bytes, mapped until the arena closes: what an earlier build of this index
   * left in it, else zeros. It stays; {@link Store} and {@link Recovery} remove it.
   */
  public MemorySegment lasting(long bytes, Arena arena) throws IOException {
    if (volume.length(work) != bytes) {
      // Written out rather than left as a hole: where the disk is full, this fails in order, while
      // a mapped page that finds no room kills the JVM.
      try (VolumeFile zeros = volume.open(work)) {
        zeros.truncate(0);
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        for (long at = 0; at < bytes; at += CHUNK) {
          zeros.write(chunk.clear().limit((int) Math.min(CHUNK, bytes - at)), at);
          pause.run();
        }
      }
    }
    return volume.mapForWriting(work, bytes, arena);
  }

  private void flush() throws IOException {
    position += writes.write(buffer.flip(), position);
    buffer.clear();
  }

  private void end() throws IOException {
    flush();
    if (name != null) {
      sections.add(new IndexFile.Section(name, start, position - start, (int) crc.getValue()));
      name = null;
    }
  }

  /**
   * Completes the file durably under its own name.
   *
   * @return its length in bytes
   */
  public long finish() throws IOException {
    end();
    long tableAt = IndexFile.aligned(position);
    byte[] table = IndexFile.encodeTable(index, sections);
    file.write(ByteBuffer.wrap(table), tableAt);
    file.write(IndexFile.encodeHeader(index, segment, tableAt, table), 0);
    file.sync();
    file.close();
    volume.rename(temporary, target);
    finished = true;
    volume.syncDirectory(target.getParent());
    return tableAt + table.length;
  }

  @Override
  public void close() {
    if (!finished) {
      try (file) {
        volume.delete(temporary);
      } catch (IOException leftOver) {
        // The next open removes temporary files.
        return;
      }
    }
  }
}
