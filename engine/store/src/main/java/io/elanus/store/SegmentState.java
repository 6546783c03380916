package io.elanus.store;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A segment at one moment. Vectors are mapped when they are first asked for. */
public final class SegmentState {
  /** The mapped vectors of a segment of so many rows, which its later states share. */
  record Mapped(Volume volume, Layout layout, Map<Integer, Once<MemorySegment>> byField) {
    Mapped(Volume volume, Layout layout) {
      this(volume, layout, new ConcurrentHashMap<>());
    }
  }

  private final StoredSegment segment;
  private final Deletions deletions;
  private final Map<Long, OpenIndexFile> indexFiles;
  private final Mapped mapped;
  private final Once<Object> filter;

  SegmentState(
      StoredSegment segment,
      Deletions deletions,
      Map<Long, OpenIndexFile> indexFiles,
      Mapped mapped,
      Once<Object> filter) {
    this.segment = segment;
    this.deletions = deletions;
    this.indexFiles = Map.copyOf(indexFiles);
    this.mapped = mapped;
    this.filter = filter;
  }

  /** What the catalogue says. */
  public StoredSegment stored() {
    return segment;
  }

  public int rows() {
    return segment.rows();
  }

  public Deletions deletions() {
    return deletions;
  }

  /** The index file of this segment that is in use. */
  public Optional<OpenIndexFile> indexFile(StoredIndex index) {
    return indexFile(index.id());
  }

  Optional<OpenIndexFile> indexFile(long index) {
    return Optional.ofNullable(indexFiles.get(index));
  }

  /** What the layer above makes of the deletions: made once, and always of the same type. */
  @SuppressWarnings("unchecked")
  public <T> T filter(Function<Deletions, T> make) {
    return (T) filter.get(() -> make.apply(deletions));
  }

  Once<Object> filter() {
    return filter;
  }

  Mapped mapped() {
    return mapped;
  }

  /**
   * The vectors of a field, mapped: {@code rows * width} bytes.
   *
   * @throws io.elanus.base.ElanusException DAMAGED_DATA where the file is missing, too short or
   *     another one
   */
  public MemorySegment vectors(StoredField field) {
    return mapped
        .byField()
        .computeIfAbsent(field.position(), position -> new Once<>())
        .get(
            () ->
                VectorFile.map(
                    mapped.volume(), mapped.layout().vectors(segment, field), segment, field));
  }
}
