package io.elanus.index.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.BitRows;
import io.elanus.index.BuildNotes;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorRows;
import io.elanus.index.lists.PdxLists;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BinIvfFlatContractTest extends BinaryContractTest {
  @Override
  IndexType type() {
    return IndexType.BIN_IVF_FLAT;
  }

  @Override
  Map<String, Object> buildParameters(int rows) {
    return Map.of("nlist", Math.max(1, Math.min(64, rows / 20)));
  }

  @Override
  Map<String, Object> exhaustive() {
    return Map.of("nprobe", 65536);
  }

  @Override
  Map<String, Object> usual() {
    return Map.of("nprobe", 16);
  }

  @Test
  void saysWhyThereAreFewerListsThanAskedFor() throws IOException {
    byte[] few = new byte[400 * 2];
    for (int row = 0; row < 400; row++) {
      few[2 * row] = (byte) (row % 5);
    }
    BuildNotes notes = build(few, 16, 40);
    assertEquals("5", notes.facts().get("lists"));
    assertEquals(
        List.of("5 lists instead of 40: the rows have too few different values to fill more"),
        notes.notes());
    assertEquals(
        "50 lists instead of nlist=128: 400 rows fill at most 50 lists of 8 rows",
        build(TestData.bits(400, 64, 9, 3), 64, 128).notes().getFirst());
  }

  private BuildNotes build(byte[] values, int dim, int nlist) throws IOException {
    int rows = values.length * 8 / dim;
    IndexShape shape =
        new IndexShape(type(), MetricType.HAMMING, rows, dim, Map.of("nlist", nlist));
    return algorithm()
        .build(BitRows.of(values, rows, dim), shape, context(1), new MemorySections());
  }

  @Test
  void listsThatDoNotFollowEachOtherAreDamage() throws IOException {
    VectorRows rows = clustered(800, 4);
    IndexShape shape = shape(MetricType.HAMMING, 800, rows.dim());
    SectionSource sections = build(rows, MetricType.HAMMING, context(1)).open();
    for (int[] change : new int[][] {{0, 1}, {2, -7}, {2, 1 << 30}}) {
      MemorySegment starts =
          MemorySegment.ofArray(sections.section("starts").toArray(ValueLayout.JAVA_BYTE));
      starts.set(PdxLists.INT, change[0] * 4L, change[1]);
      SectionSource damaged = name -> name.equals("starts") ? starts : sections.section(name);
      ElanusException error =
          assertThrows(ElanusException.class, () -> algorithm().open(damaged, shape, rows));
      assertEquals(ErrorCode.DAMAGED_DATA, error.code());
    }
  }
}
