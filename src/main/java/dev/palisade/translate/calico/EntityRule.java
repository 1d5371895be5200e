package dev.palisade.translate.calico;

import dev.palisade.analysis.label.CalicoSelector;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Peer.HostNetworkPods;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.policy.TrafficMatch.Side;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.ObjectName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `source` or `destination` of a rule (`EntityRule`; `updateprocessors/rules.go`,
/// `GetEntityRuleSelector`). All that it gives must hold; nothing given means anything, addresses
/// outside the cluster too.
/// - selector, serviceAccounts and namespaceSelector select together, in a NetworkPolicy within its
///   own namespace unless there is a namespaceSelector
/// - notSelector takes away from what they select; alone, in a GlobalNetworkPolicy, it leaves
///   everything else, unknown addresses too. In a NetworkPolicy it limits to the own namespace as
///   the others do
/// - nets and notNets compare addresses
/// - ports and notPorts are those of this side
/// - services stand for a service's endpoints, and as a destination for its ports too
final class EntityRule {
  private static final KnownFields FIELDS =
      KnownFields.of(
              "selector",
              "notSelector",
              "namespaceSelector",
              "serviceAccounts",
              "nets",
              "notNets",
              "ports",
              "notPorts",
              "services")
          .confused("podSelector", "selector")
          .confused("ipBlock", "nets")
          .confused("cidr", "nets")
          .confused("cidrs", "nets")
          .confused("port", "ports")
          .confused("service", "services");
  private static final KnownFields SERVICE_ACCOUNTS = KnownFields.of("names", "selector");
  private static final KnownFields SERVICES = KnownFields.of("name", "namespace");

  /// Some endpoints, and the traffic that is matched there.
  record Part(Peer peer, TrafficMatch ports) {}

  private final Candidate candidate;
  private final Surroundings surroundings;
  private final Cursor at;
  private final Side side;
  private final String namespace;

  /// @param namespace of the policy; empty for a GlobalNetworkPolicy
  EntityRule(
      Candidate candidate, Surroundings surroundings, Cursor at, Side side, String namespace) {
    this.candidate = candidate;
    this.surroundings = surroundings;
    this.at = at;
    this.side = side;
    this.namespace = namespace;
    FIELDS.check(candidate, at);
    limits();
  }

  private void limits() {
    SchemaLimits limits = new SchemaLimits(candidate);
    for (String selector : List.of("selector", "notSelector", "namespaceSelector")) {
      limits.length(at.get(selector), SchemaLimits.SELECTOR);
    }
    for (String nets : List.of("nets", "notNets")) {
      limits.items(at.get(nets), SchemaLimits.NETS);
      limits.distinct(at.get(nets));
    }
    limits.items(at.get("ports"), SchemaLimits.PORTS);
    limits.items(at.get("notPorts"), SchemaLimits.PORTS);
    limits.distinct(at.get("serviceAccounts").get("names"));
  }

  /// The endpoints, each with its traffic; none where nothing can match.
  ///
  /// @param other whether this is the other side of the traffic, seen from the pod under policy
  List<Part> parts(RuleProtocol protocol, boolean other) {
    PortList ports = PortList.read(candidate, at.get("ports"));
    PortList notPorts = PortList.read(candidate, at.get("notPorts"));
    Protocol ofPorts = protocolOfPorts(protocol, ports, notPorts);
    if (at.get("services").isPresent()) {
      return services(other, ports, notPorts, ofPorts);
    }
    Peer addresses = addresses(protocol.version());
    List<Part> parts = new ArrayList<>();
    for (Part part : selected(ports, notPorts, ofPorts)) {
      parts.add(new Part(both(part.peer(), addresses), part.ports()));
    }
    return parts;
  }

  /// Names of ports may stand without a protocol, and are then looked up for TCP
  /// (`felix/calc/rule_scanner.go`); numbers may not.
  private Protocol protocolOfPorts(RuleProtocol protocol, PortList ports, PortList notPorts) {
    Protocol given = protocol.protocol();
    if (given != null && given.hasPorts()) {
      return given;
    }
    needsProtocol("ports", ports, given);
    needsProtocol("notPorts", notPorts, given);
    return Protocol.TCP;
  }

  private void needsProtocol(String field, PortList ports, @Nullable Protocol given) {
    if (ports.given() && (given != null || !ports.numbers().isEmpty())) {
      candidate.refuse(
          at.get(field),
          given == null
              ? field + " need a protocol: write \"protocol: TCP\" (or UDP, SCTP) beside action"
              : field + " cannot stand with the protocol " + given + ": expected TCP, UDP or SCTP");
    }
  }

  private List<Part> services(boolean other, PortList ports, PortList notPorts, Protocol protocol) {
    Cursor services = at.get("services");
    SERVICES.check(candidate, services);
    for (String field :
        List.of(
            "selector", "notSelector", "namespaceSelector", "serviceAccounts", "nets", "notNets")) {
      refuseBeside(field);
    }
    if (side == Side.DESTINATION) {
      refuseBeside("ports");
      refuseBeside("notPorts");
    }
    if (!other) {
      candidate.refuse(
          services,
          "services can only stand in the source of an ingress rule or the destination of an egress rule");
      return List.of();
    }
    String name = services.get("name").text("");
    String in = services.get("namespace").text("");
    if (name.isEmpty()) {
      candidate.refuse(services.get("name"), "services needs the name of a service");
    }
    if (in.isEmpty() && namespace.isEmpty()) {
      candidate.refuse(
          services.get("namespace"), "in a GlobalNetworkPolicy services needs a namespace");
    }
    for (String part : List.of("name", "namespace")) {
      if (!services.get(part).text("").isEmpty()) {
        candidate.refuseAll(
            services.get(part), ObjectName.SUBDOMAIN.problems(services.get(part).text("")));
      }
    }
    String where = in.isEmpty() ? namespace : in;
    if (!surroundings.services().isKnown(where, name)) {
      candidate.advise(
          services, "there is no service " + where + "/" + name + ": the rule matches nothing");
      return List.of();
    }
    if (side == Side.SOURCE) {
      return List.of(
          new Part(
              surroundings.services().anyPort(where, name),
              portsMatch(ports, notPorts, protocol, true)));
    }
    return surroundings.services().withPorts(where, name).stream()
        .map(backends -> new Part(backends.peer(), backends.traffic()))
        .toList();
  }

  private void refuseBeside(String field) {
    Cursor value = at.get(field);
    boolean given =
        value.isArray()
            ? !value.items().isEmpty()
            : value.isString() ? !value.requiredText().isEmpty() : value.isPresent();
    if (given) {
      candidate.refuse(value, field + " cannot stand with services");
    }
  }

  /// nets, notNets and the IP version of the rule.
  private Peer addresses(@Nullable Integer version) {
    Peer peer = Peer.ANYONE;
    IpSet nets = Nets.ofRule(candidate, at.get("nets"));
    IpSet notNets = Nets.ofRule(candidate, at.get("notNets"));
    if (!at.get("nets").items().isEmpty()) {
      peer = new Peer.Addresses(nets, surroundings.reach());
    }
    if (!notNets.isEmpty()) {
      peer = both(peer, new Peer.Not(new Peer.Addresses(notNets, surroundings.reach())));
    }
    if (version != null) {
      // an endpoint whose addresses are not known may have one of that version
      IpSet others = version == 4 ? IpSet.ALL_V6 : IpSet.ALL_V4;
      peer = both(peer, new Peer.Not(new Peer.Addresses(others, Peer.AddressReach.PODS_AND_NODES)));
    }
    return peer;
  }

  /// What selectors select. NetworkSets have no ports, so that a name never means one that is
  /// matched by its address alone.
  private List<Part> selected(PortList ports, PortList notPorts, Protocol protocol) {
    CalicoSelector selector = SelectorText.readWithoutGlobal(candidate, at.get("selector"));
    CalicoSelector notSelector = SelectorText.read(candidate, at.get("notSelector"));
    Selector accounts = serviceAccounts(at.get("serviceAccounts"));
    Scope scope = scope(selector != null || accounts != null || notSelector != null);
    TrafficMatch named = portsMatch(ports, notPorts, protocol, true);
    boolean positive = !scope.equals(Scope.ANYWHERE) || selector != null || accounts != null;
    if (!positive) {
      Peer peer =
          notSelector == null
              ? Peer.ANYONE
              : new Peer.Not(matching(Scope.ANYWHERE, notSelector.expression()));
      return List.of(new Part(peer, named));
    }
    List<Selector> all = new ArrayList<>();
    all.add(SelectorText.expression(selector));
    all.add(accounts == null ? Selector.EVERYTHING : accounts);
    if (notSelector != null) {
      all.add(Selector.not(notSelector.expression()));
    }
    Selector wanted = Selector.and(all);
    IpSet addresses = surroundings.labelled().matching(scope, wanted);
    if (addresses.isEmpty() || (ports.names().isEmpty() && notPorts.names().isEmpty())) {
      return List.of(new Part(matching(scope, wanted), named));
    }
    Peer byLabel = pods(scope, wanted);
    Peer byAddress = new Peer.Addresses(addresses, surroundings.reach());
    return List.of(
        new Part(byLabel, named),
        new Part(
            new Peer.AllOf(List.of(byAddress, new Peer.Not(byLabel))),
            portsMatch(ports, notPorts, protocol, false)));
  }

  private Scope scope(boolean selects) {
    Cursor namespaceSelector = at.get("namespaceSelector");
    CalicoSelector namespaces = SelectorText.read(candidate, namespaceSelector);
    if (namespaces != null) {
      if (namespaces.usesGlobal() && !namespaces.canonicalText().equals("global()")) {
        candidate.refuse(
            namespaceSelector, "global() cannot be combined with other parts of a selector");
      }
      return Scope.of(namespaces);
    }
    return selects && !namespace.isEmpty() ? Scope.own(namespace) : Scope.ANYWHERE;
  }

  /// @return null when no service account is asked for
  private @Nullable Selector serviceAccounts(Cursor accounts) {
    SERVICE_ACCOUNTS.check(candidate, accounts);
    List<String> names = accounts.get("names").texts();
    CalicoSelector selector = SelectorText.readWithoutGlobal(candidate, accounts.get("selector"));
    if (names.isEmpty() && selector == null) {
      return null;
    }
    List<Selector> parts = new ArrayList<>();
    if (!names.isEmpty()) {
      parts.add(Selector.in(CalicoLabels.SERVICE_ACCOUNT, names));
    }
    if (selector != null) {
      UnknownAccounts.remark(candidate, surroundings, accounts.get("selector"));
      parts.add(SelectorText.prefixed(selector.expression(), CalicoLabels.OF_SERVICE_ACCOUNT));
    }
    return Selector.and(parts);
  }

  private TrafficMatch portsMatch(
      PortList ports, PortList notPorts, Protocol protocol, boolean named) {
    List<TrafficMatch> parts = new ArrayList<>();
    if (ports.given()) {
      parts.add(named ? ports.any(protocol, side) : ports.numbered(protocol, side));
    }
    if (notPorts.given()) {
      parts.add(
          Matches.not(named ? notPorts.any(protocol, side) : notPorts.numbered(protocol, side)));
    }
    return Matches.allOf(parts);
  }

  private Peer matching(Scope scope, Selector wanted) {
    IpSet addresses = surroundings.labelled().matching(scope, wanted);
    Peer pods = pods(scope, wanted);
    return addresses.isEmpty()
        ? pods
        : new Peer.AnyOf(List.of(pods, new Peer.Addresses(addresses, surroundings.reach())));
  }

  private static Peer pods(Scope scope, Selector wanted) {
    return new Peer.Pods(scope.namespaces(), wanted, HostNetworkPods.BY_SETTING);
  }

  private static Peer both(Peer a, Peer b) {
    if (a.equals(Peer.ANYONE)) {
      return b;
    }
    return b.equals(Peer.ANYONE) ? a : new Peer.AllOf(List.of(a, b));
  }
}
