package io.elanus.kernels;

import java.lang.foreign.MemorySegment;

/**
 * The inner loops of graph indexes: distances of one vector to a few others that lie scattered.
 *
 * <p>A <b>code</b> is a vector in about a byte for each value, little-endian: a float bias, a float
 * scale, then signed bytes, as many as the values rounded up to a multiple of 8, the last ones 0.
 * Codes stand at multiples of a stride, rows of floats without gaps. What {@link PanelKernels} says
 * about the classes of segments holds here too.
 */
public sealed interface GraphKernels permits ScalarGraphKernels, VectorGraphKernels {
  /** Bytes of a code before its values. */
  int CODE_HEADER = 8;

  /** How many weights and code bytes a vector of this dimension takes. */
  static int paddedDim(int dim) {
    return (dim + 7) & -8;
  }

  /**
   * Distances to codes: {@code bias + scale * sum of weights[d] * code[d]}; the order of addition
   * is not specified.
   *
   * @param weights {@link #paddedDim} values
   * @param numbers which codes, {@code count} of them from the start
   * @param distances receives one value for each, in their order
   */
  void codeDistances(
      float[] weights,
      MemorySegment codes,
      long stride,
      int[] numbers,
      int count,
      float[] distances);

  /**
   * Inner products of a query with scattered rows.
   *
   * @param query {@code dim} values
   */
  void innerProducts(
      float[] query, MemorySegment rows, int dim, int[] numbers, int count, float[] products);

  /** Squared Euclidean distances of a query to scattered rows. */
  void squaredDistances(
      float[] query, MemorySegment rows, int dim, int[] numbers, int count, float[] distances);

  /**
   * Distances of some vectors to each other, {@code bias[x] + sum of group[d] * panel[d]}: the
   * vectors once as groups and once as panels, both from the start of their arrays.
   *
   * @param fromGroup first group to compare
   * @param toGroup end of the groups to compare
   * @param bias 16 floats per panel
   * @param distances receives, for each group, 64 floats per panel: 16 for each of its members
   */
  void pairDistances(
      float[] groups,
      int fromGroup,
      int toGroup,
      float[] panels,
      float[] bias,
      int panelCount,
      int dim,
      float[] distances);

  /**
   * Finds the least of the distances in each lane of every {@code parts}-th panel; what is no
   * number is passed over.
   *
   * @param distances as {@link #pairDistances} wrote them, for one member of a group from number
   *     {@code start} on
   * @param least receives 16 values for each part, infinite where there is no panel
   */
  void leastOfLanes(float[] distances, int start, int panelCount, int parts, float[] least);

  /**
   * Chooses the distances that are not above a bound.
   *
   * @param distances as for {@link #leastOfLanes}
   * @param chosen receives {@code panel * 16 + lane} of each, ascending
   * @return how many were chosen
   */
  int chooseUpTo(float[] distances, int start, int panelCount, float bound, int[] chosen);
}
