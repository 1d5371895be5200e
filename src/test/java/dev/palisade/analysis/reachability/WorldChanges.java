package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Node;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Random changes of a world: what is put in comes from another random world.
final class WorldChanges {

  private final Random random;

  WorldChanges(long seed) {
    this.random = new Random(seed);
  }

  World change(World world) {
    World other = new WorldGenerator(random.nextLong()).world();
    World next = world;
    for (int i = random.nextInt(3); i >= 0; i--) {
      next = random.nextInt(3) > 0 ? policies(next, other) : inventory(next, other);
    }
    return next;
  }

  private World policies(World world, World other) {
    List<Tier> tiers = new ArrayList<>(world.policies().tiers());
    List<Tier> others = other.policies().tiers();
    if (tiers.isEmpty() || random.nextInt(12) == 0) {
      if (!others.isEmpty()) {
        tiers.add(random.nextInt(tiers.size() + 1), pick(others));
      }
    } else if (random.nextInt(12) == 0) {
      Collections.swap(tiers, random.nextInt(tiers.size()), random.nextInt(tiers.size()));
    } else if (random.nextInt(15) == 0) {
      tiers.remove(random.nextInt(tiers.size()));
    } else {
      int t = random.nextInt(tiers.size());
      Tier tier = tiers.get(t);
      tiers.set(
          t,
          random.nextInt(15) == 0
              ? new Tier(tier.name(), pick(List.of(Tier.Combination.values())), tier.policies())
              : new Tier(tier.name(), tier.combination(), policies(tier.policies(), others)));
    }
    return world.with(new PolicySet(tiers, List.of()));
  }

  private List<Policy> policies(List<Policy> policies, List<Tier> others) {
    List<Policy> next = new ArrayList<>(policies);
    List<Policy> offered = others.stream().flatMap(t -> t.policies().stream()).toList();
    int kind = random.nextInt(10);
    if (next.isEmpty() || kind == 0) {
      if (!offered.isEmpty()) {
        next.add(random.nextInt(next.size() + 1), pick(offered));
      }
      return next;
    }
    int at = random.nextInt(next.size());
    switch (kind) {
      case 1 -> next.remove(at);
      case 2 -> Collections.swap(next, at, random.nextInt(next.size()));
      case 3, 4, 5 -> next.set(at, altered(next.get(at)));
      default -> {
        if (!offered.isEmpty()) {
          Policy in = pick(offered);
          next.set(at, new Policy(next.get(at).ref(), in.subject(), in.ingress(), in.egress()));
        }
      }
    }
    return next;
  }

  /// One direction left out, isolating or not, without its last rule, or with the other's rules.
  private Policy altered(Policy policy) {
    Policy.@Nullable Rules ingress = policy.ingress();
    Policy.@Nullable Rules altered =
        switch (random.nextInt(4)) {
          case 0 -> null;
          case 1 -> policy.egress();
          case 2 ->
              ingress == null
                  ? null
                  : new Policy.Rules(
                      ingress.rules(), pick(List.of(Policy.NoMatch.values())), ingress.pointer());
          default -> {
            List<Rule> rules = ingress == null ? List.of() : ingress.rules();
            yield ingress == null || rules.isEmpty()
                ? null
                : new Policy.Rules(
                    rules.subList(0, rules.size() - 1), ingress.noMatch(), ingress.pointer());
          }
        };
    return new Policy(policy.ref(), policy.subject(), altered, policy.egress());
  }

  private World inventory(World world, World other) {
    Inventory inventory = world.inventory();
    List<Pod> pods = new ArrayList<>(inventory.pods());
    TreeMap<String, Namespace> namespaces = new TreeMap<>(inventory.namespaces());
    List<Node> nodes = inventory.nodes();
    switch (random.nextInt(8)) {
      case 0 -> {
        if (pods.size() > 1) {
          pods.remove(random.nextInt(pods.size()));
        }
      }
      case 1 -> {
        Pod added = pick(other.inventory().pods());
        pods.add(like(added, added.namespace(), "q" + random.nextInt(3)));
      }
      case 2, 3, 4 -> {
        int at = random.nextInt(pods.size());
        Pod old = pods.get(at);
        pods.set(at, like(pick(other.inventory().pods()), old.namespace(), old.name()));
      }
      case 5 -> namespaces.putAll(other.inventory().namespaces());
      case 6 -> {
        if (!namespaces.isEmpty()) {
          namespaces.remove(pick(List.copyOf(namespaces.keySet())));
        }
      }
      default -> {
        if (random.nextInt(4) == 0) {
          nodes = other.inventory().nodes();
        }
      }
    }
    List<Pod> unique = new ArrayList<>(new TreeMap<>(byName(pods)).values());
    return world.with(Clusters.inventory(List.copyOf(namespaces.values()), unique, nodes));
  }

  private static TreeMap<String, Pod> byName(List<Pod> pods) {
    TreeMap<String, Pod> byName = new TreeMap<>();
    pods.forEach(pod -> byName.put(pod.toString(), pod));
    return byName;
  }

  private static Pod like(Pod pod, String namespace, String name) {
    return Clusters.pod(
        namespace, name, pod.labels(), pod.addresses(), pod.nodeName(), pod.network(), pod.ports());
  }

  private <T> T pick(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }
}
