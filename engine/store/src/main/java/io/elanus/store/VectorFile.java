package io.elanus.store;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The vectors of one field in one segment, or what is kept like them: ordinals and {@link
 * RowGroups}.
 *
 * <p>Format of {@code SEGMENT.FIELD.vec}, all integers little-endian:
 *
 * <pre>
 *  0  8 bytes  magic "ELANUSVE"
 *  8  int32    version, 1
 * 12  int32    width: bytes of one vector
 * 16  int64    id of the collection
 * 24  int64    id of the segment
 * 32  int32    position of the field in the schema
 * 36  24 bytes zero
 * 60  int32    CRC-32C of bytes 0 to 59
 * 64  rows * width bytes: the vectors in order of their rows, float32 little-endian or packed bits
 * </pre>
 *
 * <p>The catalogue says how many rows count; bytes beyond them are left over from an insert that
 * did not commit. The data is divided into blocks of {@value #BLOCK_BYTES} bytes from byte 64 on,
 * whose CRC-32C the catalogue keeps, so that an append never rewrites a byte of this file.
 */
final class VectorFile {
  static final int HEADER_BYTES = 64;
  static final int BLOCK_BYTES = 1 << 20;
  private static final long MAGIC = magic("ELANUSVE");
  private static final int VERSION = 1;
  private static final int HEADER_CRC_AT = 60;

  private VectorFile() {}

  static long magic(String eightLetters) {
    long value = 0;
    for (int i = 7; i >= 0; i--) {
      value = value << 8 | eightLetters.charAt(i);
    }
    return value;
  }

  /** The length of a file. */
  static long bytes(StoredSegment segment, StoredField field) {
    return HEADER_BYTES + segment.bytes(field);
  }

  /** The first 64 bytes of a file. */
  private static ByteBuffer header(StoredSegment segment, StoredField field) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(MAGIC).putInt(VERSION).putInt(field.width());
    header.putLong(segment.collection()).putLong(segment.id()).putInt(field.position());
    header.putInt(HEADER_CRC_AT, crc(header.array(), HEADER_CRC_AT));
    return header.rewind();
  }

  private static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /**
   * The mapped vectors, without the header, whose every byte is checked.
   *
   * @throws ElanusException DAMAGED_DATA where the file is missing, too short or another one; an
   *     error of the environment where the system refuses to map it
   */
  static MemorySegment map(Volume volume, Path file, StoredSegment segment, StoredField field) {
    try {
      MemorySegment mapped = volume.map(file, bytes(segment, field));
      MemorySegment expected = MemorySegment.ofBuffer(header(segment, field));
      if (mapped.asSlice(0, HEADER_BYTES).mismatch(expected) >= 0) {
        throw damaged(segment, field, "has a damaged header");
      }
      return mapped.asSlice(HEADER_BYTES);
    } catch (NoSuchFileException missing) {
      throw damaged(segment, field, missing, "file %s is missing".formatted(file));
    } catch (EOFException tooShort) {
      throw damaged(segment, field, tooShort, tooShort.getMessage());
    } catch (IOException failure) {
      throw Failures.of(
          "reading vectors of field %s, segment %d".formatted(field.name(), segment.id()), failure);
    }
  }

  private static ElanusException damaged(
      StoredSegment segment, StoredField field, IOException cause, String how) {
    return new ElanusException(
        ErrorCode.DAMAGED_DATA,
        "vectors of field %s, segment %d: %s".formatted(field.name(), segment.id(), how),
        "run check to see all damage",
        cause);
  }

  private static ElanusException damaged(StoredSegment segment, StoredField field, String how) {
    return new ElanusException(
        ErrorCode.DAMAGED_DATA,
        "vector file of field %s, segment %d, %s".formatted(field.name(), segment.id(), how),
        "run check to see all damage");
  }

  /** Compares each block with its checksum; one sentence for each that differs. */
  static List<String> verify(
      Volume volume,
      Path file,
      StoredSegment segment,
      StoredField field,
      List<VectorBlock> blocks) {
    String name = "%s (field %s, segment %d)".formatted(file, field.name(), segment.id());
    MemorySegment data;
    try {
      data = map(volume, file, segment, field);
    } catch (ElanusException failure) {
      return List.of(file + ": " + Failures.damage(failure));
    }
    List<String> problems = new ArrayList<>();
    long expectedBlocks = (data.byteSize() + BLOCK_BYTES - 1) / BLOCK_BYTES;
    if (blocks.size() != expectedBlocks) {
      problems.add(
          "%s: the catalogue must have %d checksums, got %d"
              .formatted(name, expectedBlocks, blocks.size()));
    }
    for (VectorBlock block : blocks) {
      long from = (long) block.number() * BLOCK_BYTES;
      if (from + block.bytes() > data.byteSize()) {
        problems.add("%s: block %d has a checksum but no data".formatted(name, block.number()));
        continue;
      }
      CRC32C crc = new CRC32C();
      crc.update(data.asSlice(from, block.bytes()).asByteBuffer());
      if ((int) crc.getValue() != block.crc()) {
        problems.add(
            "%s: block %d is damaged (bytes %d to %d)"
                .formatted(
                    name,
                    block.number(),
                    HEADER_BYTES + from,
                    HEADER_BYTES + from + block.bytes() - 1));
      }
    }
    return problems;
  }

  /**
   * Appends to one file, keeping the checksum of its last, unfinished block. Unusable once an
   * append has failed.
   */
  static final class Appender implements AutoCloseable {
    private final VolumeFile file;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BLOCK_BYTES);
    private final CRC32C tail = new CRC32C();
    private long length;

    /** Opens the file of a segment at its committed length; writes the header of a new one. */
    Appender(
        Volume volume,
        Path path,
        StoredSegment segment,
        StoredField field,
        List<VectorBlock> blocks)
        throws IOException {
      length = segment.bytes(field);
      if (length > 0) {
        int tailBytes = (int) (length % BLOCK_BYTES);
        MemorySegment data = map(volume, path, segment, field);
        tail.update(data.asSlice(length - tailBytes).asByteBuffer());
        if (tailBytes > 0 && (int) tail.getValue() != blocks.getLast().crc()) {
          throw damaged(segment, field, "is damaged in block " + blocks.getLast().number());
        }
      }
      file = volume.open(path);
      if (length == 0) {
        try {
          file.write(header(segment, field), 0);
        } catch (IOException | RuntimeException | Error failure) {
          Closing.after(failure, file);
          throw failure;
        }
      }
    }

    /** Writes and syncs; returns the checksums of the blocks that were touched. */
    List<VectorBlock> append(MemorySegment values) throws IOException {
      List<VectorBlock> touched = new ArrayList<>();
      MemorySegment staging = MemorySegment.ofBuffer(buffer.clear());
      long done = 0;
      while (done < values.byteSize()) {
        int inBlock = (int) (length % BLOCK_BYTES);
        int chunk = (int) Math.min(BLOCK_BYTES - inBlock, values.byteSize() - done);
        MemorySegment.copy(values, done, staging, 0, chunk);
        if (inBlock == 0) {
          tail.reset();
        }
        tail.update(buffer.clear().limit(chunk));
        file.write(buffer.rewind(), HEADER_BYTES + length);
        touched.add(
            new VectorBlock((int) (length / BLOCK_BYTES), inBlock + chunk, (int) tail.getValue()));
        length += chunk;
        done += chunk;
      }
      file.sync();
      return touched;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
