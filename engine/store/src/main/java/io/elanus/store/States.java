package io.elanus.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The states of all collections, which each commit replaces (read, copy, update). The next states
 * are made before the commit and published right after it, by the writer, so that nobody waits for
 * anybody and nothing can fail in between.
 */
final class States implements Database.Follower {
  private final Volume volume;
  private final Layout layout;
  private final Catalog catalog;

  /** By name. */
  private volatile Map<String, CollectionState> published = Map.of();

  /** The writer's: what the commit will publish, and deletions of the present transaction. */
  private Map<String, CollectionState> next;

  private final Map<Long, Deletions> changedDeletions = new HashMap<>();

  States(Volume volume, Layout layout, Catalog catalog) {
    this.volume = volume;
    this.layout = layout;
    this.catalog = catalog;
  }

  /** Reads all of the catalogue. */
  void load() {
    Map<Long, Deletions> deletions = catalog.deletions();
    Map<String, CollectionState> all = new TreeMap<>();
    for (StoredCollection collection : catalog.collections()) {
      all.put(collection.name(), state(collection, Optional.empty(), deletions::get));
    }
    published = all;
  }

  List<CollectionState> all() {
    return List.copyOf(published.values());
  }

  Optional<CollectionState> find(String name) {
    return Optional.ofNullable(published.get(name));
  }

  Optional<CollectionState> find(long collection) {
    return published.values().stream()
        .filter(state -> state.collection().id() == collection)
        .findFirst();
  }

  /** The deletions of a segment as the present transaction has them. */
  Deletions deletions(StoredSegment segment) {
    Deletions changed = changedDeletions.get(segment.id());
    return changed != null ? changed : publishedDeletions(find(segment.collection()), segment);
  }

  /** A segment as the present transaction has it; without its index files. */
  SegmentState asWritten(StoredSegment segment) {
    SegmentState.Mapped mapped =
        find(segment.collection()).map(CollectionState::segments).stream()
            .flatMap(List::stream)
            .filter(state -> state.stored().equals(segment))
            .map(SegmentState::mapped)
            .findFirst()
            .orElseGet(() -> new SegmentState.Mapped(volume, layout));
    return new SegmentState(segment, deletions(segment), Map.of(), mapped, new Once<>());
  }

  /** Takes note of what the present transaction has made of the deletions of a segment. */
  void setDeletions(StoredSegment segment, Deletions deletions) {
    changedDeletions.put(segment.id(), deletions);
  }

  @Override
  public void committing() {
    if (catalog.changed().isEmpty()) {
      return;
    }
    Map<String, CollectionState> all = new TreeMap<>(published);
    for (long id : catalog.changed()) {
      Optional<CollectionState> before = find(id);
      before.ifPresent(state -> all.remove(state.collection().name()));
      catalog
          .collection(id)
          .ifPresent(
              collection ->
                  all.put(collection.name(), state(collection, before, changedDeletions::get)));
    }
    next = all;
  }

  @Override
  public void committed() {
    if (next != null) {
      published = next;
    }
    forget();
  }

  @Override
  public void rolledBack() {
    forget();
  }

  private void forget() {
    next = null;
    changedDeletions.clear();
    catalog.changed().clear();
  }

  private CollectionState state(
      StoredCollection collection,
      Optional<CollectionState> before,
      Function<Long, Deletions> changed) {
    // A released collection keeps nothing open.
    Map<Long, SegmentState> present =
        before.filter(state -> !collection.released()).map(CollectionState::segments).stream()
            .flatMap(List::stream)
            .collect(Collectors.toMap(state -> state.stored().id(), Function.identity()));
    List<StoredIndex> indexes = catalog.indexes(collection.id());
    Map<Long, Map<Long, StoredIndexFile>> files = new HashMap<>();
    for (StoredIndex index : indexes) {
      for (StoredIndexFile file : catalog.indexFiles(index.id())) {
        files.computeIfAbsent(file.segment(), id -> new HashMap<>()).put(index.id(), file);
      }
    }
    List<SegmentState> segments = new ArrayList<>();
    for (StoredSegment segment : catalog.segments(collection.id())) {
      Deletions deletions = changed.apply(segment.id());
      if (deletions == null) {
        deletions = publishedDeletions(before, segment);
      }
      segments.add(
          segment(
              segment,
              deletions,
              files.getOrDefault(segment.id(), Map.of()),
              present.get(segment.id())));
    }
    return new CollectionState(collection, segments, indexes);
  }

  private static Deletions publishedDeletions(
      Optional<CollectionState> before, StoredSegment segment) {
    return before.map(CollectionState::segments).stream()
        .flatMap(List::stream)
        .filter(state -> state.stored().id() == segment.id())
        .map(SegmentState::deletions)
        .findFirst()
        .orElse(Deletions.NONE);
  }

  private SegmentState segment(
      StoredSegment segment,
      Deletions deletions,
      Map<Long, StoredIndexFile> files,
      SegmentState before) {
    Map<Long, OpenIndexFile> open = new HashMap<>();
    files.forEach(
        (index, file) ->
            open.put(
                index,
                Optional.ofNullable(before)
                    .flatMap(state -> state.indexFile(index))
                    .filter(kept -> kept.file().equals(file))
                    .orElseGet(() -> new OpenIndexFile(file))));
    boolean sameRows = before != null && before.rows() == segment.rows();
    boolean sameFiles = sameRows && before.stored().scalarBytes() == segment.scalarBytes();
    boolean sameFilter = sameRows && before.deletions() == deletions;
    return new SegmentState(
        segment,
        deletions,
        open,
        sameFiles ? before.mapped() : new SegmentState.Mapped(volume, layout),
        sameFilter ? before.filter() : new Once<>());
  }
}
