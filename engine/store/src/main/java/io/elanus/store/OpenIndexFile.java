package io.elanus.store;

import java.util.function.Supplier;

/** An index file in use, and what the layer above has opened of it. */
public final class OpenIndexFile {
  private final StoredIndexFile file;
  private final Once<Object> opened = new Once<>();

  OpenIndexFile(StoredIndexFile file) {
    this.file = file;
  }

  public StoredIndexFile file() {
    return file;
  }

  /** What was opened, always of the same type; opened once, when it is first asked for. */
  @SuppressWarnings("unchecked")
  public <T> T opened(Supplier<T> open) {
    return (T) opened.get(open);
  }
}
