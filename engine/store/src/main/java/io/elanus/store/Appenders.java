package io.elanus.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The vector and scalar files that are open for appending: those of growing segments. What they
 * know of a file holds only once the append has committed; until then, however it ends, all of them
 * are in doubt, and the next append opens them anew.
 */
final class Appenders implements AutoCloseable {
  private record Key(long segment, int field) {}

  /** The checksums that an append changed. */
  record Touched(StoredField field, List<VectorBlock> blocks) {}

  /** Each takes a descriptor and a mebibyte: many collections may be growing. */
  private static final int MOST = 32;

  private final Volume volume;
  private final Layout layout;
  private final Catalog catalog;
  private final Map<Key, VectorFile.Appender> open = new HashMap<>();
  private boolean inDoubt;

  Appenders(Volume volume, Layout layout, Catalog catalog) {
    this.volume = volume;
    this.layout = layout;
    this.catalog = catalog;
  }

  /** Begins an append; {@link #committed} ends it, where all went well. */
  void begin() {
    if (inDoubt || open.size() >= MOST) {
      close();
    }
    inDoubt = true;
  }

  void committed() {
    inDoubt = false;
  }

  /**
   * Opens the files of a segment; to be called before {@link #append}, which does not use the
   * catalogue.
   */
  void prepare(StoredSegment segment, List<StoredField> fields) throws IOException {
    boolean created = false;
    for (StoredField field : fields) {
      Key key = new Key(segment.id(), field.position());
      if (!open.containsKey(key)) {
        volume.createDirectory(layout.collection(segment.collection()));
        List<VectorBlock> blocks = catalog.blocks(segment.id(), field.position());
        open.put(
            key,
            new VectorFile.Appender(
                volume, layout.vectors(segment, field), segment, field, blocks));
        created |= segment.bytes(field) == 0;
      }
    }
    if (created) {
      volume.syncDirectory(layout.collection(segment.collection()));
      volume.syncDirectory(layout.vectors());
    }
  }

  /** Writes and syncs the vectors of all fields. */
  List<Touched> append(StoredSegment segment, List<FieldVectors> vectors) throws IOException {
    List<Touched> touched = new ArrayList<>();
    for (FieldVectors values : vectors) {
      StoredField field = values.field();
      VectorFile.Appender appender = open.get(new Key(segment.id(), field.position()));
      touched.add(new Touched(field, appender.append(values.bytes())));
    }
    return touched;
  }

  /** Closes every file; they are opened again, at their committed length, when needed. */
  @Override
  public void close() {
    try {
      for (VectorFile.Appender appender : open.values()) {
        try {
          appender.close();
        } catch (IOException ignored) {
          // All that matters was synced, or its insert has failed already.
        }
      }
    } finally {
      open.clear();
    }
  }
}
