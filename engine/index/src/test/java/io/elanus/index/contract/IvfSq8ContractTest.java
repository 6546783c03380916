package io.elanus.index.contract;

import io.elanus.api.index.IndexType;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSource;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

class IvfSq8ContractTest extends IndexContractTest {
  @Override
  IndexType type() {
    return IndexType.IVF_SQ8;
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

  /** Decodes the sections as their specification says. */
  @Override
  BruteForce oracle(float[] values, IndexShape shape, MemorySections sections) {
    SectionSource built = sections.open();
    int rows = shape.rows();
    int dim = shape.dim();
    int[] starts = built.section("starts").toArray(ValueLayout.JAVA_INT_UNALIGNED);
    int[] ordinals = built.section("ordinals").toArray(ValueLayout.JAVA_INT_UNALIGNED);
    MemorySegment codes = built.section("codes");
    double[] decoded = new double[rows * dim];
    long frame = 0;
    for (int list = 0; list + 1 < starts.length; list++) {
      long at = frame + (8L * dim + 63) / 64 * 64;
      for (int block = starts[list]; block < starts[list + 1]; block += 4) {
        int width = 16 * Math.min(4, starts[list + 1] - block);
        for (int d = 0; d < dim; d++) {
          for (int lane = 0; lane < width; lane++, at++) {
            int row = ordinals[block * 16 + lane];
            if (row >= 0) {
              double centre = codes.get(ValueLayout.JAVA_FLOAT_UNALIGNED, frame + 4L * d);
              double step = codes.get(ValueLayout.JAVA_FLOAT_UNALIGNED, frame + 4L * (dim + d));
              decoded[row * dim + d] = centre + step * codes.get(ValueLayout.JAVA_BYTE, at);
            }
          }
        }
      }
      frame = at;
    }
    return new BruteForce(decoded, rows, dim, shape.metric(), true);
  }

  @Override
  float rounding() {
    return 2e-7f;
  }
}
