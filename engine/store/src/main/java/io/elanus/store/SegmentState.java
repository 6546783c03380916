package io.elanus.store;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A segment at one moment. Its files are mapped when they are first asked for. */
public final class SegmentState {
  /** The mapped files of a segment, which its later states share until one of them has grown. */
  record Mapped(
      Volume volume,
      Layout layout,
      Map<Integer, Once<MemorySegment>> byField,
      Once<RowGroups> groups) {
    Mapped(Volume volume, Layout layout) {
      this(volume, layout, new ConcurrentHashMap<>(), new Once<>());
    }
  }

  static final ValueLayout.OfLong ROW =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

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

  /** Rows that are not deleted. */
  public int liveRows() {
    return segment.rows() - deletions.count();
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

  /** The ordinal of the row at an offset. */
  public long row(int offset) {
    return segment.isNumbered()
        ? rowNumbers().getAtIndex(ROW, offset)
        : segment.firstRow() + offset;
  }

  /** The offset of a row, or -1 where it is not here. */
  int offset(long row) {
    if (row < segment.firstRow() || row >= segment.endRow()) {
      return -1;
    }
    if (!segment.isNumbered()) {
      return (int) (row - segment.firstRow());
    }
    MemorySegment numbers = rowNumbers();
    int low = 0;
    int high = segment.rows() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long there = numbers.getAtIndex(ROW, middle);
      if (there == row) {
        return middle;
      }
      if (there < row) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** The ordinals of the rows that are not deleted, ascending. */
  public LongStream liveRowNumbers() {
    return IntStream.iterate(
            deletions.nextLive(0),
            offset -> offset < segment.rows(),
            offset -> deletions.nextLive(offset + 1))
        .mapToLong(this::row);
  }

  /**
   * Compares the integers of its rows, of all but the tail, deleted ones too.
   *
   * @return the bit of row i, bit i % 64 of word i / 64, is set where its value lies in [least,
   *     greatest]
   * @throws io.elanus.base.ElanusException DAMAGED_DATA
   */
  public long[] between(StoredField field, long least, long greatest) {
    return least > greatest
        ? new ColumnScan(segment.rows()).bits()
        : groups().between(field, least, greatest, segment.rows());
  }

  /** As {@link #between}, of rows whose text equals one. */
  public long[] equal(StoredField field, String text) {
    return groups().equal(field, text, segment.rows());
  }

  /** Whether it has a row that is not deleted. */
  boolean isLive(long row) {
    int offset = offset(row);
    return offset >= 0 && !deletions.contains(offset);
  }

  private MemorySegment rowNumbers() {
    return vectors(StoredSegment.ROW_NUMBERS);
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

  /**
   * Its row groups, mapped.
   *
   * @throws io.elanus.base.ElanusException DAMAGED_DATA where the file is missing, too short,
   *     another one or holds something else
   */
  RowGroups groups() {
    return mapped
        .groups()
        .get(
            () ->
                RowGroups.open(
                    mapped.layout().vectors(segment, StoredSegment.SCALARS),
                    segment,
                    vectors(StoredSegment.SCALARS)));
  }
}
