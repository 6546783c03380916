package io.elanus.shell.command;

import io.elanus.api.CollectionInfo;
import io.elanus.api.CollectionRef;
import io.elanus.api.Engine;
import io.elanus.api.IndexInfo;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.shell.grammar.Command;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.output.Answer;
import io.elanus.shell.session.DataPlace;
import io.elanus.shell.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code list collections}. */
final class ListCollections implements Command {
  static final CommandEntry ENTRY =
      CommandEntry.of("list collections", "List the collections.", ListCollections::new)
          .also("list collection");

  private static final List<String> COLUMNS =
      List.of("name", "rows", "loaded", "indexes", "description");

  @Override
  public Answer run(Context context) {
    if (isFirstStart(context.session())) {
      return Answer.Listing.of(COLUMNS, List.of());
    }
    Engine engine = context.engine();
    List<Map<String, Object>> objects = new ArrayList<>();
    for (CollectionInfo info : engine.collections().list()) {
      objects.add(
          Answer.object(
              "name", info.name(),
              "rows", info.rows(),
              "loaded", info.loaded(),
              "indexes",
                  engine.indexes().list(CollectionRef.of(info.name())).stream()
                      .map(IndexInfo::name)
                      .toList(),
              "description", info.schema().description()));
    }
    return Answer.Listing.of(COLUMNS, objects);
  }

  /** Nothing is there yet where data lies when nobody says otherwise. */
  private static boolean isFirstStart(Session session) {
    if (session.settings().dataPlace() == DataPlace.NAMED) {
      return false;
    }
    try {
      session.engine();
      return false;
    } catch (ElanusException e) {
      if (e.code() != ErrorCode.NO_DATA_DIRECTORY) {
        throw e;
      }
      return true;
    }
  }
}
