package dev.palisade.analysis.reachability;

import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far a peer is from matching an endpoint, and what it lacks: the key and value that a
/// selector missed.
///
/// @param distance 0: it matches; the more conditions are missed, the more
/// @param lacks a clause each, without the endpoint's name
record Miss(int distance, List<String> lacks) implements Comparable<Miss> {

  /// A wrong namespace weighs more than any number of wrong labels that people write.
  private static final int NAMESPACE = 100;

  /// Another kind of endpoint altogether.
  private static final int KIND = 1000;

  private static final Miss NONE = new Miss(0, List.of());

  static Miss of(Peer peer, Endpoint endpoint, @Nullable Endpoint viewer, PeerMatcher matcher) {
    if (matcher.matches(peer, endpoint, viewer) != Answer.NO) {
      return NONE;
    }
    return switch (peer) {
      case Peer.Pods pods -> ofPods(pods, endpoint, matcher);
      case Peer.Nodes nodes when endpoint instanceof Endpoint.NodeEndpoint n ->
          ofSelector(nodes.labels(), n.node().labels());
      case Peer.AnyOf any ->
          any.peers().stream()
              .map(alternative -> of(alternative, endpoint, viewer, matcher))
              .min(Comparator.naturalOrder())
              .orElse(new Miss(KIND, List.of("no endpoint is meant")));
      case Peer.AllOf all ->
          all.peers().stream()
              .map(part -> of(part, endpoint, viewer, matcher))
              .reduce(NONE, Miss::and);
      case Peer.Not not ->
          new Miss(1, List.of("it is among the excluded " + PeerText.of(not.peer())));
      default -> new Miss(KIND, List.of("it is none of " + PeerText.of(peer)));
    };
  }

  private static Miss ofPods(Peer.Pods peer, Endpoint endpoint, PeerMatcher matcher) {
    if (!(endpoint instanceof Endpoint.PodEndpoint p)) {
      return new Miss(KIND, List.of("it is no pod"));
    }
    Miss miss = ofSelector(peer.pods(), p.pod().selectorLabels());
    if (!peer.namespaces().matches(matcher.namespaceOf(p.pod()))) {
      miss = new Miss(NAMESPACE, List.of(namespace(peer.namespaces(), p, matcher))).and(miss);
    }
    return miss.distance == 0
        ? new Miss(KIND, List.of("it uses its node's network, which selectors of pods leave out"))
        : miss;
  }

  private static String namespace(
      NamespaceMatch wanted, Endpoint.PodEndpoint endpoint, PeerMatcher matcher) {
    String name = endpoint.pod().namespace();
    return switch (wanted) {
      case NamespaceMatch.Any any -> "namespace " + name + " is not meant";
      case NamespaceMatch.Named named ->
          "namespace is " + name + ", not " + String.join(" or ", named.names());
      case NamespaceMatch.Labelled labelled ->
          String.join(
              ", ",
              ofSelector(labelled.selector(), matcher.namespaceOf(endpoint.pod()).labels())
                  .lacks
                  .stream()
                  .map(lack -> "namespace " + name + ": " + lack)
                  .toList());
    };
  }

  static Miss ofSelector(Selector selector, Labels labels) {
    if (selector.matches(labels)) {
      return NONE;
    }
    return switch (selector) {
      case Selector.And and ->
          and.operands().stream().map(o -> ofSelector(o, labels)).reduce(NONE, Miss::and);
      case Selector.Or or ->
          or.operands().stream()
              .map(o -> ofSelector(o, labels))
              .min(Comparator.naturalOrder())
              .orElse(new Miss(1, List.of("nothing is selected")));
      case Selector.Not not -> new Miss(1, List.of(present(not.operand(), labels)));
      case Selector.Nothing n -> new Miss(1, List.of("nothing is selected"));
      case Selector.Everything e -> NONE;
      case Selector.Has has -> new Miss(1, List.of("label " + has.key() + " is missing"));
      case Selector.In in -> absent(in.key(), in, labels);
      case Selector.StartsWith s -> absent(s.key(), s, labels);
      case Selector.EndsWith s -> absent(s.key(), s, labels);
      case Selector.Contains s -> absent(s.key(), s, labels);
    };
  }

  private static Miss absent(String key, Selector wanted, Labels labels) {
    String value = labels.get(key);
    String found = value == null ? "is missing" : "is \"" + value + "\"";
    return new Miss(1, List.of("label " + key + " " + found + ", wanted: " + wanted));
  }

  private static String present(Selector excluded, Labels labels) {
    List<String> found =
        excluded.keys().stream()
            .filter(labels::has)
            .map(key -> "label " + key + " is \"" + labels.get(key) + "\"")
            .toList();
    return (found.isEmpty() ? "labels" : String.join(" and ", found))
        + ", excluded by: !"
        + excluded;
  }

  private Miss and(Miss other) {
    List<String> both = new ArrayList<>(lacks);
    both.addAll(other.lacks);
    return new Miss(distance + other.distance, both);
  }

  @Override
  public int compareTo(Miss other) {
    return Integer.compare(distance, other.distance);
  }

  @Override
  public String toString() {
    return String.join("; ", lacks);
  }
}
