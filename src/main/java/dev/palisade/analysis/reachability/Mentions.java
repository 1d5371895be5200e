package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.traffic.IpSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Everything that policies speak of, so that what they cannot tell apart may be treated as one.
final class Mentions {

  /// Stands for every value of a label that no selector names. Not a value that a label can have.
  private static final String OTHER = "\u0000";

  private final Set<Peer> peers = new LinkedHashSet<>();
  private final Set<Peer> parts = new HashSet<>();
  private final Set<Selector> selectors = new HashSet<>();
  private final Set<TrafficMatch> matches = new HashSet<>();
  private final Map<String, Set<String>> values = new HashMap<>();
  private final Set<String> opaque = new HashSet<>();
  private final Set<PortName> portNames = new HashSet<>();
  private final Set<String> pods = new HashSet<>();
  private final Set<IpSet> addresses = new LinkedHashSet<>();
  private boolean addressesReachPods;
  private boolean hostOfPod;
  private boolean everything;

  private Mentions() {}

  static Mentions of(List<Policy> policies) {
    Mentions mentions = new Mentions();
    policies.forEach(mentions::add);
    return mentions;
  }

  /// As if everything were mentioned by which pods can be told apart; of port names these.
  static Mentions everything(Set<PortName> portNames) {
    Mentions mentions = new Mentions();
    mentions.everything = true;
    mentions.addressesReachPods = true;
    mentions.portNames.addAll(portNames);
    return mentions;
  }

  /// Hands on every peer of a policy with all its parts, as often as it is written there.
  static void forEachPart(Policy policy, Consumer<Peer> consumer) {
    forEachPart(policy.subject(), consumer);
    for (Direction direction : Direction.values()) {
      Policy.Rules rules = policy.rules(direction);
      if (rules != null) {
        for (Rule rule : rules.rules()) {
          for (Rule.Clause clause : rule.clauses()) {
            forEachPart(clause.peer(), consumer);
            forEachPart(clause.self(), consumer);
          }
        }
      }
    }
  }

  private static void forEachPart(Peer peer, Consumer<Peer> consumer) {
    consumer.accept(peer);
    switch (peer) {
      case Peer.AnyOf any -> any.peers().forEach(part -> forEachPart(part, consumer));
      case Peer.AllOf all -> all.peers().forEach(part -> forEachPart(part, consumer));
      case Peer.Not not -> forEachPart(not.peer(), consumer);
      case Peer.Anyone p -> {}
      case Peer.Pods p -> {}
      case Peer.Addresses p -> {}
      case Peer.Nodes p -> {}
      case Peer.NodesNamed p -> {}
      case Peer.PodsNamed p -> {}
      case Peer.HostOfPod p -> {}
      case Peer.DomainNames p -> {}
    }
  }

  /// Of the subjects alone.
  static Mentions ofSubjects(List<Policy> policies) {
    Mentions mentions = new Mentions();
    policies.forEach(policy -> mentions.addPeer(policy.subject()));
    return mentions;
  }

  private void add(Policy policy) {
    addPeer(policy.subject());
    for (Direction direction : Direction.values()) {
      Policy.Rules rules = policy.rules(direction);
      if (rules != null) {
        for (Rule rule : rules.rules()) {
          for (Rule.Clause clause : rule.clauses()) {
            addPeer(clause.peer());
            addPeer(clause.self());
            addTraffic(clause.traffic());
          }
        }
      }
    }
  }

  private void addPeer(Peer peer) {
    if (peers.add(peer)) {
      addPart(peer);
    }
  }

  private void addPart(Peer peer) {
    if (!parts.add(peer)) {
      return;
    }
    switch (peer) {
      case Peer.Anyone a -> {}
      case Peer.Pods p -> addSelector(p.pods());
      case Peer.Addresses a -> {
        addresses.add(a.addresses());
        addressesReachPods |= a.reach() == Peer.AddressReach.PODS_AND_NODES;
      }
      case Peer.Nodes n -> {}
      case Peer.NodesNamed n -> {}
      case Peer.PodsNamed p -> pods.addAll(p.pods());
      case Peer.HostOfPod h -> hostOfPod = true;
      case Peer.DomainNames d -> {}
      case Peer.AnyOf any -> any.peers().forEach(this::addPart);
      case Peer.AllOf all -> all.peers().forEach(this::addPart);
      case Peer.Not not -> addPart(not.peer());
    }
  }

  private void addSelector(Selector selector) {
    if (selectors.add(selector)) {
      selector
          .mentionedValues()
          .forEach((key, named) -> values.computeIfAbsent(key, k -> new HashSet<>()).addAll(named));
      opaque.addAll(selector.opaqueKeys());
    }
  }

  private void addTraffic(TrafficMatch match) {
    if (!matches.add(match)) {
      return;
    }
    switch (match) {
      case TrafficMatch.Exactly e -> {}
      case TrafficMatch.NamedPort n -> portNames.add(new PortName(n.protocol(), n.name()));
      case TrafficMatch.AnyOf any -> any.parts().forEach(this::addTraffic);
      case TrafficMatch.AllOf all -> all.parts().forEach(this::addTraffic);
      case TrafficMatch.Not not -> addTraffic(not.part());
    }
  }

  /// Every subject, other side and own side, each once.
  Set<Peer> peers() {
    return Collections.unmodifiableSet(peers);
  }

  Set<PortName> portNames() {
    return Collections.unmodifiableSet(portNames);
  }

  List<IpSet> addresses() {
    return new ArrayList<>(addresses);
  }

  boolean addressesReachPods() {
    return addressesReachPods;
  }

  /// Whether it matters on which node an endpoint is.
  boolean hostOfPod() {
    return hostOfPod;
  }

  /// Whether a pod is meant by its own name.
  boolean namesPod(Pod pod) {
    return everything || (!pods.isEmpty() && pods.contains(pod.toString()));
  }

  /// What of some labels a selector can see: keys that one reads, and there a value that one names
  /// or else [#OTHER].
  Labels visible(Labels labels) {
    if (everything) {
      return labels;
    }
    Map<String, String> visible = new TreeMap<>();
    // a change mentions few keys
    for (String key : values.size() < labels.size() ? values.keySet() : labels.keys()) {
      Set<String> named = values.get(key);
      String value = labels.get(key);
      if (named != null && value != null) {
        visible.put(key, named.contains(value) || opaque.contains(key) ? value : OTHER);
      }
    }
    return Labels.of(visible);
  }
}
