package dev.palisade.analysis.reachability.question;

import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.TrafficMatch;

/// Whether one thing matches all that another does, as far as their form shows, whatever there is
/// to be matched. `false` may also mean that it cannot be seen. What may match but not surely
/// (domain names, an address among several) does so in both to the same degree.
final class Subsumption {

  private Subsumption() {}

  /// Whether every clause of a rule lies within one of the other's.
  static boolean within(Rule inner, Rule outer) {
    return inner.clauses().stream().allMatch(clause -> within(clause, outer));
  }

  static boolean within(Rule.Clause inner, Rule outer) {
    return outer.clauses().stream().anyMatch(clause -> within(inner, clause));
  }

  static boolean within(Rule.Clause inner, Rule.Clause outer) {
    return within(inner.peer(), outer.peer())
        && within(inner.self(), outer.self())
        && within(inner.traffic(), outer.traffic());
  }

  static boolean within(Peer inner, Peer outer) {
    if (inner.equals(outer) || outer instanceof Peer.Anyone || isNobody(inner)) {
      return true;
    }
    if (inner instanceof Peer.AnyOf any) {
      return any.peers().stream().allMatch(part -> within(part, outer));
    }
    if (outer instanceof Peer.AllOf all) {
      return all.peers().stream().allMatch(part -> within(inner, part));
    }
    if (outer instanceof Peer.AnyOf any
        && any.peers().stream().anyMatch(part -> within(inner, part))) {
      return true;
    }
    if (inner instanceof Peer.AllOf all) {
      return all.peers().stream().anyMatch(part -> within(part, outer));
    }
    return switch (inner) {
      case Peer.Pods pods -> outer instanceof Peer.Pods others && within(pods, others);
      case Peer.Addresses a ->
          outer instanceof Peer.Addresses b
              && a.addresses().isSubsetOf(b.addresses())
              // PODS_AND_NODES, NODES, OUTSIDE_ONLY: each less than the one before
              && a.reach().compareTo(b.reach()) >= 0;
      case Peer.Nodes a -> outer instanceof Peer.Nodes b && within(a.labels(), b.labels());
      case Peer.NodesNamed a ->
          outer instanceof Peer.NodesNamed b && b.names().containsAll(a.names());
      case Peer.PodsNamed a -> outer instanceof Peer.PodsNamed b && b.pods().containsAll(a.pods());
      case Peer.DomainNames a ->
          outer instanceof Peer.DomainNames b && b.patterns().containsAll(a.patterns());
      case Peer.Not a -> outer instanceof Peer.Not b && within(b.peer(), a.peer());
      case Peer.Anyone a -> false;
      case Peer.HostOfPod h -> false;
      case Peer.AnyOf a -> false;
      case Peer.AllOf a -> false;
    };
  }

  private static boolean within(Peer.Pods inner, Peer.Pods outer) {
    boolean hostPods =
        outer.hostNetwork() == Peer.HostNetworkPods.BY_SETTING
            || inner.hostNetwork() == Peer.HostNetworkPods.NEVER;
    return hostPods
        && within(inner.namespaces(), outer.namespaces())
        && within(inner.pods(), outer.pods());
  }

  private static boolean within(NamespaceMatch inner, NamespaceMatch outer) {
    return switch (outer) {
      case NamespaceMatch.Any any -> true;
      case NamespaceMatch.Named b ->
          inner instanceof NamespaceMatch.Named a && b.names().containsAll(a.names());
      case NamespaceMatch.Labelled b ->
          inner instanceof NamespaceMatch.Labelled a && within(a.selector(), b.selector());
    };
  }

  static boolean within(Selector inner, Selector outer) {
    if (inner.equals(outer)
        || outer instanceof Selector.Everything
        || inner instanceof Selector.Nothing) {
      return true;
    }
    if (inner instanceof Selector.Or or) {
      return or.operands().stream().allMatch(part -> within(part, outer));
    }
    if (outer instanceof Selector.And and) {
      return and.operands().stream().allMatch(part -> within(inner, part));
    }
    if (outer instanceof Selector.Or or
        && or.operands().stream().anyMatch(part -> within(inner, part))) {
      return true;
    }
    if (inner instanceof Selector.And and) {
      return and.operands().stream().anyMatch(part -> within(part, outer));
    }
    return switch (inner) {
      case Selector.In in -> in.values().stream().allMatch(v -> holds(in.key(), v, outer));
      case Selector.StartsWith s -> outer.equals(Selector.has(s.key()));
      case Selector.EndsWith s -> outer.equals(Selector.has(s.key()));
      case Selector.Contains s -> outer.equals(Selector.has(s.key()));
      case Selector.Not not ->
          outer instanceof Selector.Not other && within(other.operand(), not.operand());
      case Selector.Has h -> false;
      case Selector.Everything e -> false;
      case Selector.Nothing n -> true;
      case Selector.And a -> false;
      case Selector.Or o -> false;
    };
  }

  /// Whether a condition on one key holds wherever the key has this value.
  private static boolean holds(String key, String value, Selector outer) {
    return outer.keys().size() == 1
        && outer.keys().contains(key)
        && outer.matches(dev.palisade.analysis.label.Labels.of(key, value));
  }

  private static boolean within(TrafficMatch inner, TrafficMatch outer) {
    if (inner.equals(outer) || outer.equals(TrafficMatch.ALL)) {
      return true;
    }
    if (inner instanceof TrafficMatch.Exactly a && outer instanceof TrafficMatch.Exactly b) {
      return b.traffic().contains(a.traffic());
    }
    if (inner instanceof TrafficMatch.AnyOf any) {
      return any.parts().stream().allMatch(part -> within(part, outer));
    }
    if (outer instanceof TrafficMatch.AllOf all) {
      return all.parts().stream().allMatch(part -> within(inner, part));
    }
    if (outer instanceof TrafficMatch.AnyOf any
        && any.parts().stream().anyMatch(part -> within(inner, part))) {
      return true;
    }
    return inner instanceof TrafficMatch.AllOf all
        && all.parts().stream().anyMatch(part -> within(part, outer));
  }

  /// Whether a peer shows by its form that no endpoint can ever match it.
  static boolean isNobody(Peer peer) {
    return switch (peer) {
      case Peer.AnyOf any -> any.peers().stream().allMatch(Subsumption::isNobody);
      case Peer.AllOf all -> all.peers().stream().anyMatch(Subsumption::isNobody);
      case Peer.Pods pods ->
          pods.pods() instanceof Selector.Nothing
              || (pods.namespaces() instanceof NamespaceMatch.Named named
                  && named.names().isEmpty());
      case Peer.Addresses addresses -> addresses.addresses().isEmpty();
      case Peer.Nodes nodes -> nodes.labels() instanceof Selector.Nothing;
      case Peer.NodesNamed named -> named.names().isEmpty();
      case Peer.PodsNamed named -> named.pods().isEmpty();
      case Peer.DomainNames names -> names.patterns().isEmpty();
      case Peer.Not not -> not.peer() instanceof Peer.Anyone;
      case Peer.Anyone a -> false;
      case Peer.HostOfPod h -> false;
    };
  }

  /// Whether a clause shows by its form that nothing can ever match it.
  static boolean isNothing(Rule.Clause clause) {
    return isNobody(clause.peer())
        || isNobody(clause.self())
        || (clause.traffic() instanceof TrafficMatch.Exactly exactly && exactly.traffic().isEmpty())
        || (clause.traffic() instanceof TrafficMatch.AnyOf any && any.parts().isEmpty());
  }

  /// Whether what a clause matches is never in doubt, whatever pods there are.
  static boolean isCertain(Rule.Clause clause) {
    return isCertain(clause.peer())
        && isCertain(clause.self())
        && clause.traffic() instanceof TrafficMatch.Exactly;
  }

  private static boolean isCertain(Peer peer) {
    return switch (peer) {
      case Peer.Anyone a -> true;
      case Peer.Pods p -> true;
      case Peer.PodsNamed p -> true;
      case Peer.AnyOf any -> any.peers().stream().allMatch(Subsumption::isCertain);
      case Peer.AllOf all -> all.peers().stream().allMatch(Subsumption::isCertain);
      case Peer.Not not -> isCertain(not.peer());
      // a pod of several addresses, a node that is not known, names that resolve to whatever
      case Peer.Addresses a -> a.reach() == Peer.AddressReach.OUTSIDE_ONLY;
      case Peer.Nodes n -> false;
      case Peer.NodesNamed n -> false;
      case Peer.HostOfPod h -> false;
      case Peer.DomainNames d -> false;
    };
  }
}
