package io.elanus.prompts;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** How a question looks: lines above the prompt, and the prompt. */
final class QuestionView {
  static final int MOST_CHOICES = 20;

  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  private static final AttributedStyle BOLD = AttributedStyle.BOLD;
  private static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();

  private QuestionView() {}

  /**
   * The lines above the prompt.
   *
   * <pre>
   *   1  FLAT      compares with every row; exact
   *   2  IVF_FLAT  searches the nearest clusters
   *   not available yet: IVF_SQ8, IVF_PQ
   * </pre>
   *
   * @param width columns of the terminal
   */
  static List<AttributedString> above(Question question, int width) {
    List<AttributedString> lines = new ArrayList<>();
    for (String sentence : question.help()) {
      wrap(lines, "  ", "  ", sentence, width, FAINT);
    }
    switch (question.kind()) {
      case AnswerKind.OneOf oneOf -> addChoices(lines, oneOf.choices(), width);
      case AnswerKind.SomeOf someOf -> {
        wrap(lines, "  ", "  ", someOf.allowed(), width, FAINT);
        addChoices(lines, someOf.choices(), width);
      }
      case AnswerKind.WholeNumber _,
          AnswerKind.PositiveNumber _,
          AnswerKind.Text _,
          AnswerKind.YesNo _,
          AnswerKind.ExistingFile _ -> {}
    }
    return lines;
  }

  /** "Index type [IVF_FLAT]: ", with the choices in parentheses where they need no list above. */
  static AttributedString prompt(Question question) {
    AttributedStringBuilder prompt = new AttributedStringBuilder();
    prompt.styled(BOLD, question.text());
    String choices = inline(question.kind());
    if (!choices.isEmpty()) {
      prompt.styled(PLAIN, " (" + choices + ")");
    }
    if (question.defaultValue() != null) {
      prompt.styled(PLAIN, " [" + question.defaultValue() + "]");
    }
    return prompt.styled(PLAIN, ": ").toAttributedString();
  }

  private static String inline(AnswerKind kind) {
    return switch (kind) {
      case AnswerKind.OneOf oneOf when !needsList(oneOf.choices()) ->
          String.join(", ", oneOf.choices().stream().map(Choice::value).toList());
      case AnswerKind.SomeOf someOf when !needsList(someOf.choices()) ->
          String.join(", ", someOf.choices().stream().map(Choice::value).toList());
      case AnswerKind.YesNo _ -> "y/n";
      case AnswerKind.OneOf _,
          AnswerKind.SomeOf _,
          AnswerKind.WholeNumber _,
          AnswerKind.PositiveNumber _,
          AnswerKind.Text _,
          AnswerKind.ExistingFile _ ->
          kind.allowed();
    };
  }

  private static boolean needsList(List<Choice> choices) {
    return choices.size() > 6
        || choices.stream().anyMatch(choice -> !choice.available() || !choice.help().isEmpty());
  }

  private static void addChoices(List<AttributedString> lines, List<Choice> choices, int width) {
    if (!needsList(choices)) {
      return;
    }
    List<Choice> available = choices.stream().filter(Choice::available).toList();
    List<Choice> shown = available.subList(0, Math.min(MOST_CHOICES, available.size()));
    int digits = Integer.toString(shown.size()).length();
    int longest = shown.stream().mapToInt(choice -> choice.value().length()).max().orElse(0);
    for (int i = 0; i < shown.size(); i++) {
      Choice choice = shown.get(i);
      String number = ("  %" + digits + "d  ").formatted(i + 1);
      String name = choice.help().isEmpty() ? choice.value() : pad(choice.value(), longest) + "  ";
      boolean beside = number.length() + name.length() + 16 <= width;
      String indent = " ".repeat(beside ? number.length() + name.length() : number.length() + 2);
      if (beside) {
        wrap(lines, number + name, indent, choice.help(), width, PLAIN);
      } else {
        lines.add(new AttributedString(number + choice.value()));
        wrap(lines, indent, indent, choice.help(), width, FAINT);
      }
    }
    if (shown.size() < available.size()) {
      int more = available.size() - shown.size();
      lines.add(new AttributedString("  and %,d more; Tab lists them".formatted(more), FAINT));
    }
    choices.stream()
        .filter(choice -> !choice.available())
        .map(Choice::help)
        .distinct()
        .forEach(
            reason -> {
              List<String> names =
                  choices.stream()
                      .filter(choice -> !choice.available() && choice.help().equals(reason))
                      .map(Choice::value)
                      .toList();
              wrap(lines, "  ", "    ", reason + ": " + String.join(", ", names), width, FAINT);
            });
  }

  private static String pad(String text, int length) {
    return text + " ".repeat(length - text.length());
  }

  /** Breaks a sentence at its spaces; a word longer than a line stays whole. */
  static void wrap(
      List<AttributedString> lines,
      String first,
      String indent,
      String sentence,
      int width,
      AttributedStyle style) {
    String start = first;
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ")) {
      boolean full = start.length() + line.length() + 1 + word.length() >= width;
      if (!line.isEmpty() && full) {
        lines.add(styled(start, line, style));
        start = indent;
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    if (!line.isEmpty() || !first.isBlank()) {
      lines.add(styled(start, line, style));
    }
  }

  private static AttributedString styled(String start, CharSequence text, AttributedStyle style) {
    return new AttributedStringBuilder()
        .styled(PLAIN, start)
        .styled(style, text)
        .toAttributedString();
  }
}
