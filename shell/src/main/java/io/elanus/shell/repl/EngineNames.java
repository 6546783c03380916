package io.elanus.shell.repl;

import io.elanus.api.CollectionInfo;
import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.IndexInfo;
import io.elanus.base.ElanusException;
import io.elanus.shell.complete.Names;
import io.elanus.shell.session.Session;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Names from the engine as they are now; none where it cannot answer, as Tab is no place for
 * errors.
 */
final class EngineNames implements Names {
  private final Session session;

  EngineNames(Session session) {
    this.session = session;
  }

  @Override
  public List<String> collections() {
    return orElse(
        () -> session.engine().collections().list().stream().map(CollectionInfo::name).toList(),
        List.of());
  }

  @Override
  public Optional<String> collectionInUse() {
    return session.collectionInUse();
  }

  @Override
  public Optional<CollectionSchema> schema(String collection) {
    return orElse(
        () ->
            Optional.of(
                session.engine().collections().describe(CollectionRef.of(collection)).schema()),
        Optional.empty());
  }

  @Override
  public long rows(String collection) {
    return orElse(
        () -> session.engine().collections().describe(CollectionRef.of(collection)).rows(), 0L);
  }

  @Override
  public List<IndexInfo> indexes(String collection) {
    return orElse(() -> session.engine().indexes().list(CollectionRef.of(collection)), List.of());
  }

  private static <T> T orElse(Supplier<T> look, T otherwise) {
    try {
      return look.get();
    } catch (ElanusException unknown) {
      return otherwise;
    }
  }
}
