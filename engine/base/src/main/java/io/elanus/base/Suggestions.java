package io.elanus.base;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a misspelt one most likely meant. */
public final class Suggestions {
  private static final int LONGEST = 256;

  private Suggestions() {}

  /**
   * The nearest of the known names, if it is near enough to be a misspelling. Case is ignored. A
   * single letter misspells nothing, and nobody misspells a name by a whole paragraph.
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String given = word.toLowerCase(Locale.ROOT);
    String best = null;
    int bestDistance = word.length() < 2 ? 1 : Math.max(1, word.length() / 3) + 1;
    for (String name : known) {
      if (Math.abs(name.length() - word.length()) >= bestDistance) {
        continue;
      }
      int distance = editDistance(given, name.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        bestDistance = distance;
        best = name;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The only known name that begins with the word; case is ignored. */
  private static Optional<String> completed(String word, Collection<String> known) {
    String given = word.toLowerCase(Locale.ROOT);
    List<String> longer =
        known.stream().filter(name -> name.toLowerCase(Locale.ROOT).startsWith(given)).toList();
    return longer.size() == 1 && !word.isEmpty()
        ? Optional.of(longer.getFirst())
        : Optional.empty();
  }

  /**
   * "did you mean X?" where a name is near or begins so, else "one of: a, b, c"; a hint for an
   * error.
   */
  public static String hint(String word, Collection<String> known) {
    return nearest(word, known)
        .or(() -> completed(word, known))
        .map(name -> "did you mean " + name + "?")
        .orElseGet(
            () ->
                known.isEmpty()
                    ? "there are none yet"
                    : "known: " + String.join(", ", known.stream().map(Wording::excerpt).toList()));
  }

  /**
   * Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours
   * cost 1.
   */
  static int editDistance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int substitution = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        cost[i][j] = Math.min(substitution, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
