package io.elanus.formats;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A file that exists, is readable and not empty.
 *
 * @param bytes its size on disk
 * @param content what it holds where it is no file at all but text that was typed; else null
 */
record SourceFile(
    Path path, FileFormat format, boolean gzip, long bytes, byte @Nullable [] content) {
  private static final int BUFFER = 1 << 16;

  /** Typed text in place of a file. */
  static SourceFile typed(String name, FileFormat format, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return new SourceFile(Path.of(name), format, false, content.length, content);
  }

  /**
   * @throws ElanusException FILE_NOT_FOUND, INVALID_ARGUMENT, MALFORMED_FILE for an empty file,
   *     IO_FAILURE
   */
  static SourceFile open(Path path) {
    if (Files.isDirectory(path)) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT, path + " must be a file, got a directory");
    }
    if (!Files.exists(path)) {
      throw notFound(path);
    }
    if (!Files.isRegularFile(path)) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          path + " must be a file, got a pipe or a device",
          "write what it gives to a file first, as a file is read more than once");
    }
    FileFormat format = FileFormat.of(path);
    try {
      long bytes = Files.size(path);
      if (bytes == 0) {
        throw new ElanusException(
            ErrorCode.MALFORMED_FILE, path.getFileName() + ": file must not be empty");
      }
      return new SourceFile(path, format, FileFormat.isGzip(path), bytes, null);
    } catch (IOException e) {
      throw ioFailure(path, e);
    }
  }

  /** Whether it is text that was typed. */
  boolean isTyped() {
    return content != null;
  }

  /** The name that messages give it. */
  String name() {
    return path.getFileName().toString();
  }

  /** The decompressed bytes; {@code counter} follows the compressed ones. */
  InputStream stream(CountingInput.Counter counter) {
    if (content != null) {
      return new CountingInput(new ByteArrayInputStream(content), counter);
    }
    try {
      InputStream raw = new CountingInput(Files.newInputStream(path), counter);
      if (!gzip) {
        return raw;
      }
      try {
        return new BufferedInputStream(new GunzipInput(raw, BUFFER), BUFFER);
      } catch (IOException e) {
        raw.close();
        throw e;
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** The whole file, mapped for the life of the arena. */
  MemorySegment map(Arena arena) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** What a failed read means to the user. */
  ElanusException failure(IOException e) {
    return switch (e) {
      case EOFException _ ->
          malformed(gzip ? "the gzip data ends too early" : "the file ends too early", e);
      case ZipException _ -> malformed("must be gzip data, got " + e.getMessage(), e);
      default -> ioFailure(path, e);
    };
  }

  ElanusException malformed(String message) {
    return malformed(message, null);
  }

  private ElanusException malformed(String message, @Nullable IOException cause) {
    return new ElanusException(ErrorCode.MALFORMED_FILE, name() + ": " + message, null, cause);
  }

  private static ElanusException ioFailure(Path path, IOException e) {
    String message =
        e instanceof AccessDeniedException
            ? path + " must be readable, permission denied"
            : "cannot read %s: %s".formatted(path, e.getMessage());
    return new ElanusException(ErrorCode.IO_FAILURE, message, null, e);
  }

  private static ElanusException notFound(Path path) {
    Path directory = path.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      return new ElanusException(
          ErrorCode.FILE_NOT_FOUND, "no file " + path, "there is no directory " + directory);
    }
    String hint = null;
    try (Stream<Path> files = Files.list(directory)) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      hint =
          Suggestions.nearest(path.getFileName().toString(), names)
              .map(name -> "did you mean " + path.resolveSibling(name) + "?")
              .orElse(null);
    } catch (IOException e) {
      // A directory that cannot be listed has nothing to suggest; the file is missing all the same.
      hint = null;
    }
    return new ElanusException(ErrorCode.FILE_NOT_FOUND, "no file " + path, hint);
  }
}
