package dev.palisade.translate.cilium;

import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.Selectors;
import dev.palisade.translate.manifest.Selectors.Keys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the other side of a rule (`pkg/policy/api/ingress.go`, `egress.go`). One kind of peers in
/// a rule; none at all means any peer, and a list that is there and empty nobody.
final class RulePeers {
  private static final KnownFields SERVICE = KnownFields.of("k8sService", "k8sServiceSelector");
  private static final KnownFields SERVICE_NAME =
      KnownFields.of("serviceName", "namespace").confused("name", "serviceName");
  private static final KnownFields SERVICE_SELECTOR = KnownFields.of("selector", "namespace");
  private static final String NODE_SELECTORS = "enable-node-selector-labels";
  private static final Labels PROXY = Labels.of("reserved:ingress", "");
  private static final KnownFields DOMAIN_NAME = KnownFields.of("matchName", "matchPattern");

  /// A peer with the place that names it.
  record Named(Cursor at, Peer peer) {}

  private final Candidate candidate;
  private final Surroundings surroundings;
  private final Direction direction;
  private final boolean deny;

  RulePeers(Candidate candidate, Surroundings surroundings, Direction direction, boolean deny) {
    this.candidate = candidate;
    this.surroundings = surroundings;
    this.direction = direction;
    this.deny = deny;
  }

  static List<String> fields(Direction direction) {
    return direction == Direction.INGRESS
        ? List.of(
            "fromEndpoints", "fromEntities", "fromCIDR", "fromCIDRSet", "fromNodes", "fromGroups")
        : List.of(
            "toEndpoints",
            "toEntities",
            "toCIDR",
            "toCIDRSet",
            "toNodes",
            "toGroups",
            "toServices",
            "toFQDNs");
  }

  /// @return null when the rule names no kind of peers
  @Nullable List<Named> read(Cursor rule) {
    Map<String, Cursor> present = new LinkedHashMap<>();
    List<String> filled = new ArrayList<>();
    for (String field : fields(direction)) {
      Cursor at = rule.get(field);
      if (at.isPresent()) {
        present.put(field, at);
        if (!at.items().isEmpty()) {
          filled.add(field);
        }
      }
    }
    if (filled.size() > 1) {
      candidate.refuse(
          rule, String.join(" and ", filled) + " cannot stand in one rule: write a rule for each");
    }
    if (present.isEmpty()) {
      return null;
    }
    List<Named> peers = new ArrayList<>();
    present.forEach(
        (field, at) -> at.items().forEach(i -> peers.add(new Named(i, peer(field, i)))));
    if (peers.isEmpty()) {
      Cursor at = present.values().iterator().next();
      candidate.advise(at, "an empty list of peers means nobody: the rule matches nothing");
    }
    return peers;
  }

  private Peer peer(String field, Cursor item) {
    return switch (field) {
      case "fromEndpoints", "toEndpoints" -> endpoints(item);
      case "fromEntities", "toEntities" -> new Entities(candidate, surroundings, deny).read(item);
      case "fromCIDR", "toCIDR" ->
          new Peer.Addresses(AddressLists.block(candidate, item), surroundings.reach());
      case "fromCIDRSet", "toCIDRSet" ->
          new Peer.Addresses(
              AddressLists.set(candidate, item, surroundings.groups()), surroundings.reach());
      case "fromNodes", "toNodes" -> nodes(item);
      case "toServices" -> services(item);
      case "toFQDNs" -> domainNames(item);
      default -> groups(item);
    };
  }

  /// Pods of the policy's namespace, unless the selector says which namespaces or means what is no
  /// pod; in a clusterwide policy pods of any namespace (`pkg/k8s/apis/cilium.io/utils`,
  /// `getEndpointSelector`).
  private Peer endpoints(Cursor item) {
    Selector selector = Selectors.read(candidate, item, Keys.OF_IDENTITIES).toSelector();
    boolean scoped =
        selector.keys().stream()
            .anyMatch(
                key ->
                    key.equals(CiliumLabels.NAMESPACE)
                        || key.startsWith(CiliumLabels.OF_NAMESPACE)
                        || key.startsWith("reserved:"));
    if (scoped) {
      if (selector.matches(PROXY)) {
        new Entities(candidate, surroundings, deny).doubtProxy(item);
      }
      return Identities.labelled(selector);
    }
    String namespace = candidate.ref().namespace();
    return Identities.pods(
        namespace.isEmpty() ? new NamespaceMatch.Any() : NamespaceMatch.Named.of(namespace),
        selector);
  }

  /// Nodes by their labels, where `enable-node-selector-labels` of cilium-config is on.
  private Peer nodes(Cursor item) {
    Selector selector = Selectors.read(candidate, item, Keys.OF_IDENTITIES).toSelector();
    String setting = surroundings.setting(NODE_SELECTORS);
    if ("true".equals(setting)) {
      return new Peer.Nodes(selector);
    }
    String problem =
        "nodes are told apart only with "
            + NODE_SELECTORS
            + ": an agent without it drops the policy";
    if (setting == null) {
      candidate.warn(item, Effect.MAY_ALLOW, problem + ", and whether it is on is not known");
    } else {
      candidate.refuse(item, problem);
    }
    return deny ? Peer.NOBODY : new Peer.Nodes(selector);
  }

  private Peer groups(Cursor item) {
    candidate.warn(
        item,
        deny ? Effect.MAY_NARROW : Effect.MAY_ALLOW,
        "the addresses of a cloud provider's group are not known, and none are matched");
    return Peer.NOBODY;
  }

  private Peer services(Cursor item) {
    SERVICE.check(candidate, item);
    Cursor named = item.get("k8sService");
    Cursor selected = item.get("k8sServiceSelector");
    SERVICE_NAME.check(candidate, named);
    SERVICE_SELECTOR.check(candidate, selected);
    if (named.isPresent() == selected.isPresent()) {
      candidate.refuse(item, "a service needs exactly one of k8sService and k8sServiceSelector");
      return Peer.NOBODY;
    }
    List<Peer> backends;
    if (named.isPresent()) {
      String name = named.get("serviceName").text("");
      if (name.isEmpty()) {
        candidate.refuse(named.get("serviceName"), "k8sService needs a serviceName");
      }
      backends = surroundings.services().named(named.get("namespace").text(""), name);
    } else {
      if (!selected.get("selector").isPresent()) {
        candidate.refuse(selected.get("selector"), "k8sServiceSelector needs a selector");
      }
      Selector selector =
          Selectors.read(candidate, selected.get("selector"), Keys.OF_IDENTITIES).toSelector();
      backends = surroundings.services().labelled(selected.get("namespace").text(""), selector);
    }
    if (backends.isEmpty()) {
      candidate.advise(item, "there is no such service: the rule matches nothing");
    }
    if (backends.stream().anyMatch(RulePeers::isUnread)) {
      candidate.warn(
          item,
          deny ? Effect.MAY_NARROW : Effect.MAY_ALLOW,
          "a service without selector whose endpoints were not read: they are not known, and none are matched");
    }
    return new Peer.AnyOf(backends);
  }

  private static boolean isUnread(Peer backends) {
    return backends instanceof Peer.Addresses addresses && addresses.addresses().isEmpty();
  }

  /// Addresses outside that the names resolve to; which is not known.
  private Peer domainNames(Cursor item) {
    DOMAIN_NAME.check(candidate, item);
    if (deny) {
      candidate.refuse(item, "toFQDNs cannot stand in egressDeny");
    }
    String name = item.get("matchName").text("");
    String pattern = item.get("matchPattern").text("");
    if (name.isEmpty() == pattern.isEmpty()) {
      candidate.refuse(item, "a name needs exactly one of matchName and matchPattern");
      return Peer.NOBODY;
    }
    DomainName.check(candidate, item);
    return new Peer.DomainNames(List.of(name + pattern));
  }
}
