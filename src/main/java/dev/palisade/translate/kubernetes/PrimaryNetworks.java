package dev.palisade.translate.kubernetes;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Peer.HostNetworkPods;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Policy.NoMatch;
import dev.palisade.analysis.policy.Policy.Rules;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Rule.Clause;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.policy.Tier.Combination;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.translate.kubernetes.UserDefinedNetworkReader.Wanted;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import dev.palisade.translate.manifest.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Primary networks of OVN-Kubernetes: pods of a namespace that has one talk to pods of the same
/// network only, whatever policies say. Modelled as a tier before all others, with one policy a
/// network, which denies what goes to pods of others or comes from them. Addresses outside the
/// cluster, nodes and pods in their node's network are left as they are.
///
/// A namespace gets a primary network if it carries the label
/// `k8s.ovn.org/primary-user-defined-network` and a UserDefinedNetwork of the role Primary is in
/// it, or a ClusterUserDefinedNetwork of that role selects it. In doubt (no label, another network
/// plugin) there is no such network: nothing is denied.
final class PrimaryNetworks {
  private static final String GROUP = "k8s.ovn.org";
  private static final String LABEL = GROUP + "/primary-user-defined-network";
  private static final Set<String> KINDS =
      Set.of(UserDefinedNetworkReader.KIND, UserDefinedNetworkReader.CLUSTER_KIND);

  private final Inventory inventory;
  private final Diagnostics diagnostics;

  /// The networks that each namespace gets, by its name.
  private final SortedMap<String, List<Network>> byNamespace = new TreeMap<>();

  private record Network(Manifest manifest, String pointer, SortedSet<String> namespaces) {}

  private PrimaryNetworks(Inventory inventory, Diagnostics diagnostics) {
    this.inventory = inventory;
    this.diagnostics = diagnostics;
  }

  static boolean handles(ResourceRef ref) {
    return ref.apiVersion().equals(GROUP + "/v1") && KINDS.contains(ref.kind());
  }

  /// The tier of primary networks, without policies when there are none.
  static Tier tier(
      List<Manifest> manifests,
      Inventory inventory,
      DialectSettings settings,
      Diagnostics diagnostics) {
    PrimaryNetworks networks = new PrimaryNetworks(inventory, diagnostics);
    boolean enforced = settings.dialect() == Dialect.KUBERNETES && !networks.anotherPluginRuns();
    List<Network> primary = new ArrayList<>();
    for (Manifest manifest : manifests) {
      if (!handles(manifest.ref())) {
        continue;
      }
      Wanted wanted = Candidate.read(manifest, diagnostics, UserDefinedNetworkReader::read);
      if (wanted != null && !enforced) {
        networks.remark(
            manifest,
            wanted.pointer(),
            Effect.MAY_NARROW,
            "it is not known to be enforced, since OVN-Kubernetes is not the network plugin",
            Peer.ANYONE);
      } else if (wanted != null) {
        networks.examine(manifest, wanted, primary);
      }
    }
    Set<Network> refused = networks.refuseSeveral();
    return new Tier(
        "primary-network",
        Combination.ORDERED,
        primary.stream()
            .filter(network -> !refused.contains(network))
            .map(PrimaryNetworks::policy)
            .toList());
  }

  /// Whether DaemonSets were read and none of them is OVN-Kubernetes' while one is of a plugin that
  /// has no such networks.
  private boolean anotherPluginRuns() {
    boolean ovn = false;
    boolean other = false;
    for (var agent : inventory.agents()) {
      for (String image : agent.images()) {
        String text = (agent.name() + " " + image).toLowerCase(Locale.ROOT);
        ovn |= text.contains("ovn");
        other |=
            text.contains("calico/node")
                || text.contains("cilium/cilium")
                || text.contains("flannel")
                || text.contains("antrea")
                || text.contains("kindnet");
      }
    }
    return other && !ovn;
  }

  private void examine(Manifest manifest, Wanted wanted, List<Network> primary) {
    SortedSet<String> selected = selected(manifest, wanted);
    Peer touched = selected.isEmpty() ? Peer.NOBODY : pods(new NamespaceMatch.Named(selected));
    if (!wanted.primary()) {
      remark(
          manifest,
          wanted.pointer(),
          Effect.MAY_ALLOW,
          "a secondary network is not modelled: network policies do not hold there, and its"
              + " connections are not in the answer",
          touched);
      return;
    }
    SortedSet<String> namespaces = new TreeSet<>();
    for (String name : selected) {
      Namespace namespace = inventory.namespace(name);
      if (namespace == null || namespace.labels().get(LABEL) == null) {
        String why =
            "the namespace "
                + name
                + " lacks the label "
                + LABEL
                + " and stays in the cluster's default network";
        remark(manifest, wanted.pointer(), Effect.ADVICE, why, touched);
      } else if (UserDefinedNetworkReader.isSystem(name)) {
        refuse(
            manifest,
            wanted.pointer(),
            "the namespace \"" + name + "\", which it selects, cannot have a network of its own");
        return;
      } else {
        namespaces.add(name);
      }
    }
    Network network = new Network(manifest, wanted.pointer(), namespaces);
    for (String name : namespaces) {
      byNamespace.computeIfAbsent(name, n -> new ArrayList<>()).add(network);
    }
    if (!namespaces.isEmpty()) {
      primary.add(network);
    }
  }

  /// The namespaces that were read and that an object means; remarks when there are none.
  private SortedSet<String> selected(Manifest manifest, Wanted wanted) {
    SortedSet<String> names = new TreeSet<>();
    String own = manifest.ref().namespace();
    for (Namespace namespace : inventory.namespaces().values()) {
      if (namespace.ref() != null
          && (wanted.namespaces() == null
              ? namespace.name().equals(own)
              : wanted.namespaces().matches(namespace.labels()))) {
        names.add(namespace.name());
      }
    }
    if (names.isEmpty()) {
      String why =
          wanted.namespaces() == null
              ? "the namespace " + own + " was not read: the network is left out"
              : "it selects no namespace: the network is left out";
      remark(manifest, wanted.pointer(), Effect.ADVICE, why, Peer.NOBODY);
    }
    return names;
  }

  /// Refuses all networks of a namespace that gets more than one.
  private Set<Network> refuseSeveral() {
    Set<Network> refused = new HashSet<>();
    byNamespace.forEach(
        (name, networks) -> {
          if (networks.size() > 1) {
            String all =
                networks.stream()
                    .map(network -> network.manifest().ref().toString())
                    .sorted()
                    .collect(Collectors.joining(" and "));
            String problem =
                "the namespace " + name + " gets more than one primary network: " + all;
            networks.forEach(
                network -> {
                  refused.add(network);
                  refuse(network.manifest(), network.pointer(), problem);
                });
          }
        });
    return refused;
  }

  private void remark(
      Manifest manifest, String pointer, Effect effect, String message, Peer touches) {
    diagnostics.add(new Warning(manifest.ref(), pointer, effect, message, touches));
  }

  private void refuse(Manifest manifest, String pointer, String problem) {
    diagnostics.refuse(
        manifest.ref(),
        List.of(
            new Refusal(
                manifest.ref(), manifest.file(), manifest.root().line(), pointer, problem)));
  }

  private static Policy policy(Network network) {
    Peer members = pods(new NamespaceMatch.Named(network.namespaces()));
    Peer strangers = new Peer.AllOf(List.of(pods(new NamespaceMatch.Any()), new Peer.Not(members)));
    String pointer = network.pointer();
    Rule rule =
        new Rule(
            pointer,
            Action.DENY,
            List.of(new Clause(pointer, strangers, Peer.ANYONE, TrafficMatch.ALL)),
            null);
    Rules rules = new Rules(List.of(rule), NoMatch.NEXT_TIER, pointer);
    return new Policy(network.manifest().ref(), members, rules, rules);
  }

  private static Peer pods(NamespaceMatch namespaces) {
    return new Peer.Pods(namespaces, Selector.EVERYTHING, HostNetworkPods.NEVER);
  }
}
