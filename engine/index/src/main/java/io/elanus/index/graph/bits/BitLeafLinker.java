package io.elanus.index.graph.bits;

import io.elanus.base.Cancellation;
import io.elanus.index.binary.BitMetric;
import io.elanus.index.graph.build.LeafLinker;
import io.elanus.index.graph.build.LeafShape;
import io.elanus.index.graph.search.Members;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.BitLayout;
import io.elanus.kernels.TopK;
import java.util.List;

/**
 * Links leaves of binary vectors: their distances to each other are counted four rows at a time and
 * not kept, as the few that are needed twice are as soon counted again.
 */
public final class BitLeafLinker extends LeafLinker {
  private final BitGraphRows rows;
  private final Members members;
  private final Cancellation cancellation;
  private final BitMetric metric;
  private final BitNearest search;
  private final int words;
  private final long[] vectors;
  private final int[] ones;
  private int[] leaf;
  private List<BitChunk> chunks;

  BitLeafLinker(BitGraphRows rows, int[] members, LeafShape shape, Cancellation cancellation) {
    super(shape.met(), shape.kept());
    this.rows = rows;
    this.members = new Members(members);
    this.cancellation = cancellation;
    this.metric = rows.metric();
    this.search = new BitNearest(rows.rows(), metric, shape.met());
    this.words = BitKernels.words(rows.rows().dim());
    this.vectors = new long[shape.most() * words];
    this.ones = new int[shape.most()];
  }

  /** Heap bytes of one. */
  public static long bytes(long most, int dim, int met) {
    long vector = (long) BitKernels.words(dim) * Long.BYTES;
    return most * (2 * vector + 3 * Integer.BYTES) + BitNearest.bytes(most, dim, met);
  }

  @Override
  protected void load(int[] nodes) {
    leaf = new int[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      leaf[i] = members.of(nodes[i]);
      long row = (long) leaf[i] * rows.rows().width();
      for (int w = 0; w < words; w++) {
        vectors[i * words + w] = BitLayout.word(rows.rows().values(), row, rows.rows().width(), w);
      }
      ones[i] = BitLayout.ones(vectors, i * words, words);
    }
    chunks = BitChunk.of(rows.rows(), leaf);
  }

  @Override
  protected int findNearest(int node, int count) {
    int r = node % BitKernels.GROUP;
    if (r == 0) {
      cancellation.check();
      int some = Math.min(BitKernels.GROUP, count - node);
      for (int i = 0; i < some; i++) {
        search.set(i, leaf[node + i]);
      }
      search.run(chunks, some, node);
    }
    long[] found = search.found(r);
    int size = search.size(r);
    for (int i = 0; i < size; i++) {
      near[i] = TopK.distance(found[i]);
      nearest[i] = TopK.row(found[i]);
    }
    return size;
  }

  @Override
  protected float between(int one, int other) {
    int differing = 0;
    for (int w = 0; w < words; w++) {
      differing += Long.bitCount(vectors[one * words + w] ^ vectors[other * words + w]);
    }
    return metric.distance(differing, ones[one], ones[other]);
  }
}
