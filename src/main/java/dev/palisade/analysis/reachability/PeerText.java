package dev.palisade.analysis.reachability;

import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.TrafficMatch;
import java.util.stream.Collectors;

/// Peers and traffic matches in words.
final class PeerText {

  private PeerText() {}

  static String of(Peer peer) {
    return switch (peer) {
      case Peer.Anyone a -> "everyone";
      case Peer.Pods pods -> pods(pods.pods()) + namespaces(pods.namespaces());
      case Peer.Addresses addresses -> "addresses " + addresses.addresses();
      case Peer.Nodes nodes -> selected("nodes", nodes.labels());
      case Peer.NodesNamed named -> "nodes " + String.join(", ", named.names());
      case Peer.PodsNamed named -> "pods " + String.join(", ", named.pods());
      case Peer.HostOfPod host ->
          host.locality() == Peer.HostOfPod.Locality.LOCAL ? "the pod's own node" : "other nodes";
      case Peer.DomainNames names -> "domain names " + String.join(", ", names.patterns());
      case Peer.AnyOf any ->
          any.peers().isEmpty()
              ? "nobody"
              : any.peers().stream().map(PeerText::of).collect(Collectors.joining(" or "));
      case Peer.AllOf all ->
          all.peers().isEmpty()
              ? "everyone"
              : all.peers().stream()
                  .map(PeerText::of)
                  .collect(Collectors.joining(" that are also "));
      case Peer.Not not -> "all but " + of(not.peer());
    };
  }

  private static String pods(Selector selector) {
    return selected("pods", selector);
  }

  private static String selected(String what, Selector selector) {
    return switch (selector) {
      case Selector.Everything e -> "all " + what;
      case Selector.Nothing n -> "no " + what;
      default -> what + " with " + selector;
    };
  }

  private static String namespaces(NamespaceMatch match) {
    return switch (match) {
      case NamespaceMatch.Any any -> " of all namespaces";
      case NamespaceMatch.Named named -> " of namespace " + String.join(", ", named.names());
      case NamespaceMatch.Labelled labelled -> " of " + selected("namespaces", labelled.selector());
    };
  }

  static String of(TrafficMatch match) {
    return switch (match) {
      case TrafficMatch.Exactly exactly -> exactly.traffic().toString();
      case TrafficMatch.NamedPort named ->
          named.protocol()
              + " port \""
              + named.name()
              + "\" of the "
              + (named.side() == TrafficMatch.Side.SOURCE ? "source" : "destination");
      case TrafficMatch.AnyOf any ->
          any.parts().isEmpty()
              ? "no traffic"
              : any.parts().stream().map(PeerText::of).collect(Collectors.joining(" or "));
      case TrafficMatch.AllOf all ->
          all.parts().isEmpty()
              ? "all traffic"
              : all.parts().stream().map(PeerText::of).collect(Collectors.joining(" and "));
      case TrafficMatch.Not not -> "not (" + of(not.part()) + ")";
    };
  }
}
