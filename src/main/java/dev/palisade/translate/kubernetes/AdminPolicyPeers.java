package dev.palisade.translate.kubernetes;

import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Peer.AddressReach;
import dev.palisade.analysis.policy.Peer.HostNetworkPods;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.AddressBlocks;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.Selectors;
import dev.palisade.translate.manifest.Selectors.Keys;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads subjects and peers of cluster-wide policies.
/// - `namespaces`, `pods`: "host-networked pods are not included"
/// - `nodes`: the nodes, and the pods in their network
/// - `networks`: addresses; "cluster-internal traffic will be checked against the rule as well"
/// - `domainNames`: whatever addresses outside they resolve to
final class AdminPolicyPeers {
  private static final KnownFields SUBJECT = KnownFields.of("namespaces", "pods");
  private static final KnownFields PODS = KnownFields.of("namespaceSelector", "podSelector");

  /// The limit of `networks` and of `domainNames`.
  private static final int MOST = 25;

  private static final int LONGEST_CIDR = 43;

  private static final Pattern DOMAIN_NAME =
      Pattern.compile(
          "(\\*\\.)?([a-zA-Z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\\.)+[a-zA-Z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\\.?");

  private final Candidate candidate;
  private final AdminPolicyKind kind;
  private final AddressReach reach;
  private final Keys keys;
  private final boolean nodesKnown;

  /// @param nodesKnown whether any Node was read
  AdminPolicyPeers(
      Candidate candidate, AdminPolicyKind kind, DialectSettings settings, boolean nodesKnown) {
    this.candidate = candidate;
    this.kind = kind;
    this.reach = settings.ipBlockReach();
    this.keys = settings.dialect() == Dialect.CILIUM ? Keys.WITH_SOURCES : Keys.KUBERNETES;
    this.nodesKnown = nodesKnown;
  }

  /// The pods that a policy applies to: none where only a later version understands which.
  Peer subject(Cursor subject) {
    return switch (OneOf.read(candidate, subject, SUBJECT, "a subject")) {
      case "namespaces" -> namespaces(subject.get("namespaces"));
      case "pods" -> pods(subject.get("pods"));
      case null, default -> Peer.NOBODY;
    };
  }

  /// @return null when only a later version understands the peer
  @Nullable Peer peer(Cursor peer, Direction direction, Action action) {
    KnownFields known = direction == Direction.INGRESS ? kind.ingressPeer() : kind.egressPeer();
    String field = OneOf.read(candidate, peer, known, "a peer");
    return switch (field) {
      case "namespaces" -> namespaces(peer.get(field));
      case "pods" -> pods(peer.get(field));
      case "nodes" -> nodes(peer.get(field), action);
      case "networks" -> networks(peer.get(field));
      case "domainNames" -> domainNames(peer.get(field), action);
      case null, default -> null;
    };
  }

  private Peer namespaces(Cursor selector) {
    return new Peer.Pods(match(selector), Selector.EVERYTHING, HostNetworkPods.NEVER);
  }

  private Peer pods(Cursor pods) {
    PODS.check(candidate, pods);
    Cursor namespaces = pods.get("namespaceSelector");
    Cursor selector = pods.get("podSelector");
    require(selector);
    if (kind != AdminPolicyKind.CLUSTER) {
      require(namespaces);
    }
    return new Peer.Pods(
        match(namespaces),
        Selectors.read(candidate, selector, keys).toSelector(),
        HostNetworkPods.NEVER);
  }

  private void require(Cursor selector) {
    if (selector.isAbsent()) {
      candidate.advise(
          selector, "an API server wants the selector: absent, it is read as one for everything");
    }
  }

  private NamespaceMatch match(Cursor at) {
    Selector selector = Selectors.read(candidate, at, keys).toSelector();
    return selector.equals(Selector.EVERYTHING)
        ? new NamespaceMatch.Any()
        : new NamespaceMatch.Labelled(selector);
  }

  private Peer nodes(Cursor at, Action action) {
    if (!nodesKnown) {
      candidate.warn(
          at,
          action == Action.DENY ? Effect.MAY_NARROW : Effect.MAY_ALLOW,
          "no Node was read: which addresses the nodes have is not known, and none are matched");
    }
    return new Peer.Nodes(Selectors.read(candidate, at, keys).toSelector());
  }

  private Peer networks(Cursor list) {
    IpSet addresses = IpSet.NONE;
    for (Cursor item : distinct(list)) {
      String text = item.text("");
      boolean mixed = text.contains(":") && text.contains(".");
      if (mixed || text.length() > LONGEST_CIDR) {
        candidate.refuse(
            item, "\"" + text + "\" is no CIDR here: expected one of IPv4 or of IPv6, not mixed");
        continue;
      }
      Cidr cidr = AddressBlocks.read(candidate, item);
      if (cidr != null) {
        addresses = addresses.union(IpSet.of(cidr));
      }
    }
    return new Peer.Addresses(addresses, reach);
  }

  /// "DomainNames is only supported for Accept rules."
  private Peer domainNames(Cursor list, Action action) {
    if (action != Action.ALLOW) {
      candidate.refuse(list, "domainNames are only for rules with the action " + kind.allow());
    }
    for (Cursor item : distinct(list)) {
      if (!DOMAIN_NAME.matcher(item.text("")).matches()) {
        candidate.refuse(
            item,
            "\""
                + item.text("")
                + "\" is no domain name: expected two or more labels, as in www.example.org or *.example.org");
      }
    }
    return new Peer.DomainNames(list.texts());
  }

  /// The items of a `listType=set` of 1 to 25.
  private List<Cursor> distinct(Cursor list) {
    List<Cursor> items = list.items();
    if (items.isEmpty() || items.size() > MOST) {
      candidate.refuse(
          list, "there must be 1 to " + MOST + " items, and there are " + items.size());
    }
    Set<String> seen = new HashSet<>();
    for (Cursor item : items) {
      if (!seen.add(item.text(""))) {
        candidate.refuse(item, "\"" + item.text("") + "\" is there twice");
      }
    }
    return items;
  }
}
