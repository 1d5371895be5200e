package dev.palisade.snapshot.journal;

import dev.palisade.snapshot.ResourceRef;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// That one object was created, changed or deleted.
///
/// @param object with its UID, and the digest of its new content (of a deleted one: the last that
///   was known), which is the digest that a snapshot gives the same content
/// @param oldDigest of its content before; null: it was not there
/// @param resourceVersion by which the API server counts this state; null: a deletion that was
///   found by listing
/// @param after null: a watch told of the change as it happened. Otherwise two lists were compared,
///   and it happened after this instant
/// @param until when it was received, at the latest when it happened
/// @param writers which clients wrote the fields that changed; the API server does not say which
///   users. Empty: it does not say, as of every deletion
/// @param labels what became of the labels; of kinds that are selected by them
/// @param content canonical JSON of what it is now, trimmed; null: it was deleted, or is a pod
public record JournalEntry(
    What what,
    ResourceRef object,
    @Nullable String oldDigest,
    @Nullable String resourceVersion,
    @Nullable Instant after,
    Instant until,
    List<FieldWriter> writers,
    SortedMap<String, LabelChange> labels,
    @Nullable String content) {

  /// What happened to it.
  public enum What {
    CREATED,
    CHANGED,
    DELETED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// @param before null: it was not there
  /// @param after null: it is not there any more
  public record LabelChange(@Nullable String before, @Nullable String after) {}

  public JournalEntry {
    Objects.requireNonNull(object.uid(), "an object of an API server has a UID");
    writers = writers.stream().sorted().toList();
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /// The object's UID.
  public String uid() {
    return Objects.requireNonNull(object.uid());
  }

  /// Distinguishes the changes of one object, whoever saw them: an object is created once and
  /// deleted once, and each state between has its version.
  public String mark() {
    return what == What.CHANGED ? Objects.requireNonNull(resourceVersion) : what.toString();
  }
}
