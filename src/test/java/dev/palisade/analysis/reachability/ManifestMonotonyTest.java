package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.document.Node;
import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.translate.Translation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One more rule to a policy that holds for its direction already: one that allows, added to a
/// NetworkPolicy, loses nothing; one that denies, put before all others of any kind, gains nothing.
class ManifestMonotonyTest {
  private static final int WORLDS = Math.max(200, DifferentialTest.WORLDS / 100);

  @ParameterizedTest
  @EnumSource(names = {"KUBERNETES", "CALICO_MIXED", "CILIUM_MIXED"})
  void oneMoreRuleThatAllowsLosesNothing(WorldFamily family) {
    int grown = 0;
    for (long seed = DifferentialTest.SEED; seed < DifferentialTest.SEED + WORLDS; seed++) {
      ManifestWorld before = family.world(new Chance(seed));
      Chance chance = new Chance(~seed);
      KubernetesObjects rules = new KubernetesObjects(chance, new ClusterObjects(chance));
      ManifestWorld after =
          before.with(
              before.objects().stream()
                  .map(
                      o ->
                          isNetworkPolicy(o)
                              ? grown(o, chance.pick(List.of(Direction.values())), rules)
                              : o)
                  .toList());
      grown += compare(before, after, Growth.NOTHING_LOST);
    }
    assertThat(grown).as("worlds that have gained").isPositive();
  }

  private static boolean isNetworkPolicy(ObjectNode object) {
    return Trees.text(object, "apiVersion").equals("networking.k8s.io/v1");
  }

  private static ObjectNode grown(ObjectNode policy, Direction direction, KubernetesObjects rules) {
    String peers = direction == Direction.INGRESS ? "from" : "to";
    return with(policy, direction.toString(), rules.networkPolicyRule(peers), Place.LAST);
  }

  @ParameterizedTest
  @EnumSource
  void oneMoreRuleThatDeniesGainsNothing(WorldFamily family) {
    int shrunk = 0;
    for (long seed = DifferentialTest.SEED; seed < DifferentialTest.SEED + WORLDS; seed++) {
      ManifestWorld before = family.world(new Chance(seed));
      Direction direction = new Chance(~seed).pick(List.of(Direction.values()));
      ManifestWorld after =
          before.with(before.objects().stream().map(o -> denying(o, direction)).toList());
      shrunk += compare(before, after, Growth.NOTHING_GAINED);
    }
    assertThat(shrunk).as("worlds that have lost").isPositive();
  }

  private static ObjectNode denying(ObjectNode policy, Direction direction) {
    boolean ingress = direction == Direction.INGRESS;
    String section = direction.toString();
    String kind = Trees.text(policy, "kind");
    if (kind.startsWith("Cilium")) {
      Node ports = Trees.object("ports", List.of(Trees.object("port", "80", "protocol", "TCP")));
      Node rule = Trees.object("toPorts", List.of(ports));
      ObjectNode more = with(policy, section + "Deny", rule, Place.FIRST);
      return more.equals(policy) && !Trees.text(policy, "metadata", "name").equals("g")
          ? alongside(policy, section, rule)
          : more;
    }
    if (Trees.text(policy, "apiVersion").startsWith("policy.networking")) {
      Node everyone = Trees.object("namespaces", Trees.object());
      Node rule = Trees.object("action", "Deny", ingress ? "from" : "to", List.of(everyone));
      return with(policy, section, rule, Place.FIRST);
    }
    boolean calico = kind.endsWith("NetworkPolicy") && !isNetworkPolicy(policy);
    Node ports = Trees.object("ports", List.of(80));
    Node rule = Trees.object("action", "Deny", "protocol", "TCP", "destination", ports);
    return calico ? with(policy, section, rule, Place.FIRST) : policy;
  }

  /// Beside rules that allow.
  private static ObjectNode alongside(ObjectNode policy, String section, Node rule) {
    if (!(Trees.at(policy, "spec", section) instanceof ArrayNode(var items, var line))
        || items.isEmpty()) {
      return policy;
    }
    Map<String, Node> spec = new LinkedHashMap<>(((ObjectNode) spec(policy)).fields());
    spec.put(section + "Deny", Node.array(List.of(rule)));
    return withSpec(policy, spec);
  }

  private enum Place {
    FIRST,
    LAST
  }

  /// With one more rule in a section that has some already.
  private static ObjectNode with(ObjectNode policy, String section, Node rule, Place place) {
    if (!(Trees.at(policy, "spec", section) instanceof ArrayNode(var items, var line))
        || items.isEmpty()) {
      return policy;
    }
    List<Node> rules = new ArrayList<>(items);
    rules.add(place == Place.FIRST ? 0 : rules.size(), rule);
    Map<String, Node> spec = new LinkedHashMap<>(((ObjectNode) spec(policy)).fields());
    spec.put(section, Node.array(rules));
    return withSpec(policy, spec);
  }

  private static Node spec(ObjectNode policy) {
    return policy.fields().getOrDefault("spec", Trees.object());
  }

  private static ObjectNode withSpec(ObjectNode policy, Map<String, Node> spec) {
    Map<String, Node> fields = new LinkedHashMap<>(policy.fields());
    fields.put("spec", Node.object(spec));
    return Node.object(fields);
  }

  private enum Growth {
    NOTHING_LOST,
    NOTHING_GAINED;

    boolean holds(TrafficSet before, TrafficSet after) {
      return this == NOTHING_LOST ? after.contains(before) : before.contains(after);
    }
  }

  /// @return 1 if something has changed, else 0
  private static int compare(ManifestWorld before, ManifestWorld after, Growth growth) {
    Translation now = after.translation();
    assertThat(now.refusals()).as("%s", after).isEmpty();
    Reachability old = before.world().reachability();
    Reachability changed = after.world(now).reachability();
    int inCluster = old.endpoints().podList().size() + old.endpoints().nodeList().size();
    int differences = 0;
    for (int from = 0; from < inCluster; from++) {
      for (int to = 0; to < inCluster; to++) {
        TrafficSet was = old.traffic(from, to);
        TrafficSet is = changed.traffic(from, to);
        String problem = growth.holds(was, is) ? null : problem(old, from, to, was, is);
        assertThat(problem).as("%s%nand then%n%s", before, after).isNull();
        differences += was.equals(is) ? 0 : 1;
      }
    }
    return differences == 0 ? 0 : 1;
  }

  private static @Nullable String problem(
      Reachability r, int from, int to, TrafficSet was, TrafficSet is) {
    return "%s to %s: %s was %s".formatted(r.endpoints().get(from), r.endpoints().get(to), is, was);
  }
}
