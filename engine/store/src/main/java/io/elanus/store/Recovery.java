package io.elanus.store;

import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Puts the files in line with the catalogue after a crash: cuts vector files to their committed
 * length and deletes temporary files and files of unknown segments and indexes. Touches nothing
 * that the catalogue names; damage is for {@link StoreCheck} to find. Files that bear no name of
 * {@link Layout} are not ours and stay.
 */
final class Recovery {
  private final Volume volume;
  private final Layout layout;
  private final Catalog catalog;

  Recovery(Volume volume, Layout layout, Catalog catalog) {
    this.volume = volume;
    this.layout = layout;
    this.catalog = catalog;
  }

  /**
   * @param givenUp indexes whose builds nobody goes on with
   */
  void run(Predicate<StoredIndex> givenUp) throws IOException {
    Map<Path, Long> lengths = new HashMap<>();
    Set<Path> known = new HashSet<>();
    for (StoredCollection collection : catalog.collections()) {
      known.add(layout.collection(collection.id()));
      lengths.putAll(committedLengths(collection));
      for (StoredIndex index : catalog.indexes(collection.id())) {
        known.addAll(filesOf(index, givenUp.test(index)));
      }
    }
    known.addAll(lengths.keySet());
    for (Path directory : volume.list(layout.vectors())) {
      if (Layout.isCollection(directory)) {
        for (Path file : filesIn(directory)) {
          if (!known.contains(file)) {
            volume.delete(file);
          } else if (lengths.containsKey(file)) {
            cut(file, lengths.get(file));
          }
        }
        if (!known.contains(directory)) {
          deleteIfEmpty(directory);
        }
      }
    }
  }

  /** Our own files in what should be the directory of a collection. */
  private List<Path> filesIn(Path directory) throws IOException {
    try {
      return volume.list(directory).stream().filter(Layout::isOurs).toList();
    } catch (NotDirectoryException stray) {
      return List.of();
    }
  }

  private void deleteIfEmpty(Path directory) throws IOException {
    try {
      if (volume.list(directory).isEmpty()) {
        volume.delete(directory);
      }
    } catch (NotDirectoryException stray) {
      return;
    }
  }

  /** Removes the files of a collection that was dropped. What stays goes at the next open. */
  void removeCollection(long collection) {
    try {
      Path directory = layout.collection(collection);
      for (Path file : filesIn(directory)) {
        volume.delete(file);
      }
      deleteIfEmpty(directory);
    } catch (IOException leftOver) {
      return;
    }
  }

  /**
   * The index files, also those that await another in their place, and where none is in use what
   * its build can be resumed from.
   */
  private Set<Path> filesOf(StoredIndex index, boolean givenUp) throws IOException {
    Set<Path> files = new HashSet<>();
    Set<Long> built = new HashSet<>();
    for (StoredIndexFile file : catalog.indexFiles(index.id())) {
      built.add(file.segment());
    }
    for (StoredSegment segment : catalog.segments(index.collection())) {
      files.add(layout.index(index.collection(), segment.id(), index.id()));
      Path checkpoint = layout.checkpoint(index.collection(), segment.id(), index.id());
      if (!built.contains(segment.id()) && volume.length(checkpoint) >= 0) {
        files.add(checkpoint);
        if (!givenUp) {
          files.add(layout.work(index.collection(), segment.id(), index.id()));
        }
      }
    }
    return files;
  }

  /**
   * Takes back what an insert wrote that did not commit. What cannot be taken back now goes at the
   * next open.
   *
   * @param compacted segments that are being written beside
   */
  void undoAppend(StoredCollection collection, Set<Long> compacted) {
    try {
      Map<Path, Long> lengths = committedLengths(collection);
      for (Path file : volume.list(layout.collection(collection.id()))) {
        OptionalLong segment = Layout.segmentOfVectors(file);
        if (segment.isPresent() && !compacted.contains(segment.getAsLong())) {
          if (!lengths.containsKey(file)) {
            volume.delete(file);
          } else {
            cut(file, lengths.get(file));
          }
        }
      }
    } catch (IOException | RuntimeException leftOver) {
      return;
    }
  }

  /** The length of each vector file of a collection as the catalogue has it. */
  private Map<Path, Long> committedLengths(StoredCollection collection) {
    Map<Path, Long> lengths = new HashMap<>();
    for (StoredSegment segment : catalog.segments(collection.id())) {
      for (StoredField field : segment.fields(collection)) {
        lengths.put(layout.vectors(segment, field), VectorFile.bytes(segment, field));
      }
    }
    return lengths;
  }

  /** Cuts a file to a length, if it is longer. */
  private void cut(Path file, long length) throws IOException {
    if (volume.length(file) <= length) {
      return;
    }
    try (VolumeFile open = volume.open(file)) {
      open.truncate(length);
      open.sync();
    }
  }
}
