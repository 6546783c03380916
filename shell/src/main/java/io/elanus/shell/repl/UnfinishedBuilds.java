package io.elanus.shell.repl;

import io.elanus.api.CollectionInfo;
import io.elanus.api.CollectionRef;
import io.elanus.api.Engine;
import io.elanus.api.IndexInfo;
import io.elanus.base.ElanusException;
import java.util.ArrayList;
import java.util.List;

/** Takes up index builds that an earlier process did not finish. */
final class UnfinishedBuilds {
  private UnfinishedBuilds() {}

  /** One sentence for each build taken up, or that could not be. */
  static List<String> resume(Engine engine) {
    List<String> said = new ArrayList<>();
    for (CollectionInfo collection : engine.collections().list()) {
      for (IndexInfo index : engine.indexes().list(CollectionRef.of(collection.name()))) {
        if (!index.progress().state().hasEnded()) {
          resume(engine, index, said);
        }
      }
    }
    return said;
  }

  private static void resume(Engine engine, IndexInfo index, List<String> said) {
    String which = "index %s of %s".formatted(index.name(), index.collection());
    try {
      engine
          .indexes()
          .resume(index.collection(), index.name())
          .ifPresent(
              _ ->
                  said.add(
                      "%s was cut short, building it in the background; show index_progress follows"
                          .formatted(which)));
    } catch (ElanusException e) {
      said.add("%s was cut short and cannot go on: %s".formatted(which, e.getMessage()));
    }
  }
}
