package io.elanus.index.contract;

import io.elanus.api.index.MetricType;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Families of float vectors whose scales are uneven; every value and distance fits float32. */
enum OddRows {
  /** Ordinary ones, to compare with. */
  NORMAL {
    @Override
    void fill(float[] values, int dim, Random random) {
      scale(values, dim, random, (row, d) -> 1);
    }
  },
  /** One row in 500 holds a sentinel of 1e6 in one value. */
  SENTINEL {
    @Override
    void fill(float[] values, int dim, Random random) {
      scale(values, dim, random, (row, d) -> 1);
      for (int row = 3; row < values.length / dim; row += 500) {
        values[row * dim + 5] = 1e6f;
      }
    }
  },
  /** The first row is a thousand times as long. */
  ONE_LONG_ROW {
    @Override
    void fill(float[] values, int dim, Random random) {
      scale(values, dim, random, (row, d) -> row == 0 ? 1000 : 1);
    }
  },
  /** One row in 50 is ten thousand times as long. */
  FEW_HUGE_ROWS {
    @Override
    void fill(float[] values, int dim, Random random) {
      scale(values, dim, random, (row, d) -> row % 50 == 7 ? 1e4 : 1);
    }
  },
  /** One column is ten thousand times as wide. */
  WIDE_COLUMN {
    @Override
    void fill(float[] values, int dim, Random random) {
      scale(values, dim, random, (row, d) -> d == 0 ? 1e4 : 1);
    }
  },
  /** Each column is wider than the one before, over four magnitudes. */
  WIDER_AND_WIDER {
    @Override
    void fill(float[] values, int dim, Random random) {
      scale(values, dim, random, (row, d) -> Math.pow(10, 4.0 * d / dim));
    }
  },
  /** Groups of a spread of 1 around twenty centres that lie ten thousand apart. */
  FAR_GROUPS {
    @Override
    void fill(float[] values, int dim, Random random) {
      groups(values, dim, 20, 1, random);
    }
  },
  /** The same around four centres. */
  FEW_FAR_GROUPS {
    @Override
    void fill(float[] values, int dim, Random random) {
      groups(values, dim, 4, 1, random);
    }
  },
  /** One row in 50 lies in a group that is far from all others. */
  RARE_FAR_GROUP {
    @Override
    void fill(float[] values, int dim, Random random) {
      groups(values, dim, 2, 50, random);
    }
  },
  /** Half of the rows are a thousandth as wide. */
  DENSE_HALF {
    @Override
    void fill(float[] values, int dim, Random random) {
      scale(values, dim, random, (row, d) -> row % 2 == 0 ? 1e-3 : 1);
    }
  },
  /** All values near the root of the largest float. */
  HUGE {
    @Override
    void fill(float[] values, int dim, Random random) {
      scale(values, dim, random, (row, d) -> 1e18);
    }
  },
  /** All values near the root of the smallest. */
  TINY {
    @Override
    void fill(float[] values, int dim, Random random) {
      scale(values, dim, random, (row, d) -> 1e-18);
    }
  },
  /** Quotients of normal values. */
  CAUCHY {
    @Override
    void fill(float[] values, int dim, Random random) {
      scale(values, dim, random, (row, d) -> 1 / random.nextGaussian());
    }
  },
  /** Each value of its own magnitude. */
  LOGNORMAL {
    @Override
    void fill(float[] values, int dim, Random random) {
      scale(values, dim, random, (row, d) -> Math.exp(3 * random.nextGaussian()));
    }
  },
  /** Each row of its own magnitude. */
  LOGNORMAL_ROWS {
    @Override
    void fill(float[] values, int dim, Random random) {
      double[] lengths = random.doubles(values.length / dim).map(x -> Math.exp(12 * x)).toArray();
      scale(values, dim, random, (row, d) -> lengths[row]);
    }
  },
  /** One value in ten is not zero. */
  SPARSE {
    @Override
    void fill(float[] values, int dim, Random random) {
      scale(values, dim, random, (row, d) -> random.nextInt(10) == 0 ? 1 : 0);
    }
  },
  /** Whole numbers of a byte. */
  WHOLE_NUMBERS {
    @Override
    void fill(float[] values, int dim, Random random) {
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextInt(256);
      }
    }
  },
  /** Far from the origin, and every other column is the same everywhere. */
  OFFSET_AND_CONSTANT {
    @Override
    void fill(float[] values, int dim, Random random) {
      scale(values, dim, random, (row, d) -> d % 2);
      for (int i = 0; i < values.length; i++) {
        values[i] += 500;
      }
    }
  };

  private interface Scale {
    double of(int row, int d);
  }

  /** Recall of a search over float32 distances, as hnswlib has it, less what is lost to chance. */
  double bySearch() {
    return switch (this) {
      // A graph of few near neighbours hardly leads from the wide rows to the narrow ones.
      case DENSE_HALF -> 0.9;
      case LOGNORMAL_ROWS, SPARSE -> 0.45;
      default -> 0.98;
    };
  }

  /**
   * Recall of a search that chooses candidates by codes of a byte for several values, less what is
   * lost to chance. Their words leave outliers out.
   */
  double byShortCodes(MetricType metric) {
    return switch (this) {
      case CAUCHY -> metric == MetricType.L2 ? 0.9 : bySearch();
      default -> bySearch();
    };
  }

  /** Recall of codes of a byte for each value, as faiss has it, less what is lost to chance. */
  double byCodes() {
    return switch (this) {
      // A list that holds rows of very different lengths has coarse codes for the short ones.
      case DENSE_HALF, LOGNORMAL_ROWS -> 0.15;
      case FEW_HUGE_ROWS -> 0.01;
      case LOGNORMAL, CAUCHY, FAR_GROUPS -> 0.6;
      default -> 0.9;
    };
  }

  abstract void fill(float[] values, int dim, Random random);

  /** Rows of the family, row-major. */
  float[] values(int rows, int dim, long seed) {
    float[] values = new float[rows * dim];
    fill(values, dim, new Random(seed));
    return values;
  }

  private static void scale(float[] values, int dim, RandomGenerator random, Scale scale) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * scale.of(i / dim, i % dim));
    }
  }

  /**
   * @param rarity how many times as many rows the first group has
   */
  private static void groups(float[] values, int dim, int count, int rarity, Random random) {
    float[] centres = TestData.gaussian(count, dim, random.nextLong());
    for (int row = 0; row < values.length / dim; row++) {
      int group = random.nextInt(rarity) == 0 ? random.nextInt(count) : 0;
      for (int d = 0; d < dim; d++) {
        values[row * dim + d] = (float) (1e4 * centres[group * dim + d] + random.nextGaussian());
      }
    }
  }
}
