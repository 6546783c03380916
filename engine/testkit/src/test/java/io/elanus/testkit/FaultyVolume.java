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
import java.util.List;
import java.util.function.Supplier;

/**
 * A disk with faults: it refuses every change from the n-th on, and at a {@linkplain #losePower
 * loss of power} it forgets what was not synced. The machine's own power stays on, so a sync need
 * not wait for its disk.
 */
final class FaultyVolume implements Volume {
  /** How a refused change fails. */
  enum Fault {
    DISK_FULL,
    READ_ONLY,
    BROKEN,
    OUT_OF_MEMORY,
    UNSAFE_ACCESS;

    boolean ofTheJvm() {
      return this == OUT_OF_MEMORY || this == UNSAFE_ACCESS;
    }

    private IOException exception(Path file) {
      return switch (this) {
        case DISK_FULL -> new IOException("No space left on device");
        case READ_ONLY -> new AccessDeniedException(file.toString());
        case BROKEN -> new IOException("Input/output error");
        case OUT_OF_MEMORY -> throw new OutOfMemoryError("Java heap space");
        // What the JVM throws where a page of a mapped file cannot be read.
        case UNSAFE_ACCESS ->
            throw new InternalError(
                "a fault occurred in a recent unsafe memory access operation in compiled Java"
                    + " code");
      };
    }
  }

  private final Volume disk = new DiskVolume();
  private final DurableState durable = new DurableState();
  private Fault fault = Fault.BROKEN;
  private volatile Supplier<IOException> refusal;
  private volatile Runnable beforeSync;
  private boolean powerFails;
  private long changesLeft = Long.MAX_VALUE;
  private long changes;
  private boolean lost;

  /** Refuses every change after {@code allowed} more of them. */
  synchronized void failAfter(long allowed, Fault how) {
    changesLeft = allowed;
    fault = how;
  }

  /** Loses power instead of doing the change after {@code allowed} more of them. */
  synchronized void losePowerAfter(long allowed) {
    changesLeft = allowed;
    powerFails = true;
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
    if (!lost) {
      lost = true;
      changesLeft = 0;
      durable.restore();
    }
  }

  private void change(Path file) throws IOException {
    changes++;
    if (changesLeft <= 0) {
      if (powerFails) {
        losePower();
      }
      throw fault.exception(file);
    }
    changesLeft--;
  }

  @Override
  public boolean exists(Path path) {
    return disk.exists(path);
  }

  @Override
  public synchronized void createDirectory(Path directory) throws IOException {
    change(directory);
    boolean isNew = !disk.exists(directory);
    disk.createDirectory(directory);
    if (isNew) {
      durable.created(directory, true);
    }
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
  public synchronized VolumeFile open(Path file) throws IOException {
    change(file);
    boolean isNew = !disk.exists(file);
    VolumeFile opened = disk.open(file);
    if (isNew) {
      durable.created(file, false);
    } else {
      durable.known(file);
    }
    return new FaultyFile(file, opened);
  }

  /** Runs something before each sync of a file, in the thread that writes it; null for nothing. */
  void beforeSync(Runnable what) {
    beforeSync = what;
  }

  /** Refuses to map any file for reading; null for not any more. */
  void refuseToMap(Supplier<IOException> how) {
    refusal = how;
  }

  @Override
  public MemorySegment map(Path file, long length) throws IOException {
    if (refusal != null) {
      throw refusal.get();
    }
    return disk.map(file, length);
  }

  @Override
  public synchronized MemorySegment mapForWriting(Path file, long length, Arena arena)
      throws IOException {
    change(file);
    durable.mapped(file);
    return disk.mapForWriting(file, length, arena);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return disk.read(file);
  }

  @Override
  public synchronized void rename(Path source, Path target) throws IOException {
    change(target);
    durable.renamed(source, target);
    disk.rename(source, target);
  }

  @Override
  public synchronized void delete(Path path) throws IOException {
    change(path);
    durable.deleted(path);
    disk.delete(path);
  }

  @Override
  public synchronized void syncDirectory(Path directory) throws IOException {
    change(directory);
    durable.directorySynced(directory);
  }

  private final class FaultyFile implements VolumeFile {
    private final Path path;
    private final VolumeFile file;

    FaultyFile(Path path, VolumeFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      synchronized (FaultyVolume.this) {
        change(path);
        file.write(bytes, position);
      }
    }

    @Override
    public void truncate(long length) throws IOException {
      synchronized (FaultyVolume.this) {
        change(path);
        file.truncate(length);
      }
    }

    @Override
    public void sync() throws IOException {
      Runnable waits = beforeSync;
      if (waits != null) {
        waits.run();
      }
      synchronized (FaultyVolume.this) {
        change(path);
        durable.fileSynced(path);
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
