package dev.palisade.notify;

import dev.palisade.compliance.notice.Notice;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// A receiver, and what it wants to hear of.
///
/// @param types of notices, or beginnings of types that end in `.*`; empty: all
/// @param clusters empty: all. Notices of the whole installation are not a cluster's: every target
///   gets them
public record Target(
    String name, SortedSet<String> types, SortedSet<String> clusters, Channel channel) {
  public Target {
    types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
    clusters = Collections.unmodifiableSortedSet(new TreeSet<>(clusters));
  }

  public static Target of(
      String name, Collection<String> types, Collection<String> clusters, Channel channel) {
    return new Target(name, new TreeSet<>(types), new TreeSet<>(clusters), channel);
  }

  public boolean wants(Notice notice) {
    boolean ofType =
        types.isEmpty() || types.stream().anyMatch(type -> covers(type, notice.type()));
    String cluster = notice.cluster();
    return ofType && (cluster == null || clusters.isEmpty() || clusters.contains(cluster));
  }

  private static boolean covers(String wanted, String type) {
    return wanted.endsWith(".*")
        ? type.startsWith(wanted.substring(0, wanted.length() - 1))
        : type.equals(wanted);
  }
}
