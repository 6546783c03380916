package io.elanus.index.graph.bits;

import io.elanus.index.BuildContext;
import io.elanus.index.cluster.TwoLevelAssigner;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.TopK;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * Finds for each of many binary vectors its nearest leaders, which are some of the vectors. Where
 * there are too many leaders to meet all of them, a point meets only those near its guide, see
 * {@link TwoLevelAssigner}, where the guides are some of the leaders.
 */
public final class BitLeaders {
  /** So many leaders are all met. */
  private static final int FEW = 1 << 13;

  /** Leaders near a guide. */
  private static final int MET = 1024;

  private final BitGraphRows rows;
  private final int[] ordinals;
  private final int fanout;
  private final BuildContext context;
  private final int few;
  private final int met;

  /**
   * @param ordinals the row of each point; null where all rows are points
   * @param fanout how many leaders to find for each point
   */
  public BitLeaders(BitGraphRows rows, int[] ordinals, int fanout, BuildContext context) {
    this(rows, ordinals, fanout, context, FEW, MET);
  }

  /**
   * @param few so many leaders are all met
   * @param met leaders near a guide
   */
  public BitLeaders(
      BitGraphRows rows, int[] ordinals, int fanout, BuildContext context, int few, int met) {
    this.rows = rows;
    this.ordinals = ordinals;
    this.fanout = fanout;
    this.context = context;
    this.few = few;
    this.met = Math.max(met, fanout);
  }

  private int points() {
    return ordinals == null ? rows.count() : ordinals.length;
  }

  private int row(int point) {
    return ordinals == null ? point : ordinals[point];
  }

  /**
   * Chooses leaders and returns the nearest of each point, the nearest first.
   *
   * @param count how many leaders, at least the fanout and at most one for each point
   */
  public int[] nearest(int count) {
    int[] leaders = new int[count];
    SplittableRandom random = new SplittableRandom(context.seed());
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) i * points() / count);
      int to = (int) ((i + 1L) * points() / count);
      leaders[i] = row(from + random.nextInt(to - from));
    }
    if (count <= few || count <= met) {
      return amongAll(this::row, points(), leaders, fanout);
    }
    int guideCount = (int) (2 * Math.sqrt(count));
    int[] spaced = TwoLevelAssigner.spaced(count, guideCount);
    int[] guides = Arrays.stream(spaced).map(leader -> leaders[leader]).toArray();
    int[] guideOf = amongAll(this::row, points(), guides, 1);
    int[] near = amongAll(guide -> guides[guide], guideCount, leaders, met);
    return new TwoLevelAssigner(fanout, context)
        .nearGuides(
            guideOf,
            guideCount,
            () ->
                new Comparer(
                    this::row,
                    fanout,
                    guide ->
                        some(leaders, Arrays.copyOfRange(near, guide * met, (guide + 1) * met)),
                    null));
  }

  /**
   * Compares points with all of some rows and returns the numbers of the nearest.
   *
   * @param rowOf the row of a point
   */
  private int[] amongAll(IntUnaryOperator rowOf, int points, int[] others, int kept) {
    Met all = new Met(null, BitChunk.of(rows.rows(), others));
    return new TwoLevelAssigner(kept, context)
        .amongAll(points, () -> new Comparer(rowOf, kept, guide -> all, all));
  }

  private Met some(int[] leaders, int[] numbers) {
    int[] met = Arrays.stream(numbers).map(leader -> leaders[leader]).toArray();
    return new Met(numbers, BitChunk.of(rows.rows(), met));
  }

  /**
   * Vectors laid out in blocks.
   *
   * @param numbers what to call each of them; null for their places
   */
  private record Met(int[] numbers, List<BitChunk> chunks) {
    int number(int place) {
      return numbers == null ? place : numbers[place];
    }
  }

  /** Compares points with vectors laid out in blocks. */
  private final class Comparer implements TwoLevelAssigner.Comparer {
    private final IntUnaryOperator rowOf;
    private final int kept;
    private final IntFunction<Met> near;
    private final BitNearest search;
    private Met met;

    /**
     * @param rowOf the row of a point
     * @param kept how many vectors to find for each
     * @param near lays out the leaders near a guide
     * @param met those that are met from the start; null for none
     */
    Comparer(IntUnaryOperator rowOf, int kept, IntFunction<Met> near, Met met) {
      this.rowOf = rowOf;
      this.kept = kept;
      this.near = near;
      this.search = new BitNearest(rows.rows(), rows.metric(), kept);
      this.met = met;
    }

    @Override
    public void meet(int guide) {
      met = near.apply(guide);
    }

    @Override
    public void find(int[] order, int from, int to, int[] nearest) {
      for (int first = from; first < to; first += BitKernels.GROUP) {
        int count = Math.min(BitKernels.GROUP, to - first);
        for (int r = 0; r < count; r++) {
          search.set(r, rowOf.applyAsInt(order == null ? first + r : order[first + r]));
        }
        search.run(met.chunks, count, -1);
        for (int r = 0; r < count; r++) {
          int point = order == null ? first + r : order[first + r];
          for (int i = 0; i < kept; i++) {
            nearest[point * kept + i] = met.number(TopK.row(search.found(r)[i]));
          }
        }
      }
    }
  }
}
