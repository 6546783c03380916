package io.elanus.testkit;

import io.elanus.store.DiskVolume;
import io.elanus.store.Volume;
import io.elanus.store.VolumeFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk with faults: it refuses every change from the n-th on, and until they are synced it keeps
 * changes in memory alone, so that {@link #losePower} forgets them.
 */
final class FaultyVolume implements Volume {
  /** How a refused change fails. */
  enum Fault {
    DISK_FULL,
    READ_ONLY,
    BROKEN;

    IOException exception(Path file) {
      return switch (this) {
        case DISK_FULL -> new IOException("No space left on device");
        case READ_ONLY -> new AccessDeniedException(file.toString());
        case BROKEN -> new IOException("Input/output error");
      };
    }
  }

  private record Rename(Path source, Path target) {}

  private final Volume disk = new DiskVolume();
  private final List<Rename> renames = new ArrayList<>();
  private Fault fault = Fault.BROKEN;
  private long changesLeft = Long.MAX_VALUE;
  private long changes;
  private boolean lost;

  /** Refuses every change after {@code allowed} more of them. */
  synchronized void failAfter(long allowed, Fault how) {
    changesLeft = allowed;
    fault = how;
  }

  synchronized void heal() {
    changesLeft = Long.MAX_VALUE;
  }

  /** How many changes were asked for. */
  synchronized long changes() {
    return changes;
  }

  /** Forgets what was not synced, and refuses everything afterwards. */
  synchronized void losePower() {
    lost = true;
    changesLeft = 0;
  }

  private synchronized void change(Path file) throws IOException {
    changes++;
    if (changesLeft <= 0) {
      throw fault.exception(file);
    }
    changesLeft--;
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    change(directory);
    disk.createDirectories(directory);
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    return disk.list(directory);
  }

  @Override
  public long length(Path file) throws IOException {
    return disk.length(file);
  }

  @Override
  public VolumeFile open(Path file) throws IOException {
    change(file);
    return new FaultyFile(file, disk.open(file));
  }

  @Override
  public MemorySegment map(Path file, long length) throws IOException {
    return disk.map(file, length);
  }

  @Override
  public MemorySegment mapForWriting(Path file, long length, Arena arena) throws IOException {
    change(file);
    return disk.mapForWriting(file, length, arena);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return disk.read(file);
  }

  @Override
  public synchronized void rename(Path source, Path target) throws IOException {
    change(target);
    renames.add(new Rename(source, target));
  }

  @Override
  public void delete(Path path) throws IOException {
    change(path);
    disk.delete(path);
  }

  @Override
  public synchronized void syncDirectory(Path directory) throws IOException {
    change(directory);
    for (Rename rename : List.copyOf(renames)) {
      if (rename.target().getParent().equals(directory)) {
        disk.rename(rename.source(), rename.target());
        renames.remove(rename);
      }
    }
    disk.syncDirectory(directory);
  }

  private final class FaultyFile implements VolumeFile {
    private record Write(byte[] bytes, long position) {}

    private final Path path;
    private final VolumeFile file;
    private final List<Write> unsynced = new ArrayList<>();

    FaultyFile(Path path, VolumeFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      change(path);
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      unsynced.add(new Write(copy, position));
    }

    @Override
    public void truncate(long length) throws IOException {
      change(path);
      file.truncate(length);
    }

    @Override
    public void sync() throws IOException {
      change(path);
      for (Write write : unsynced) {
        file.write(ByteBuffer.wrap(write.bytes()), write.position());
      }
      unsynced.clear();
      file.sync();
    }

    @Override
    public void close() throws IOException {
      if (!lost) {
        // What a process wrote survives it, synced or not; only power loss takes it.
        for (Write write : unsynced) {
          file.write(ByteBuffer.wrap(write.bytes()), write.position());
        }
      }
      file.close();
    }
  }
}
