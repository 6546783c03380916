package io.elanus.index.lists;

/**
 * Which queries probe which list.
 *
 * @param lists the lists that are probed at all, in ascending order
 * @param starts where the members of each list start; null where each list has all members
 * @param members query numbers, list after list
 */
public record ListQueries(int[] lists, int[] starts, int[] members) {
  /** Queries [from, to) probe all lists. */
  public static ListQueries all(int listCount, int from, int to) {
    int[] members = new int[to - from];
    java.util.Arrays.setAll(members, i -> from + i);
    int[] lists = new int[listCount];
    java.util.Arrays.setAll(lists, list -> list);
    return new ListQueries(lists, null, members);
  }

  /** Turns the probes numbered [firstProbe, endProbe) of queries [from, to) round. */
  public static ListQueries invert(
      int[][] probes, int from, int to, int listCount, int firstProbe, int endProbe) {
    int[] starts = new int[listCount + 1];
    for (int query = from; query < to; query++) {
      for (int i = firstProbe; i < Math.min(endProbe, probes[query].length); i++) {
        starts[probes[query][i] + 1]++;
      }
    }
    int probed = 0;
    for (int list = 0; list < listCount; list++) {
      probed += starts[list + 1] > 0 ? 1 : 0;
    }
    int[] lists = new int[probed];
    for (int list = 0, at = 0; list < listCount; list++) {
      if (starts[list + 1] > 0) {
        lists[at++] = list;
      }
      starts[list + 1] += starts[list];
    }
    int[] members = new int[starts[listCount]];
    int[] next = starts.clone();
    for (int query = from; query < to; query++) {
      for (int i = firstProbe; i < Math.min(endProbe, probes[query].length); i++) {
        members[next[probes[query][i]]++] = query;
      }
    }
    return new ListQueries(lists, starts, members);
  }

  /**
   * Whether so few queries share a list that it is better to go through the lists of each query in
   * turn: its threshold then falls sooner, and no thread's candidates need merging.
   */
  public static boolean sparse(int[][] probes, int from, int to, int listCount, int threads) {
    if (to - from < 2 * threads) {
      return false;
    }
    long pairs = 0;
    for (int query = from; query < to; query++) {
      pairs += probes[query].length;
    }
    return pairs < 2L * listCount;
  }

  public int items() {
    return lists.length;
  }

  public int list(int item) {
    return lists[item];
  }

  public int from(int list) {
    return starts == null ? 0 : starts[list];
  }

  public int to(int list) {
    return starts == null ? members.length : starts[list + 1];
  }
}
