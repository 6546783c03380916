package io.elanus.index.diskann;

import io.elanus.index.lists.PdxLists;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * The areas of a build's lasting memory, each aligned to 8 bytes:
 *
 * <ul>
 *   <li>words: floats, see {@link ByteCodebooks}
 *   <li>order: int row of each node
 *   <li>codes: of each node, see {@link ByteCodebooks#encode}
 *   <li>first: the leaves until they are linked: int start of each and of an end, int members; then
 *       {@link MappedLinks}, those chosen and later those refined
 *   <li>last: the training's sample; then the candidate edges of level after level, see {@link
 *       LeafLinks}; then {@link MappedLinks}, those turned, and int sources of all links
 * </ul>
 *
 * <p>A step never writes where it reads, so that it can be done again as often as it was cut short.
 */
final class LastingAreas {
  private final DiskannShape diskann;
  private final MemorySegment words;
  private final MemorySegment order;
  private final MemorySegment codes;
  private final MemorySegment first;
  private final MemorySegment last;

  /**
   * @param memory {@link #bytes} of it
   */
  LastingAreas(MemorySegment memory, DiskannShape diskann) {
    this.diskann = diskann;
    long[] sizes = sizes(diskann);
    MemorySegment[] areas = new MemorySegment[sizes.length];
    long at = 0;
    for (int i = 0; i < sizes.length; i++) {
      areas[i] = memory.asSlice(at, sizes[i]);
      at += aligned(sizes[i]);
    }
    words = areas[0];
    order = areas[1];
    codes = areas[2];
    first = areas[3];
    last = areas[4];
  }

  static long bytes(DiskannShape diskann) {
    long sum = 0;
    for (long size : sizes(diskann)) {
      sum += aligned(size);
    }
    return sum;
  }

  private static long aligned(long bytes) {
    return (bytes + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
  }

  private static long[] sizes(DiskannShape diskann) {
    long rows = diskann.rows();
    long candidates = 0;
    for (int level = 0; level < diskann.levels(); level++) {
      candidates += candidateBytes(diskann, level);
    }
    long links = linkBytes(diskann);
    long turned = links + rows * diskann.degree() * Integer.BYTES;
    long sample = (long) ByteCodebooks.sample(diskann.rows()) * diskann.dim() * Float.BYTES;
    return new long[] {
      (long) ByteCodebooks.size(diskann.rows()) * diskann.dim() * Float.BYTES,
      rows * Integer.BYTES,
      rows * Parts.of(diskann.dim()).stride(),
      Math.max(links, startBytes(diskann) + memberBytes(diskann)),
      Math.max(sample, Math.max(candidates, turned))
    };
  }

  private static long candidateBytes(DiskannShape diskann, int level) {
    return (long) diskann.count(level) * diskann.slots(level) * Long.BYTES;
  }

  private static long linkBytes(DiskannShape diskann) {
    return MappedLinks.bytes(diskann.rows(), diskann.degree());
  }

  private static long startBytes(DiskannShape diskann) {
    return (diskann.leaves(0) + 1L) * Integer.BYTES;
  }

  private static long memberBytes(DiskannShape diskann) {
    return (long) diskann.rows() * diskann.fanout(0) * Integer.BYTES;
  }

  MemorySegment words() {
    return words;
  }

  MemorySegment codes() {
    return codes;
  }

  MemorySegment sample() {
    return last;
  }

  /** The row of each node. */
  int[] order() {
    return order.toArray(PdxLists.INT);
  }

  /** The leaves of the first level, until links are chosen. */
  Partition partition() {
    MemorySegment starts = first.asSlice(0, startBytes(diskann));
    MemorySegment members = first.asSlice(startBytes(diskann), memberBytes(diskann));
    return new Partition(starts.toArray(PdxLists.INT), members.toArray(PdxLists.INT), new int[0]);
  }

  void put(int[] rows, Partition partition) {
    MemorySegment.copy(rows, 0, order, PdxLists.INT, 0, rows.length);
    int[] starts = partition.starts();
    MemorySegment.copy(starts, 0, first, PdxLists.INT, 0, starts.length);
    int[] members = partition.members();
    MemorySegment.copy(members, 0, first, PdxLists.INT, startBytes(diskann), members.length);
  }

  /** What the leaves of each level propose. */
  List<MemorySegment> candidateEdges() {
    List<MemorySegment> levels = new ArrayList<>();
    long at = 0;
    for (int level = 0; level < diskann.levels(); level++) {
      levels.add(last.asSlice(at, candidateBytes(diskann, level)));
      at += candidateBytes(diskann, level);
    }
    return levels;
  }

  /** Links as they were chosen. */
  MappedLinks chosen() {
    return new MappedLinks(first.asSlice(0, linkBytes(diskann)), diskann.rows(), diskann.degree());
  }

  /** Links with those back. */
  MappedLinks turned() {
    return new MappedLinks(last.asSlice(0, linkBytes(diskann)), diskann.rows(), diskann.degree());
  }

  /** Room for the source of every link. */
  MemorySegment sources() {
    return last.asSlice(linkBytes(diskann));
  }

  /** Where the leaves lie. */
  MemorySegment leaves() {
    return first.asSlice(0, startBytes(diskann) + memberBytes(diskann));
  }

  /** What a step makes, but for the leaves. */
  MemorySegment madeBy(Step step) {
    return switch (step) {
      case TRAIN -> words;
      case ASSIGN -> order;
      case ENCODE -> codes;
      case LINK_LEAVES -> {
        List<MemorySegment> levels = candidateEdges();
        long bytes = levels.stream().mapToLong(MemorySegment::byteSize).sum();
        yield last.asSlice(0, bytes);
      }
      case CHOOSE, REFINE -> chosen().memory();
      case TURN, TURN_AGAIN -> turned().memory();
    };
  }
}
