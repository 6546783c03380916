package io.elanus.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column of a .csv file: one cell of each row, or a run of numbered cells that make up a vector.
 *
 * @param name of the header, for a run what its names share
 * @param first cell, from 0
 */
record CsvColumn(String name, int first, int cells) {
  /** Fewer numbered columns than this are taken for what they are. */
  private static final int MIN_RUN = 8;

  private static final Pattern NUMBERED = Pattern.compile("(.*?)[_.\\-\\[]?([0-9]{1,9})\\]?");

  boolean isRun() {
    return cells > 1;
  }

  /**
   * @param single names of columns that stand for themselves, whatever their neighbours are called
   */
  static List<CsvColumn> of(List<String> header, Predicate<String> single) {
    List<CsvColumn> columns = new ArrayList<>();
    int at = 0;
    while (at < header.size()) {
      int run = runLength(header, at, single);
      if (run >= MIN_RUN) {
        String stem = stem(header.get(at));
        columns.add(
            new CsvColumn(stem == null || stem.isEmpty() ? VectorsFile.COLUMN : stem, at, run));
        at += run;
      } else {
        columns.add(new CsvColumn(header.get(at), at, 1));
        at++;
      }
    }
    return columns;
  }

  /** How many columns from {@code at} on share a stem and count up by one. */
  private static int runLength(List<String> header, int at, Predicate<String> single) {
    String stem = stem(header.get(at));
    int run = 0;
    while (at + run < header.size()) {
      String name = header.get(at + run);
      if (single.test(name) || stem == null || !stem.equals(stem(name))) {
        break;
      }
      if (run > 0 && number(name) != number(header.get(at + run - 1)) + 1) {
        break;
      }
      run++;
    }
    return run;
  }

  private static @Nullable String stem(String name) {
    Matcher matcher = NUMBERED.matcher(name);
    return matcher.matches() ? matcher.group(1) : null;
  }

  private static int number(String name) {
    Matcher matcher = NUMBERED.matcher(name);
    return matcher.matches() ? Integer.parseInt(matcher.group(2)) : -1;
  }
}
