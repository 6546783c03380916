package io.elanus.store;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a data directory to one process. The file {@code lock} holds the owner's process id in
 * decimal; the ownership itself is the system's lock on that file, which ends with the process.
 *
 * <p>POSIX ends it also when the process closes the file by whatever other handle. So a directory
 * that this process holds is known without a look at the file.
 */
final class DirectoryLock implements AutoCloseable {
  static final String FILE_NAME = "lock";

  /** What the system's lock is: one for the process. By file key, or path where there is none. */
  private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

  private final Object key;
  private final FileChannel channel;
  private final FileLock lock;

  private DirectoryLock(Object key, FileChannel channel, FileLock lock) {
    this.key = key;
    this.channel = channel;
    this.lock = lock;
  }

  static DirectoryLock acquire(Path directory) throws IOException {
    Object key = key(directory);
    if (!HELD.add(key)) {
      throw held(
          "data directory %s is in use by this process already".formatted(directory),
          "close it first");
    }
    try {
      return Uninterrupted.run(() -> acquire(directory, key));
    } catch (IOException | RuntimeException | Error failure) {
      HELD.remove(key);
      throw failure;
    }
  }

  private static Object key(Path directory) throws IOException {
    Object key = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
    return key != null ? key : directory.toRealPath();
  }

  private static DirectoryLock acquire(Path directory, Object key) throws IOException {
    Path file = directory.resolve(FILE_NAME);
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PrivateFiles.attributes(file));
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw held(
            "data directory %s is in use by process %s".formatted(directory, owner(file)),
            "end that process, or choose another directory with --data");
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
          0);
      return new DirectoryLock(key, channel, lock);
    } catch (IOException | RuntimeException | Error failure) {
      Closing.after(failure, channel);
      throw failure;
    }
  }

  private static ElanusException held(String message, String hint) {
    return new ElanusException(ErrorCode.DIRECTORY_LOCKED, message, hint);
  }

  private static String owner(Path file) throws IOException {
    String pid = Files.readString(file, StandardCharsets.US_ASCII).strip();
    return pid.isEmpty() ? "unknown" : pid;
  }

  @Override
  public void close() throws IOException {
    // Once the file is closed, and not before, another may open it here.
    try (channel) {
      lock.release();
    } finally {
      HELD.remove(key);
    }
  }
}
