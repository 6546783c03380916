package io.elanus.index.diskann;

import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.lists.Sections;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * What is done to a row before it is a point of the {@link Space}: its values are multiplied by a
 * power of two, which costs no digits, so that no square of them overflows or vanishes; then their
 * middle is taken off, so that rows far from the origin keep their digits.
 *
 * @param coded whether codes steer searches, see {@link Resolution}
 * @param scale 1 unless rows are very long or very short
 * @param limit a query further than this from the middle is moved towards it: the order of rows
 *     hardly changes, and distances to them keep their digits
 * @param middle for IP one value more than a row has
 */
record Frame(boolean coded, float scale, float limit, float[] middle) {
  /** Exponents of the longest row between which the scale is 1. */
  private static final int LEAST = -16;

  /** Squares of a limit stay below 2^127; values down to 2^-63 have squares. */
  private static final int MOST = 40;

  private static final int HEAD = Integer.BYTES + 2 * Float.BYTES;

  /** The scale for rows of which the longest has this length. */
  static float scale(double longest) {
    int exponent = Math.getExponent(longest);
    return longest == 0 || exponent >= LEAST && exponent <= MOST
        ? 1
        : Math.scalb(1f, Math.min(Float.MAX_EXPONENT, MOST - exponent));
  }

  /**
   * Writes section {@code frame}: int 1 where codes steer searches, otherwise 0, float scale, float
   * limit, floats of the middle.
   */
  void write(SectionSink sink) throws IOException {
    sink.begin("frame");
    MemorySegment head = MemorySegment.ofArray(new byte[HEAD]);
    head.set(PdxLists.INT, 0, coded ? 1 : 0);
    head.set(PdxLists.FLOAT, 4, scale);
    head.set(PdxLists.FLOAT, 8, limit);
    sink.write(head);
    Sections.write(sink, middle);
  }

  /** Bytes of the section for points of so many values. */
  static long bytes(long dim) {
    return HEAD + dim * Float.BYTES;
  }

  /** Reads what {@link #write} wrote, for points of so many values. */
  static Frame open(SectionSource sections, int dim) {
    MemorySegment section = Sections.section(sections, "frame", bytes(dim));
    return new Frame(
        section.get(PdxLists.INT, 0) != 0,
        section.get(PdxLists.FLOAT, 4),
        section.get(PdxLists.FLOAT, 8),
        section.asSlice(HEAD).toArray(PdxLists.FLOAT));
  }

  /** Takes a query of a row's length, which the metric has seen, into the frame. */
  void apply(float[] values, int start, int length) {
    double squares = 0;
    for (int d = 0; d < length; d++) {
      double value = (double) values[start + d] * scale - middle[d];
      squares += value * value;
    }
    double distance = Math.sqrt(squares);
    double factor = distance > limit ? limit / distance : 1;
    for (int d = 0; d < length; d++) {
      values[start + d] = (float) (((double) values[start + d] * scale - middle[d]) * factor);
    }
  }
}
