package io.elanus.prompts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Answers from a list, as typed, and keeps a record of what was asked. Leaves the dialog when the
 * list ends.
 */
public final class ScriptedAsker implements Asker {
  private final Deque<String> typed;
  private final List<Question> asked = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();

  public ScriptedAsker(List<String> typed) {
    this.typed = new ArrayDeque<>(typed);
  }

  @Override
  public Turn ask(Question question, boolean canGoBack) {
    asked.add(question);
    while (!typed.isEmpty()) {
      String line = typed.removeFirst();
      if (line.equals(TerminalAsker.BACK) && canGoBack) {
        return new Turn.Back();
      }
      switch (question.read(line)) {
        case Reply.Accepted accepted -> {
          return new Turn.Answer(accepted.value());
        }
        case Reply.Refused refused -> refusals.add(refused.sentence());
      }
    }
    throw new DialogLeft();
  }

  /** Every question put so far, again where it was asked again after going back. */
  public List<Question> asked() {
    return List.copyOf(asked);
  }

  /** What was said to wrong answers. */
  public List<String> refusals() {
    return List.copyOf(refusals);
  }

  /** Answers that nobody asked for. */
  public List<String> unused() {
    return List.copyOf(typed);
  }
}
