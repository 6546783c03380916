package io.elanus.prompts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Walks through a form: what is known beforehand is passed over, the rest is asked for. */
public final class Dialog {
  private final Form form;
  private final Answers known;

  /**
   * @param known answers given as options; the form sees them as they are and throws where one will
   *     not do
   */
  public Dialog(Form form, Answers known) {
    this.form = form;
    this.known = known;
  }

  /**
   * The answers in full. Where nothing required is missing nobody is asked and optional answers
   * stay out; otherwise every question that has no answer yet is asked.
   */
  public Answers run(Asker asker) {
    Answers walked = Answers.none();
    Answers given = Answers.none();
    Optional<Question> next = form.next(walked);
    while (next.isPresent()) {
      Question question = next.get();
      String name = question.name();
      if (known.has(name)) {
        given = given.with(name, known.get(name));
        walked = walked.with(name, known.get(name));
      } else if (question.required()) {
        return ask(asker);
      } else {
        walked = walked.with(name, question.defaultValue());
      }
      next = form.next(walked);
    }
    return given;
  }

  private Answers ask(Asker asker) {
    Answers answers = Answers.none();
    Deque<Answers> before = new ArrayDeque<>();
    Optional<Question> next = form.next(answers);
    while (next.isPresent()) {
      Question question = next.get();
      if (known.has(question.name())) {
        answers = answers.with(question.name(), known.get(question.name()));
      } else {
        switch (asker.ask(question, !before.isEmpty())) {
          case Asker.Turn.Answer answer -> {
            before.push(answers);
            answers = answers.with(question.name(), answer.value());
          }
          case Asker.Turn.Back _ -> answers = before.pop();
        }
      }
      next = form.next(answers);
    }
    return answers;
  }
}
