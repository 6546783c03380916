package io.elanus.prompts;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Finds the choice that a typed answer means: the surest reading wins, an unsure one is refused.
 */
final class ChoiceMatcher {
  private ChoiceMatcher() {}

  static Reply read(List<Choice> choices, String typed) {
    List<Choice> available = choices.stream().filter(Choice::available).toList();
    for (Predicate<Choice> reading : readings(available, typed)) {
      List<Choice> found = available.stream().filter(reading).toList();
      if (found.size() == 1) {
        return new Reply.Accepted(found.getFirst().value());
      }
      if (found.size() > 1) {
        return new Reply.Refused(
            "\"%s\" could be %s".formatted(typed, enumerate(names(found), "or")));
      }
    }
    for (Choice choice : choices) {
      if (!choice.available() && plain(choice.value()).equals(plain(typed))) {
        return new Reply.Refused(
            "%s: %s; choose %s".formatted(choice.value(), choice.help(), allowed(available)));
      }
    }
    return new Reply.Refused("Must be %s, got \"%s\"".formatted(allowed(available), typed));
  }

  /** From the surest to the least sure. */
  private static List<Predicate<Choice>> readings(List<Choice> available, String typed) {
    String plain = plain(typed);
    return List.of(
        choice -> choice.value().equals(typed),
        choice -> choice.value().equalsIgnoreCase(typed),
        choice -> plain(choice.value()).equals(plain),
        choice -> typed.equals(Integer.toString(available.indexOf(choice) + 1)),
        choice -> choice.value().startsWith(typed),
        choice -> plain(choice.value()).startsWith(plain) && !plain.isEmpty());
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(" ", "");
  }

  private static String allowed(List<Choice> available) {
    if (available.size() > QuestionView.MOST_CHOICES) {
      return "one of the %d that Tab lists".formatted(available.size());
    }
    return enumerate(names(available), "or");
  }

  private static List<String> names(List<Choice> choices) {
    return choices.stream().map(Choice::value).toList();
  }

  /** "a", "a or b", "a, b or c". */
  static String enumerate(List<String> words, String conjunction) {
    if (words.size() < 2) {
      return String.join("", words);
    }
    return String.join(", ", words.subList(0, words.size() - 1))
        + " "
        + conjunction
        + " "
        + words.getLast();
  }
}
