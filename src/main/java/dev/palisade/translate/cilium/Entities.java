package dev.palisade.translate.cilium;

import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Peer.AddressReach;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import java.util.List;

/// Reads `fromEntities` and `toEntities` (`pkg/policy/api/entity.go`).
final class Entities {
  private static final List<String> ALL =
      List.of(
          "all",
          "cluster",
          "cluster-mesh",
          "health",
          "host",
          "ingress",
          "init",
          "kube-apiserver",
          "none",
          "remote-node",
          "unmanaged",
          "world",
          "world-ipv4",
          "world-ipv6");

  private final Candidate candidate;
  private final Surroundings surroundings;
  private final boolean deny;

  Entities(Candidate candidate, Surroundings surroundings, boolean deny) {
    this.candidate = candidate;
    this.surroundings = surroundings;
    this.deny = deny;
  }

  Peer read(Cursor at) {
    String entity = at.text("");
    return switch (entity) {
      case "all" -> Peer.ANYONE;
      case "world" -> Identities.WORLD;
      case "world-ipv4" -> Identities.outside(IpSet.ALL_V4);
      case "world-ipv6" -> Identities.outside(IpSet.ALL_V6);
      case "host" -> Identities.HOST;
      case "remote-node" -> Identities.REMOTE_NODE;
      case "cluster" -> {
        doubtApiServer(at);
        yield cluster();
      }
      case "cluster-mesh" -> {
        doubt(at, "pods of other clusters are not known");
        yield cluster();
      }
      case "kube-apiserver" -> {
        doubtApiServer(at);
        yield apiServer();
      }
      case "ingress" -> {
        doubtProxy(at);
        yield Peer.NOBODY;
      }
      // which pods that is would take Cilium's own endpoints to tell
      case "unmanaged" -> {
        doubt(at, "the pods that Cilium does not manage are not known");
        yield Peer.NOBODY;
      }
      // the health check of each node, and endpoints that have no identity yet: none of them is
      // among what reachability is about
      case "health", "init", "none" -> Peer.NOBODY;
      default -> {
        candidate.refuse(
            at, "\"" + entity + "\" is no entity: expected one of " + String.join(", ", ALL));
        yield Peer.NOBODY;
      }
    };
  }

  private void doubt(Cursor at, String problem) {
    candidate.warn(
        at, deny ? Effect.MAY_NARROW : Effect.MAY_ALLOW, problem + ", and none are matched");
  }

  /// The proxy of each node for what Cilium serves of Ingress and the Gateway API: it stands for
  /// whoever is let in there (docs.cilium.io/en/stable/network/servicemesh/ingress). Where nothing
  /// is led in by it, it is nobody.
  void doubtProxy(Cursor at) {
    if (surroundings.leadsIn()) {
      doubt(at, "Cilium's own proxy leads in whom Ingress objects and Gateways let in");
    }
  }

  private void doubtApiServer(Cursor at) {
    if (surroundings.services().apiServer().isEmpty()) {
      doubt(at, "the endpoints of the service default/kubernetes were not read");
    }
  }

  private Peer cluster() {
    return new Peer.AnyOf(List.of(Identities.ALL_PODS, Identities.NODES, apiServer()));
  }

  /// Where it is a node or outside; never a pod that has its address.
  private Peer apiServer() {
    return new Peer.Addresses(surroundings.services().apiServer(), AddressReach.NODES);
  }
}
