package dev.palisade.compliance.diff;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What differs in the traffic from one zone or network of the scope to another: the sum of the
/// flows that differ between their workloads and addresses. Both states are divided by the scopes
/// that they were judged by.
///
/// A workload whose pods are in several zones counts for a row of its own, `general + vault`; a
/// range of addresses in several networks counts for each of them. What is lost counts for the zone
/// that a workload was in, what is gained for the one that it is in.
///
/// @param from a zone, a network, `internet`, or [#CLUSTER_ADDRESSES]
/// @param to likewise
/// @param gained all traffic that some pair of ends gained; null: none did. Other pairs may have
///   had it before
/// @param lost likewise
/// @param loosened pairs whose ends were there in both states and which gained traffic; null: none
/// @param tightened pairs whose ends were there in both states and which lost traffic
/// @param newWorkloads pairs that gained traffic since one of the ends is new
/// @param removedWorkloads pairs that lost traffic since one of the ends is gone
/// @param requests pairs of which connections that both states allow are for other requests
public record ZoneTraffic(
    String from,
    String to,
    Pairs pairs,
    @Nullable String gained,
    @Nullable String lost,
    @Nullable Part loosened,
    @Nullable Part tightened,
    @Nullable Part newWorkloads,
    @Nullable Part removedWorkloads,
    int requests) {

  /// Addresses of nodes and pods of the cluster itself.
  public static final String CLUSTER_ADDRESSES = "addresses of the cluster";

  /// How many pairs of ends, by what became of them.
  public record Pairs(int gained, int lost, int changed) {}

  /// How many pairs, and of which traffic.
  public record Part(int pairs, String traffic) {}

  /// `3 gained, 1 changed`.
  public String counts() {
    List<String> counts = new ArrayList<>();
    add(counts, pairs.gained(), "gained");
    add(counts, pairs.lost(), "lost");
    add(counts, pairs.changed(), "changed");
    return String.join(", ", counts);
  }

  private static void add(List<String> counts, int count, String what) {
    if (count > 0) {
      counts.add(count + " " + what);
    }
  }

  /// How much of it comes from where, in words: `2 pairs that stayed gained TCP 5432`.
  public List<String> origins() {
    List<String> origins = new ArrayList<>();
    add(origins, loosened, "that stayed gained ");
    add(origins, tightened, "that stayed lost ");
    add(origins, newWorkloads, "with a new workload gained ");
    add(origins, removedWorkloads, "with a workload that is gone lost ");
    if (requests > 0) {
      origins.add(pairs(requests) + " may make other requests");
    }
    return origins;
  }

  private static void add(List<String> origins, @Nullable Part part, String what) {
    if (part != null) {
      origins.add(pairs(part.pairs()) + " " + what + part.traffic());
    }
  }

  private static String pairs(int count) {
    return count == 1 ? "1 pair" : count + " pairs";
  }

  /// `general -> vault`.
  @Override
  public String toString() {
    return from + " -> " + to;
  }
}
