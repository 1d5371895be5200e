package dev.palisade.snapshot.journal;

import dev.palisade.snapshot.ResourceRef;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What was known of an object when it was seen last.
///
/// @param labels of kinds that are selected by them; empty otherwise
public record StandingObject(
    ResourceRef ref, SortedMap<String, String> labels, boolean ownedByController) {
  public StandingObject {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }
}
