package io.elanus.index.graph.search;

import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.lists.Sections;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The {@link AdaptiveTermination} that finds at least as many neighbours as a search that keeps
 * {@code ef} nodes.
 *
 * <p>Section {@code reach}, little-endian doubles: the greatest norm of a row, the usual error of a
 * code, and for 10 and 100 neighbours and each ef of 8, 16 to 512 the slope; infinite where none
 * does as well with less work.
 *
 * @param greatestNorm of the rows where the metric is IP, otherwise 0
 * @param error root of the mean squared distance of vectors to their codes; 0 where there are none
 * @param slopes [number of neighbours][ef]
 */
public record TerminationTable(double greatestNorm, double error, double[][] slopes) {
  /** Numbers of neighbours that were tried. A search for fewer goes as far as one for ten. */
  static final int[] RANKS = {10, 100};

  /** Values of ef that were tried, each twice the last. */
  static final int[] EFS = {8, 16, 32, 64, 128, 256, 512};

  /** A search keeps at most so many times ef nodes. */
  public static final int MOST = 2;

  private static final String NAME = "reach";
  private static final int FIRST = 2;

  /** A number of neighbours that was tried, the least first. */
  public static int rank(int number) {
    return RANKS[number];
  }

  /** A value of ef that was tried, the least first. */
  public static int ef(int number) {
    return EFS[number];
  }

  /** The greatest value of ef that was tried. */
  public static int greatestEf() {
    return EFS[EFS.length - 1];
  }

  public void write(SectionSink sink) throws IOException {
    int count = FIRST + RANKS.length * EFS.length;
    MemorySegment section = MemorySegment.ofArray(new byte[count * Double.BYTES]);
    int at = 0;
    section.set(PdxLists.DOUBLE, (long) Double.BYTES * at++, greatestNorm);
    section.set(PdxLists.DOUBLE, (long) Double.BYTES * at++, error);
    for (double[] row : slopes) {
      for (double slope : row) {
        section.set(PdxLists.DOUBLE, (long) Double.BYTES * at++, slope);
      }
    }
    sink.begin(NAME);
    sink.write(section);
  }

  /** Slopes of a graph whose searches end by the number of nodes that they keep. */
  public static double[][] noSlopes() {
    double[][] slopes = new double[RANKS.length][EFS.length];
    for (double[] row : slopes) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
    return slopes;
  }

  /** The same without slopes. */
  public TerminationTable unbounded() {
    return new TerminationTable(greatestNorm, error, noSlopes());
  }

  public static TerminationTable open(SectionSource sections) {
    long bytes = (FIRST + (long) RANKS.length * EFS.length) * Double.BYTES;
    MemorySegment section = Sections.section(sections, NAME, bytes);
    double[][] slopes = new double[RANKS.length][EFS.length];
    int at = 0;
    double norm = section.get(PdxLists.DOUBLE, (long) Double.BYTES * at++);
    double error = section.get(PdxLists.DOUBLE, (long) Double.BYTES * at++);
    for (double[] row : slopes) {
      for (int i = 0; i < row.length; i++) {
        row[i] = section.get(PdxLists.DOUBLE, (long) Double.BYTES * at++);
        if (!(row[i] >= 1)) {
          throw Sections.damaged("the index is damaged: a slope must be at least 1, got " + row[i]);
        }
      }
    }
    if (!(norm >= 0 && error >= 0)) {
      throw Sections.damaged(
          "the index is damaged: norm and error must not be negative, got " + norm + ", " + error);
    }
    return new TerminationTable(norm, error, slopes);
  }

  /**
   * The slope for a search of k neighbours; infinite where a search should keep ef nodes.
   *
   * @param k at least the first of {@link #RANKS}
   */
  public double slope(int k, int ef) {
    if (k > RANKS[1] || ef < EFS[0] || ef > EFS[EFS.length - 1]) {
      return Double.POSITIVE_INFINITY;
    }
    double first = ofRank(0, ef);
    double part = Math.log10((double) k / RANKS[0]);
    return part == 0 ? first : first + part * (ofRank(1, ef) - first);
  }

  private double ofRank(int rank, int ef) {
    double place = Math.log((double) ef / EFS[0]) / Math.log(2);
    int step = Math.min((int) place, EFS.length - 2);
    double first = slopes[rank][step];
    double part = place - step;
    return part == 0 ? first : first + part * (slopes[rank][step + 1] - first);
  }
}
