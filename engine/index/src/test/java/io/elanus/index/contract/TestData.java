package io.elanus.index.contract;

import java.util.Random;

/** Seeded vectors. */
public final class TestData {
  private TestData() {}

  /** Gaussian blobs: {@code blobs} centres, rows around them. */
  public static float[] blobs(int rows, int dim, int blobs, long seed) {
    Random random = new Random(seed);
    float[] centres = gaussian(blobs, dim, seed + 1);
    float[] values = new float[rows * dim];
    for (int row = 0; row < rows; row++) {
      int blob = random.nextInt(blobs);
      for (int d = 0; d < dim; d++) {
        values[row * dim + d] = centres[blob * dim + d] + 0.4f * (float) random.nextGaussian();
      }
    }
    return values;
  }

  public static float[] gaussian(int rows, int dim, long seed) {
    Random random = new Random(seed);
    float[] values = new float[rows * dim];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Clusters of binary vectors: {@code clusters} centres, rows with a tenth of the bits turned. */
  public static byte[] bits(int rows, int dim, int clusters, long seed) {
    Random random = new Random(seed);
    int width = dim / Byte.SIZE;
    byte[] centres = new byte[clusters * width];
    random.nextBytes(centres);
    byte[] values = new byte[rows * width];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(centres, random.nextInt(clusters) * width, values, row * width, width);
      for (int turned = 0; turned < (dim + 9) / 10; turned++) {
        int bit = random.nextInt(dim);
        values[row * width + bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      }
    }
    return values;
  }
}
