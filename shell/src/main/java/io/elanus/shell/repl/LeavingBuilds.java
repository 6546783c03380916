package io.elanus.shell.repl;

import io.elanus.api.BuildJob;
import io.elanus.api.CollectionInfo;
import io.elanus.api.CollectionRef;
import io.elanus.api.Engine;
import io.elanus.api.IndexInfo;
import io.elanus.api.JobState;
import io.elanus.base.ElanusException;
import io.elanus.prompts.AnswerKind;
import io.elanus.prompts.Asker;
import io.elanus.prompts.DialogLeft;
import io.elanus.prompts.Question;
import io.elanus.shell.session.Session;
import java.util.LinkedHashSet;
import java.util.Set;

/** Asks whoever leaves the shell while indexes are built whether that is meant. */
final class LeavingBuilds {
  private final Session session;
  private final Asker asker;

  LeavingBuilds(Session session, Asker asker) {
    this.session = session;
    this.asker = asker;
  }

  /** Whether the shell may end: nothing is being built, or the person says so. */
  boolean mayLeave() {
    Set<String> running = running();
    if (running.isEmpty()) {
      return true;
    }
    try {
      return asker.ask(question(running), false) instanceof Asker.Turn.Answer answer
          && answer.value().equals("yes");
    } catch (DialogLeft left) {
      // Ctrl-D once more means it, and where nobody is left to answer nobody stays.
      return left.inputEnded();
    }
  }

  /**
   * <pre>
   *   index vector of words is being built. It is cut short now, and taken up again from its last
   *   checkpoint when the shell starts next.
   * Leave (y/n) [no]:
   * </pre>
   */
  private static Question question(Set<String> running) {
    String what =
        running.size() == 1
            ? running.iterator().next() + " is being built. It is cut short now, and"
            : "%d indexes are being built: %s. They are cut short now, and"
                .formatted(running.size(), String.join(", ", running));
    return Question.of("leave", "Leave", "", new AnswerKind.YesNo())
        .withDefault("no")
        .withHelp(what + " taken up again from the last checkpoint when the shell starts next.");
  }

  /**
   * What is built now, and what this session started and another build keeps waiting; nothing where
   * the engine was not needed yet. Rows that wait for a flush are nobody's work yet.
   */
  private Set<String> running() {
    Set<String> running = new LinkedHashSet<>();
    if (!session.engineOpen()) {
      return running;
    }
    for (BuildJob job : session.leftRunning()) {
      if (!job.state().hasEnded()) {
        running.add(name(job.indexName(), job.collection()));
      }
    }
    try {
      Engine engine = session.engine();
      for (CollectionInfo collection : engine.collections().list()) {
        for (IndexInfo index : engine.indexes().list(CollectionRef.of(collection.name()))) {
          if (index.progress().state() == JobState.RUNNING) {
            running.add(name(index.name(), index.collection()));
          }
        }
      }
    } catch (ElanusException unknown) {
      // Nobody is kept in the shell because of an engine that does not answer.
      return Set.of();
    }
    return running;
  }

  private static String name(String index, CollectionRef collection) {
    return "index %s of %s".formatted(index, collection);
  }
}
