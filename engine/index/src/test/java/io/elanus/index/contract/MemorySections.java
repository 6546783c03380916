package io.elanus.index.contract;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;

/** Index sections kept in memory: written once, opened any number of times. */
public final class MemorySections implements SectionSink {
  private final Map<String, ByteArrayOutputStream> sections = new LinkedHashMap<>();
  private ByteArrayOutputStream current;
  private MemorySegment lasting;

  public MemorySections() {}

  /**
   * @param left what a build before had as {@link #lasting} memory; empty where it had none
   */
  MemorySections(byte[] left) {
    if (left.length > 0) {
      lasting = Arena.ofAuto().allocate(left.length, Long.BYTES);
      lasting.copyFrom(MemorySegment.ofArray(left));
    }
  }

  @Override
  public MemorySegment lasting(long bytes, Arena arena) {
    if (lasting == null || lasting.byteSize() != bytes) {
      lasting = Arena.ofAuto().allocate(bytes, Long.BYTES);
    }
    return lasting;
  }

  /** A copy of the lasting memory as it is now; empty where the build has none. */
  byte[] left() {
    return lasting == null ? new byte[0] : lasting.toArray(ValueLayout.JAVA_BYTE);
  }

  @Override
  public void begin(String name) {
    current = new ByteArrayOutputStream();
    if (sections.put(name, current) != null) {
      throw new IllegalArgumentException("section " + name + " is written twice");
    }
  }

  @Override
  public void write(MemorySegment bytes) {
    current.writeBytes(bytes.toArray(ValueLayout.JAVA_BYTE));
  }

  /** All bytes, section after section, names included. */
  public byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    sections.forEach(
        (name, bytes) -> {
          all.writeBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
          all.writeBytes(bytes.toByteArray());
        });
    return all.toByteArray();
  }

  /** A fresh copy outside the heap, as a mapped file would be. */
  public SectionSource open() {
    Map<String, MemorySegment> opened = new LinkedHashMap<>();
    sections.forEach(
        (name, bytes) -> {
          MemorySegment segment = Arena.ofAuto().allocate(Math.max(1, bytes.size()), 64);
          MemorySegment.copy(
              bytes.toByteArray(), 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.size());
          opened.put(name, segment.asSlice(0, bytes.size()).asReadOnly());
        });
    return name -> {
      if (!opened.containsKey(name)) {
        throw new ElanusException(ErrorCode.DAMAGED_DATA, "no section " + name);
      }
      return opened.get(name);
    };
  }
}
