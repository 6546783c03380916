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
   *
   * @throws UnfitOption where somebody must be asked and an option breaks the rule of its question
   */
  public Answers run(Asker asker) {
    Answers walked = Answers.none();
    Answers given = Answers.none();
    Optional<Question> next = form.next(walked);
    while (next.isPresent()) {
      Question question = next.get();
      String name = question.name();
      if (known.has(name)) {
        given = given.with(name, known.required(name));
        walked = walked.with(name, known.required(name));
      } else if (question.required()) {
        return ask(asker);
      } else {
        walked = walked.with(name, question.standing());
      }
      next = form.next(walked);
    }
    return given;
  }

  /** A question that is asked again after going back offers the answer that was given. */
  private Answers ask(Asker asker) {
    Answers answers = Answers.none();
    Answers given = Answers.none();
    Deque<Answers> before = new ArrayDeque<>();
    Optional<Question> next = form.next(answers);
    while (next.isPresent()) {
      Question question = next.get();
      String name = question.name();
      if (known.has(name)) {
        requireFit(question, known.required(name));
        answers = answers.with(name, known.required(name));
      } else {
        Question asked = given.has(name) ? question.again(given.required(name)) : question;
        switch (asker.ask(asked, !before.isEmpty())) {
          case Asker.Turn.Answer answer -> {
            before.push(answers);
            answers = answers.with(name, answer.value());
            // A default that was taken may be another one next time.
            boolean standard = answer.value().equals(question.defaultValue());
            given = standard ? given.without(name) : given.with(name, answer.value());
          }
          case Asker.Turn.Back _ -> answers = before.pop();
        }
      }
      next = form.next(answers);
    }
    return answers;
  }

  /** Whoever is asked for the rest learns now that an option will not do, not at the end. */
  private static void requireFit(Question question, String option) {
    if (!option.isEmpty() && question.read(option) instanceof Reply.Refused refused) {
      throw new UnfitOption(question, refused.sentence());
    }
  }
}
