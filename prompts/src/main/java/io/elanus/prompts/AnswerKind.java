package io.elanus.prompts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What sort of answer a question takes, and how a typed one is read. */
public sealed interface AnswerKind {
  /** Reads an answer that is not empty and has no spaces around it. */
  Reply read(String typed);

  /** What is allowed, in a few words for the line above the prompt; may be empty. */
  String allowed();

  /**
   * One of a list, by its name in any case, with or without underscores, by the start of its name,
   * or by its number in the list.
   */
  record OneOf(List<Choice> choices) implements AnswerKind {
    public OneOf {
      choices = List.copyOf(choices);
    }

    @Override
    public Reply read(String typed) {
      return ChoiceMatcher.read(choices, typed);
    }

    @Override
    public String allowed() {
      return "";
    }
  }

  /** Some of a list, separated by commas; each read as in {@link OneOf}. "*" stands for all. */
  record SomeOf(List<Choice> choices) implements AnswerKind {
    public SomeOf {
      choices = List.copyOf(choices);
    }

    @Override
    public Reply read(String typed) {
      if (typed.equals("*")) {
        return new Reply.Accepted("*");
      }
      List<String> values = new ArrayList<>();
      for (String item : typed.split(",")) {
        switch (ChoiceMatcher.read(choices, item.strip())) {
          case Reply.Accepted accepted -> values.add(accepted.value());
          case Reply.Refused refused -> {
            return refused;
          }
        }
      }
      return new Reply.Accepted(String.join(",", values));
    }

    @Override
    public String allowed() {
      return "several with commas between them, * for all";
    }
  }

  /** A whole number in a range, both ends allowed; "1,024" and "1_024" are read too. */
  record WholeNumber(long minimum, long maximum) implements AnswerKind {
    public WholeNumber {
      if (minimum > maximum) {
        throw new IllegalArgumentException(
            "minimum must not exceed maximum, got [%d, %d]".formatted(minimum, maximum));
      }
    }

    @Override
    public Reply read(String typed) {
      String digits = typed.replaceAll("(?<=\\d)[,_](?=\\d{3})", "");
      try {
        long number = Long.parseLong(digits);
        if (number >= minimum && number <= maximum) {
          return new Reply.Accepted(Long.toString(number));
        }
      } catch (NumberFormatException notANumber) {
        return new Reply.Refused(rule() + ", got \"" + typed + "\"");
      }
      return new Reply.Refused(rule() + ", got " + typed);
    }

    private String rule() {
      return maximum == Long.MAX_VALUE
          ? "Must be a whole number from %d up".formatted(minimum)
          : "Must be a whole number in [%d, %d]".formatted(minimum, maximum);
    }

    @Override
    public String allowed() {
      return maximum == Long.MAX_VALUE ? minimum + " or more" : minimum + " to " + maximum;
    }
  }

  /** A number with or without a fraction, greater than zero. */
  record PositiveNumber() implements AnswerKind {
    @Override
    public Reply read(String typed) {
      try {
        double number = Double.parseDouble(typed);
        if (number > 0 && number < Double.POSITIVE_INFINITY) {
          return new Reply.Accepted(typed);
        }
      } catch (NumberFormatException notANumber) {
        return new Reply.Refused("Must be a number, got \"" + typed + "\"");
      }
      return new Reply.Refused("Must be greater than 0, got " + typed);
    }

    @Override
    public String allowed() {
      return "";
    }
  }

  /**
   * Free text under a rule.
   *
   * @param allowed the rule in a few words, for the prompt; may be empty
   * @param examples what Tab offers
   */
  record Text(Check check, String allowed, List<String> examples) implements AnswerKind {
    public Text {
      examples = List.copyOf(examples);
    }

    public Text(Check check) {
      this(check, "", List.of());
    }

    @Override
    public Reply read(String typed) {
      return check
          .problem(typed)
          .<Reply>map(Reply.Refused::new)
          .orElseGet(() -> new Reply.Accepted(typed));
    }
  }

  /** Yes or no; accepted as "yes" and "no". */
  record YesNo() implements AnswerKind {
    private static final List<String> YES = List.of("y", "yes", "true", "1");
    private static final List<String> NO = List.of("n", "no", "false", "0");

    @Override
    public Reply read(String typed) {
      String lower = typed.toLowerCase(Locale.ROOT);
      if (YES.contains(lower)) {
        return new Reply.Accepted("yes");
      }
      if (NO.contains(lower)) {
        return new Reply.Accepted("no");
      }
      return new Reply.Refused("Must be y or n, got \"" + typed + "\"");
    }

    @Override
    public String allowed() {
      return "";
    }
  }

  /**
   * The path of a file that exists.
   *
   * @param fits which file names Tab offers
   * @param check the rule for a file that exists, by its path with "~" spelt out
   */
  record ExistingFile(PathNames paths, Predicate<String> fits, Check check) implements AnswerKind {
    @Override
    public Reply read(String typed) {
      if (!paths.isFile(typed)) {
        return new Reply.Refused("There is no file " + typed);
      }
      String path = paths.expand(typed);
      return check
          .problem(path)
          .<Reply>map(Reply.Refused::new)
          .orElseGet(() -> new Reply.Accepted(path));
    }

    @Override
    public String allowed() {
      return "";
    }
  }
}
