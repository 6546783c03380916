package io.elanus.store;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The index of one segment, mapped for reading.
 *
 * <p>Format of {@code SEGMENT.INDEX.idx}. The header, 64 bytes, integers little-endian:
 *
 * <pre>
 *  0  8 bytes  magic "ELANUSIX"
 *  8  int32    version, 1
 * 12  int32    rows of the segment when it was built
 * 16  int64    id of the segment
 * 24  int64    id of the index
 * 32  int64    offset of the table
 * 40  int32    length of the table
 * 44  int32    CRC-32C of the table
 * 48  12 bytes zero
 * 60  int32    CRC-32C of bytes 0 to 59
 * </pre>
 *
 * <p>Sections follow, each from an offset that is a multiple of 64, with zeros between them. The
 * table ends the file; strings in it are in Java's modified UTF-8 with a length of two bytes before
 * them, integers big-endian: type, metric, parameters (one {@code name=value} a line), int32 number
 * of sections, and for each section its name, int64 offset, int64 length, int32 CRC-32C.
 *
 * <p>Opening verifies the header, the table, the definition, and sections of at most {@value
 * #SMALL_BYTES} bytes. The large ones would take as long to verify as to read from the disk; {@code
 * check} does so.
 */
public final class IndexFile {
  static final int HEADER_BYTES = 64;
  static final int SMALL_BYTES = 1 << 16;
  private static final long MAGIC = VectorFile.magic("ELANUSIX");
  private static final int VERSION = 1;
  private static final int HEADER_CRC_AT = 60;

  /** A named run of bytes in the file. */
  record Section(String name, long offset, long length, int crc) {}

  private final Path path;
  private final MemorySegment mapped;
  private final Map<String, Section> sections;

  private IndexFile(Path path, MemorySegment mapped, Map<String, Section> sections) {
    this.path = path;
    this.mapped = mapped;
    this.sections = sections;
  }

  static long aligned(long offset) {
    return (offset + 63) & ~63L;
  }

  static byte[] encodeTable(StoredIndex index, List<Section> sections) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(index.type());
    out.writeUTF(index.metric());
    out.writeUTF(Lines.ofMap(index.parameters()));
    out.writeInt(sections.size());
    for (Section section : sections) {
      out.writeUTF(section.name());
      out.writeLong(section.offset());
      out.writeLong(section.length());
      out.writeInt(section.crc());
    }
    return bytes.toByteArray();
  }

  static ByteBuffer encodeHeader(
      StoredIndex index, StoredSegment segment, long tableAt, byte[] table) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(MAGIC).putInt(VERSION).putInt(segment.rows());
    header.putLong(segment.id()).putLong(index.id()).putLong(tableAt).putInt(table.length);
    header.putInt(crc(MemorySegment.ofArray(table)));
    header.putInt(
        HEADER_CRC_AT, crc(MemorySegment.ofArray(header.array()).asSlice(0, HEADER_CRC_AT)));
    return header.rewind();
  }

  private static int crc(MemorySegment bytes) {
    CRC32C crc = new CRC32C();
    for (long at = 0; at < bytes.byteSize(); at += 1 << 30) {
      crc.update(bytes.asSlice(at, Math.min(1 << 30, bytes.byteSize() - at)).asByteBuffer());
    }
    return (int) crc.getValue();
  }

  static IndexFile open(Volume volume, Path path, StoredIndex index, StoredSegment segment) {
    IndexFile file = openUnverified(volume, path, index, segment);
    for (Section section : file.sections.values()) {
      if (section.length() <= SMALL_BYTES && file.isDamaged(section)) {
        throw damaged(path, "section " + section.name() + " is damaged");
      }
    }
    return file;
  }

  /** Compares each section with its checksum; one sentence for each that differs. */
  static List<String> verify(Volume volume, Path path, StoredIndex index, StoredSegment segment) {
    List<String> problems = new ArrayList<>();
    try {
      IndexFile file = openUnverified(volume, path, index, segment);
      for (Section section : file.sections.values()) {
        if (file.isDamaged(section)) {
          String where =
              "section %s is damaged (bytes %d to %d)"
                  .formatted(
                      section.name(), section.offset(), section.offset() + section.length() - 1);
          problems.add(
              "index file %s: %s; delete the index and create it again".formatted(path, where));
        }
      }
    } catch (ElanusException failure) {
      problems.add(Failures.damage(failure) + "; load collection builds it again");
    }
    return problems;
  }

  private static IndexFile openUnverified(
      Volume volume, Path path, StoredIndex index, StoredSegment segment) {
    MemorySegment mapped = map(volume, path);
    try {
      return new IndexFile(path, mapped, readTable(path, mapped, index, segment));
    } catch (IOException malformed) {
      throw damaged(path, "the table of sections is damaged");
    }
  }

  /** Whatever keeps the system from mapping a file that is there is no damage of it. */
  private static MemorySegment map(Volume volume, Path path) {
    try {
      long length = volume.length(path);
      if (length < HEADER_BYTES) {
        throw damaged(path, length < 0 ? "is missing" : "has no header");
      }
      return volume.map(path, length);
    } catch (NoSuchFileException | EOFException replaced) {
      throw damaged(path, "is missing");
    } catch (IOException failure) {
      throw Failures.of("reading index file " + path, failure);
    }
  }

  private static Map<String, Section> readTable(
      Path path, MemorySegment mapped, StoredIndex index, StoredSegment segment)
      throws IOException {
    ByteBuffer header =
        mapped.asSlice(0, HEADER_BYTES).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    if (header.getInt(HEADER_CRC_AT) != crc(mapped.asSlice(0, HEADER_CRC_AT))
        || header.getLong(0) != MAGIC) {
      throw damaged(path, "the header is damaged");
    }
    if (header.getInt(8) != VERSION) {
      throw damaged(path, "version must be %d, got %d".formatted(VERSION, header.getInt(8)));
    }
    if (header.getInt(12) != segment.rows()
        || header.getLong(16) != segment.id()
        || header.getLong(24) != index.id()) {
      throw damaged(path, "it was built for other rows");
    }
    long tableAt = header.getLong(32);
    int tableLength = header.getInt(40);
    if (tableAt + tableLength != mapped.byteSize()) {
      throw damaged(
          path,
          "it must have %d bytes, got %d".formatted(tableAt + tableLength, mapped.byteSize()));
    }
    MemorySegment table = mapped.asSlice(tableAt, tableLength);
    if (crc(table) != header.getInt(44)) {
      throw damaged(path, "the table of sections is damaged");
    }
    DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(table.toArray(ValueLayout.JAVA_BYTE)));
    if (!in.readUTF().equals(index.type())
        || !in.readUTF().equals(index.metric())
        || !in.readUTF().equals(Lines.ofMap(index.parameters()))) {
      throw damaged(path, "it was built with another definition");
    }
    Map<String, Section> sections = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      Section section = new Section(in.readUTF(), in.readLong(), in.readLong(), in.readInt());
      sections.put(section.name(), section);
    }
    return sections;
  }

  private boolean isDamaged(Section section) {
    return crc(slice(section)) != section.crc();
  }

  private MemorySegment slice(Section section) {
    return mapped.asSlice(section.offset(), section.length());
  }

  private static ElanusException damaged(Path path, String how) {
    return new ElanusException(
        ErrorCode.DAMAGED_DATA, "index file %s: %s".formatted(path, how), "build it again");
  }

  /**
   * The bytes of a section.
   *
   * @throws ElanusException DAMAGED_DATA where it is missing
   */
  public MemorySegment section(String name) {
    Section section = sections.get(name);
    if (section == null) {
      throw damaged(path, "section " + name + " is missing");
    }
    return slice(section);
  }
}
