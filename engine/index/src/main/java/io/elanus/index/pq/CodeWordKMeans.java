package io.elanus.index.pq;

import io.elanus.base.Cancellation;
import io.elanus.index.cluster.Centroids;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.PdxKernels;

/**
 * Lloyd's algorithm on one part of some vectors, a few values each, for the code words of product
 * quantisation. The points are cut into chunks, which threads may load and assign at once; all else
 * is one thread's. A word that no point is nearest to gets one half of the points of the most
 * frequent word.
 */
public final class CodeWordKMeans {
  /** How often words are moved. */
  public static final int ITERATIONS = 12;

  /** Points of a chunk. */
  static final int CHUNK = 1024;

  private static final int LANES = PdxKernels.LANES;

  /** How far the two halves of a split word are moved apart, as a part of each value. */
  private static final float SPLIT = 1f / 1024;

  private final int count;
  private final int length;
  private final int size;
  private final float[][] blocks;
  private final char[] nearest;
  private final float[] words;
  private Centroids.Packed packed;

  /**
   * @param count points
   * @param length values of each
   * @param size words wanted, at most one for each point and 65,536
   */
  public CodeWordKMeans(int count, int length, int size) {
    this.count = count;
    this.length = length;
    this.size = size;
    this.blocks = new float[chunks(count)][];
    this.nearest = new char[count];
    this.words = new float[size * length];
  }

  /** Heap bytes of one. */
  public static long bytes(long count, long length, long size) {
    return count * (length * Float.BYTES + Character.BYTES) + size * (2 * length + 1) * Float.BYTES;
  }

  /** Heap bytes that a thread takes besides while it assigns or moves. */
  public static long threadBytes(long length, long size) {
    return Math.max(2L * CHUNK * Float.BYTES, size * (length * Double.BYTES + Integer.BYTES));
  }

  /** Into how many chunks so many points are cut. */
  static int chunks(int count) {
    return (count + CHUNK - 1) / CHUNK;
  }

  /** How many points a chunk has. */
  int size(int chunk) {
    return Math.min(CHUNK, count - chunk * CHUNK);
  }

  /** Sets a point; those of a chunk in one thread. */
  public void set(int point, float[] values, int from) {
    int chunk = point / CHUNK;
    if (blocks[chunk] == null) {
      blocks[chunk] = new float[(size(chunk) + LANES - 1) / LANES * LANES * length];
    }
    int at = place(point);
    for (int d = 0; d < length; d++) {
      blocks[chunk][at + d * LANES] = values[from + d];
    }
  }

  /** Where the first value of a point lies in its chunk's blocks. */
  private int place(int point) {
    int i = point % CHUNK;
    return i / LANES * LANES * length + i % LANES;
  }

  /** Begins with a point as a word. */
  public void start(int word, int point) {
    float[] chunk = blocks[point / CHUNK];
    int at = place(point);
    for (int d = 0; d < length; d++) {
      words[word * length + d] = chunk[at + d * LANES];
    }
  }

  /** The words, row-major. */
  public float[] words() {
    return words;
  }

  /** Goes through all iterations in one thread, but where every point has a word of its own. */
  public void train(Cancellation cancellation) {
    for (int i = 0; i < ITERATIONS && count > size; i++) {
      begin();
      for (int chunk = 0; chunk < blocks.length; chunk++) {
        assign(chunk, cancellation);
      }
      move(cancellation);
    }
  }

  /** Begins an iteration. */
  void begin() {
    packed = new Centroids(words, size, length, false).pack();
  }

  /**
   * Finds the nearest word of each point of a chunk; returns whether one has another than before.
   */
  boolean assign(int chunk, Cancellation cancellation) {
    int blockCount = blocks[chunk].length / length / LANES;
    float[] distance = new float[blockCount * LANES];
    float[] index = new float[blockCount * LANES];
    NearestCode.find(
        Kernels.best(), cancellation, blocks[chunk], blockCount, packed, length, distance, index);
    boolean any = false;
    int from = chunk * CHUNK;
    for (int i = 0; i < size(chunk); i++) {
      char word = (char) index[i];
      any |= nearest[from + i] != word;
      nearest[from + i] = word;
    }
    return any;
  }

  /** Moves the words to the means of the points that are nearest to them. */
  void move(Cancellation cancellation) {
    double[] sums = new double[size * length];
    int[] sizes = new int[size];
    for (int i = 0; i < count; i++) {
      if (i % CHUNK == 0) {
        cancellation.check();
      }
      int word = nearest[i];
      sizes[word]++;
      float[] chunk = blocks[i / CHUNK];
      int at = place(i);
      for (int d = 0; d < length; d++) {
        sums[word * length + d] += chunk[at + d * LANES];
      }
    }
    for (int word = 0; word < size; word++) {
      for (int d = 0; d < length && sizes[word] > 0; d++) {
        words[word * length + d] = (float) (sums[word * length + d] / sizes[word]);
      }
    }
    for (int word = 0; word < size; word++) {
      if (sizes[word] == 0) {
        cancellation.check();
        split(word, sizes);
      }
    }
  }

  /** Gives an empty word one half of the points of the most frequent one. */
  private void split(int empty, int[] sizes) {
    int largest = 0;
    for (int word = 1; word < size; word++) {
      largest = sizes[word] > sizes[largest] ? word : largest;
    }
    for (int d = 0; d < length; d++) {
      float value = words[largest * length + d];
      float step = (d & 1) == 0 ? SPLIT : -SPLIT;
      words[empty * length + d] = value * (1 + step);
      words[largest * length + d] = value * (1 - step);
    }
    sizes[empty] = sizes[largest] / 2;
    sizes[largest] -= sizes[empty];
  }
}
