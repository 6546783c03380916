package io.elanus.store;

import io.elanus.base.PrivateFiles;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The file system of this machine. What it makes is for its owner alone. */
public final class DiskVolume implements Volume {
  @Override
  public boolean exists(Path path) {
    return Files.exists(path);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    PrivateFiles.createDirectory(directory);
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    } catch (NoSuchFileException missing) {
      return List.of();
    }
  }

  @Override
  public long length(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException missing) {
      return -1;
    }
  }

  @Override
  public VolumeFile open(Path file) throws IOException {
    return new ChannelFile(
        file,
        Uninterrupted.run(
            () ->
                FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PrivateFiles.attributes(file))));
  }

  @Override
  public MemorySegment map(Path file, long length) throws IOException {
    return Uninterrupted.run(
        () -> {
          try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            // Reading past the end of a mapped file kills the JVM, so a short file must be found
            // here.
            if (channel.size() < length) {
              throw new EOFException(
                  "%s must have at least %d bytes, got %d".formatted(file, length, channel.size()));
            }
            return channel.map(MapMode.READ_ONLY, 0, length, Arena.ofAuto());
          }
        });
  }

  @Override
  public MemorySegment mapForWriting(Path file, long length, Arena arena) throws IOException {
    return Uninterrupted.run(
        () -> {
          try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(MapMode.READ_WRITE, 0, length, arena);
          }
        });
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return Uninterrupted.run(() -> Files.readAllBytes(file));
  }

  @Override
  public void rename(Path source, Path target) throws IOException {
    Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    Uninterrupted.run(
        () -> {
          try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
            return null;
          }
        });
  }

  /** A file whose channel is opened again when an interrupt has closed it. */
  private static final class ChannelFile implements VolumeFile {
    /** Work on the channel that may be done again from its beginning. */
    private interface Work {
      void run(FileChannel channel) throws IOException;
    }

    private final Path file;
    private FileChannel channel;

    ChannelFile(Path file, FileChannel channel) {
      this.file = file;
      this.channel = channel;
    }

    private void run(Work work) throws IOException {
      Uninterrupted.run(
          () -> {
            try {
              work.run(channel);
            } catch (ClosedByInterruptException closed) {
              channel = FileChannel.open(file, StandardOpenOption.WRITE);
              throw closed;
            }
            return null;
          });
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      int start = bytes.position();
      run(
          open -> {
            bytes.position(start);
            long at = position;
            while (bytes.hasRemaining()) {
              at += open.write(bytes, at);
            }
          });
    }

    @Override
    public void truncate(long length) throws IOException {
      run(open -> open.truncate(length));
    }

    @Override
    public void sync() throws IOException {
      run(open -> open.force(false));
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
