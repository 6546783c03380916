package io.elanus.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The kernels in plain Java: the reference that tests compare with, and the fallback. */
final class ScalarKernels implements PdxKernels {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @Override
  public void scan(
      float[] query,
      MemorySegment blocks,
      long blockOffset,
      MemorySegment bias,
      long biasOffset,
      int blockCount,
      int dim,
      float threshold,
      PdxHits found) {
    found.count = 0;
    float[] distances = found.tile;
    float[] values = new float[LANES];
    for (int block = 0; block < blockCount; block++) {
      long start = blockOffset + block * PdxKernels.blockBytes(dim);
      load(bias, biasOffset + (long) block * LANES * Float.BYTES, distances);
      for (int d = 0; d < dim; d++) {
        load(blocks, start + (long) d * LANES * Float.BYTES, values);
        addProducts(query[d], values, 0, distances);
      }
      found.addBelow(0, threshold, block, 0);
    }
  }

  @Override
  public void scanGroup(
      float[] group,
      int groupOffset,
      MemorySegment blocks,
      long blockOffset,
      MemorySegment bias,
      long biasOffset,
      int blockCount,
      int dim,
      float[] thresholds,
      PdxHits found) {
    found.count = 0;
    float[] distances = found.tile;
    float[] values = new float[LANES];
    for (int block = 0; block < blockCount; block++) {
      long start = blockOffset + block * PdxKernels.blockBytes(dim);
      for (int query = 0; query < GROUP; query++) {
        load(bias, biasOffset + (long) block * LANES * Float.BYTES, distances);
        for (int d = 0; d < dim; d++) {
          load(blocks, start + (long) d * LANES * Float.BYTES, values);
          addProducts(group[groupOffset + d * GROUP + query], values, 0, distances);
        }
        found.addBelow(0, thresholds[query], block, query);
      }
    }
  }

  @Override
  public void scanGroup(
      float[] group,
      int groupOffset,
      float[] blocks,
      float[] bias,
      int blockCount,
      int dim,
      float[] thresholds,
      PdxHits found) {
    found.count = 0;
    for (int block = 0; block < blockCount; block++) {
      for (int query = 0; query < GROUP; query++) {
        System.arraycopy(bias, block * LANES, found.tile, 0, LANES);
        for (int d = 0; d < dim; d++) {
          float factor = group[groupOffset + d * GROUP + query];
          addProducts(factor, blocks, (block * dim + d) * LANES, found.tile);
        }
        found.addBelow(0, thresholds[query], block, query);
      }
    }
  }

  @Override
  public void scanCodes(
      float[] query,
      MemorySegment codes,
      long offset,
      MemorySegment bias,
      long biasOffset,
      int blockCount,
      int dim,
      float threshold,
      PdxHits found) {
    found.count = 0;
    float[] values = new float[CODE_BLOCK * LANES * dim];
    for (int first = 0; first < blockCount; first += CODE_BLOCK) {
      int count = Math.min(CODE_BLOCK, blockCount - first);
      long start = offset + (long) first * LANES * dim;
      decode(codeBlock(codes, start, count * LANES * dim), count, dim, values);
      for (int i = 0; i < count; i++) {
        load(bias, biasOffset + (long) (first + i) * LANES * Float.BYTES, found.tile);
        for (int d = 0; d < dim; d++) {
          addProducts(query[d], values, (i * dim + d) * LANES, found.tile);
        }
        found.addBelow(0, threshold, first + i, 0);
      }
    }
  }

  private static byte[] codeBlock(MemorySegment codes, long offset, int bytes) {
    return codes.asSlice(offset, bytes).toArray(ValueLayout.JAVA_BYTE);
  }

  @Override
  public void decode(byte[] codes, int blockCount, int dim, float[] blocks) {
    for (int first = 0; first < blockCount; first += CODE_BLOCK) {
      int width = Math.min(CODE_BLOCK, blockCount - first) * LANES;
      int start = first * LANES * dim;
      for (int d = 0; d < dim; d++) {
        for (int lane = 0; lane < width; lane++) {
          int block = first + lane / LANES;
          blocks[(block * dim + d) * LANES + lane % LANES] = codes[start + d * width + lane];
        }
      }
    }
  }

  @Override
  public void nearest(
      float[] points,
      int blockCount,
      float[] groups,
      float[] bias,
      int fromGroup,
      int toGroup,
      int dim,
      float[] bestDistance,
      float[] bestIndex) {
    float[] distances = new float[LANES];
    for (int block = 0; block < blockCount; block++) {
      for (int centroid = fromGroup * GROUP; centroid < toGroup * GROUP; centroid++) {
        int base = centroid / GROUP * GROUP * dim + centroid % GROUP;
        java.util.Arrays.fill(distances, bias[centroid]);
        for (int d = 0; d < dim; d++) {
          addProducts(groups[base + d * GROUP], points, (block * dim + d) * LANES, distances);
        }
        for (int lane = 0; lane < LANES; lane++) {
          if (distances[lane] < bestDistance[block * LANES + lane]) {
            bestDistance[block * LANES + lane] = distances[lane];
            bestIndex[block * LANES + lane] = centroid;
          }
        }
      }
    }
  }

  @Override
  public void distances(
      float[] group,
      int groupOffset,
      float[] blocks,
      float[] bias,
      int blockCount,
      int dim,
      float[] distances) {
    float[] sums = new float[LANES];
    for (int block = 0; block < blockCount; block++) {
      for (int query = 0; query < GROUP; query++) {
        System.arraycopy(bias, block * LANES, sums, 0, LANES);
        for (int d = 0; d < dim; d++) {
          float factor = group[groupOffset + d * GROUP + query];
          addProducts(factor, blocks, (block * dim + d) * LANES, sums);
        }
        System.arraycopy(sums, 0, distances, (block * GROUP + query) * LANES, LANES);
      }
    }
  }

  @Override
  public void innerProducts(
      float[] query, MemorySegment rows, long offset, int rowCount, int dim, float[] products) {
    float[] row = new float[dim];
    for (int i = 0; i < rowCount; i++) {
      MemorySegment.copy(rows, FLOAT, offset + (long) i * dim * Float.BYTES, row, 0, dim);
      float sum = 0;
      for (int d = 0; d < dim; d++) {
        sum = Math.fma(query[d], row[d], sum);
      }
      products[i] = sum;
    }
  }

  @Override
  public void squaredDistances(
      float[] query, MemorySegment rows, long offset, int rowCount, int dim, float[] distances) {
    float[] row = new float[dim];
    for (int i = 0; i < rowCount; i++) {
      MemorySegment.copy(rows, FLOAT, offset + (long) i * dim * Float.BYTES, row, 0, dim);
      float sum = 0;
      for (int d = 0; d < dim; d++) {
        float difference = query[d] - row[d];
        sum = Math.fma(difference, difference, sum);
      }
      distances[i] = sum;
    }
  }

  private static void load(MemorySegment source, long offset, float[] target) {
    MemorySegment.copy(source, FLOAT, offset, target, 0, LANES);
  }

  private static void addProducts(float factor, float[] values, int offset, float[] sums) {
    for (int lane = 0; lane < LANES; lane++) {
      sums[lane] = Math.fma(factor, values[offset + lane], sums[lane]);
    }
  }
}
