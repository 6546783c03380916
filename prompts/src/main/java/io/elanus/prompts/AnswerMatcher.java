package io.elanus.prompts;

import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.CompletionMatcher;
import org.jline.reader.LineReader;
import org.jspecify.annotations.Nullable;

/**
 * Takes the candidates of {@link AnswerCompleter} as they are: what is offered goes on with what is
 * typed. The line editor's own matcher would also offer what merely resembles it, such as 360 for a
 * typed 1.
 */
final class AnswerMatcher implements CompletionMatcher {
  private String typed = "";
  private List<Candidate> offered = List.of();

  @Override
  public void compile(
      Map<LineReader.Option, Boolean> options,
      boolean prefix,
      CompletingParsedLine line,
      boolean caseInsensitive,
      int errors,
      String originalGroupName) {
    typed = line.word().substring(0, line.wordCursor());
  }

  @Override
  public List<Candidate> matches(List<Candidate> candidates) {
    offered = List.copyOf(candidates);
    return candidates;
  }

  @Override
  public @Nullable Candidate exactMatch() {
    return offered.stream()
        .filter(candidate -> candidate.value().equalsIgnoreCase(typed))
        .findFirst()
        .orElse(null);
  }

  /**
   * What all candidates start with. Nothing where nothing is typed: a start that several share may
   * be a choice itself, and Enter would take it for the default.
   */
  @Override
  public String getCommonPrefix() {
    if (typed.isEmpty() || offered.isEmpty()) {
      return "";
    }
    String common = offered.getFirst().value();
    for (Candidate candidate : offered) {
      int length = Math.min(common.length(), candidate.value().length());
      while (!common.regionMatches(true, 0, candidate.value(), 0, length)) {
        length--;
      }
      common = common.substring(0, length);
    }
    return common;
  }
}
