package io.elanus.prompts;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One question of a form.
 *
 * @param name under which the answer is kept
 * @param text what is asked, without a colon
 * @param option how the answer is given on a command line, such as "-c/--collection-name"
 * @param defaultValue taken for an empty answer: "" where nothing need be said, null where an
 *     answer must be typed
 * @param required whether a command line without it is incomplete, whatever the default in a dialog
 * @param help sentences above the prompt
 * @param clearable whether {@link #NONE} is read as an empty answer, as Enter takes another one
 */
public record Question(
    String name,
    String text,
    String option,
    AnswerKind kind,
    @Nullable String defaultValue,
    boolean required,
    List<String> help,
    boolean clearable) {
  /** Typed for an empty answer where Enter takes the answer given before. */
  static final String NONE = "-";

  public Question {
    Objects.requireNonNull(kind);
    help = List.copyOf(help);
    if (name.isEmpty() || text.isEmpty()) {
      throw new IllegalArgumentException("a question must have a name and a text");
    }
  }

  /** A required question without a default. */
  public static Question of(String name, String text, String option, AnswerKind kind) {
    return new Question(name, text, option, kind, null, true, List.of(), false);
  }

  public Question withDefault(String value) {
    return new Question(name, text, option, kind, value, required, help, clearable);
  }

  /** Not missed on a command line; an empty answer stands for itself. */
  public Question optional() {
    return new Question(name, text, option, kind, "", false, help, clearable);
  }

  /** Not missed on a command line, though a dialog offers a value. */
  public Question optional(String value) {
    return new Question(name, text, option, kind, value, false, help, clearable);
  }

  public Question withHelp(String... sentences) {
    return new Question(
        name, text, option, kind, defaultValue, required, List.of(sentences), clearable);
  }

  /**
   * The same with an answer that was given before as the default; unchanged where that will not do
   * any more.
   */
  Question again(String answer) {
    if (answer.equals(defaultValue)) {
      return this;
    }
    boolean reads =
        answer.isEmpty() ? "".equals(defaultValue) : kind.read(answer) instanceof Reply.Accepted;
    if (!reads) {
      return this;
    }
    boolean mayBeEmpty = "".equals(defaultValue);
    List<String> more = new ArrayList<>(help);
    if (mayBeEmpty) {
      more.add(NONE + " takes the answer back.");
    }
    return new Question(name, text, option, kind, answer, required, more, mayBeEmpty);
  }

  /**
   * The answer where nobody gives one.
   *
   * @throws NullPointerException where one must be given
   */
  public String standing() {
    return Objects.requireNonNull(defaultValue, () -> name + " has no default");
  }

  /** Reads a typed answer; an empty one is the default. */
  public Reply read(String typed) {
    String answer = typed.strip();
    if (clearable && answer.equals(NONE)) {
      return new Reply.Accepted("");
    }
    if (!answer.isEmpty()) {
      return kind.read(answer);
    }
    if (defaultValue == null) {
      return new Reply.Refused("An answer is needed here; Ctrl-C leaves");
    }
    return new Reply.Accepted(defaultValue);
  }
}
