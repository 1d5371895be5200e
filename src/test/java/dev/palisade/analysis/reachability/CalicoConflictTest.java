package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.reachability.ConflictSweep.Ports;
import dev.palisade.analysis.reachability.ConflictSweep.Statement;
import dev.palisade.analysis.reachability.ConflictSweep.Who;
import dev.palisade.document.Node;
import dev.palisade.document.Node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every list of two policies of the kinds that Calico enforces, at every place in its tiers, and
/// every list of three over fewer places.
class CalicoConflictTest {

  /// By `order`.
  private enum Tier {
    EARLY("early"),
    KUBE_ADMIN("kube-admin"),
    DEFAULT("default"),
    LATE("late"),
    KUBE_BASELINE("kube-baseline");

    private final String text;

    Tier(String text) {
      this.text = text;
    }
  }

  private static final int LAST = Integer.MAX_VALUE;

  private enum Place {
    EARLY_FIRST(Tier.EARLY, 1),
    EARLY_LAST(Tier.EARLY, LAST),
    CLUSTER_ADMIN(Tier.KUBE_ADMIN, 0),
    DEFAULT_FIRST(Tier.DEFAULT, 1),
    /// The order of NetworkPolicies, which come after Calico's own by their name.
    DEFAULT_TIE(Tier.DEFAULT, 1000),
    NETWORK_POLICY(Tier.DEFAULT, 1000),
    DEFAULT_LAST(Tier.DEFAULT, LAST),
    STAGED(Tier.DEFAULT, 1),
    LATE(Tier.LATE, 1),
    CLUSTER_BASELINE(Tier.KUBE_BASELINE, 0);

    private final Tier tier;
    private final int order;

    Place(Tier tier, int order) {
      this.tier = tier;
      this.order = order;
    }
  }

  /// @param action empty for a NetworkPolicy that allows nothing
  private record Kind(Place place, String action) {}

  private static List<Kind> kinds(List<Place> places, List<String> actions) {
    List<Kind> kinds = new ArrayList<>();
    for (Place place : places) {
      List<String> possible =
          switch (place) {
            case NETWORK_POLICY -> List.of("Allow", "");
            case CLUSTER_ADMIN, CLUSTER_BASELINE -> List.of("Accept", "Deny", "Pass");
            default -> actions;
          };
      possible.forEach(action -> kinds.add(new Kind(place, action)));
    }
    return kinds;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Deny", "Pass"})
  void everyListOfTwoPolicies(String defaultAction) {
    List<Kind> kinds = kinds(List.of(Place.values()), List.of("Allow", "Deny", "Pass", "Log"));
    assertThat(kinds).hasSize(7 * 4 + 2 + 2 * 3);
    assertThat(sweep(kinds, defaultAction).check(2, 3)).isGreaterThanOrEqualTo(3 * 36 * 36);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Deny", "Pass"})
  void everyListOfThreePoliciesOfFewerKinds(String defaultAction) {
    List<Place> places =
        List.of(
            Place.EARLY_FIRST,
            Place.DEFAULT_FIRST,
            Place.NETWORK_POLICY,
            Place.DEFAULT_LAST,
            Place.LATE);
    List<Kind> kinds = kinds(places, List.of("Allow", "Deny", "Pass"));
    assertThat(sweep(kinds, defaultAction).check(3, 1)).isGreaterThanOrEqualTo(14 * 14 * 14);
  }

  private static ConflictSweep<Kind> sweep(List<Kind> kinds, String defaultAction) {
    return new ConflictSweep<>(kinds, Dialect.CALICO, new Specification(defaultAction));
  }

  /// @param defaultAction of the tier `early`
  private record Specification(String defaultAction) implements ConflictSweep.Specification<Kind> {

    private static final Comparator<Statement<Kind>> ORDER =
        Comparator.<Statement<Kind>>comparingInt(s -> s.kind().place().order)
            .thenComparing(s -> s.kind().place() == Place.NETWORK_POLICY)
            .thenComparing(Statement::name);

    /// docs.tigera.io/calico/latest/reference/resources/tier: a tier counts where a policy of it
    /// applies; its first rule that matches decides, or hands on to the next tier; what none
    /// matches has its default action; after the last tier a pod's profile allows.
    @Override
    public boolean allows(List<Statement<Kind>> side, List<Statement<Kind>> matching) {
      for (Tier tier : Tier.values()) {
        List<Statement<Kind>> ofTier =
            side.stream()
                .filter(s -> s.kind().place().tier == tier && s.kind().place() != Place.STAGED)
                .sorted(ORDER)
                .toList();
        if (ofTier.isEmpty()) {
          continue;
        }
        String decision =
            ofTier.stream()
                .filter(matching::contains)
                .map(s -> s.kind().action())
                .filter(action -> !action.isEmpty() && !action.equals("Log"))
                .findFirst()
                .orElse(otherwise(tier));
        if (!decision.equals("Pass")) {
          return !decision.equals("Deny");
        }
      }
      return true;
    }

    private String otherwise(Tier tier) {
      return switch (tier) {
        case EARLY -> defaultAction;
        case KUBE_ADMIN, KUBE_BASELINE -> "Pass";
        case DEFAULT, LATE -> "Deny";
      };
    }

    @Override
    public List<ObjectNode> manifests(List<Statement<Kind>> both) {
      List<ObjectNode> objects = new ArrayList<>();
      objects.add(
          calico("Tier", null, "early", Trees.object("order", 10, "defaultAction", defaultAction)));
      objects.add(calico("Tier", null, "late", Trees.object("order", 2_000_000)));
      for (Statement<Kind> s : both) {
        String action = s.kind().action();
        objects.add(
            switch (s.kind().place()) {
              case NETWORK_POLICY -> ConflictSweep.networkPolicy(s, action.isEmpty());
              case CLUSTER_ADMIN -> ConflictSweep.clusterNetworkPolicy(s, "Admin", action);
              case CLUSTER_BASELINE -> ConflictSweep.clusterNetworkPolicy(s, "Baseline", action);
              default -> policy(s);
            });
      }
      return objects;
    }

    /// What comes last in its tier is global, the rest of a namespace.
    private static ObjectNode policy(Statement<Kind> s) {
      Place place = s.kind().place();
      boolean global = place.order == LAST;
      Node spec =
          Trees.object(
              "tier",
              place.tier.text,
              "order",
              global ? null : place.order,
              "selector",
              selects(s.subject()),
              "types",
              List.of(s.direction() == Direction.INGRESS ? "Ingress" : "Egress"),
              s.direction().toString(),
              List.of(rule(s)));
      return calico(
          (place == Place.STAGED ? "Staged" : "") + (global ? "Global" : "") + "NetworkPolicy",
          global ? null : "n",
          place.tier.text + "." + s.name(),
          spec);
    }

    private static Node rule(Statement<Kind> s) {
      boolean ingress = s.direction() == Direction.INGRESS;
      String selector = s.who() == Who.ONE ? selects(s.one()) : null;
      String ports = s.ports().first() + ":" + s.ports().last();
      return Trees.object(
          "action",
          s.kind().action(),
          "protocol",
          s.ports() == Ports.ALL ? null : "TCP",
          "source",
          ingress ? Trees.object("selector", selector) : null,
          "destination",
          Trees.object(
              "selector",
              ingress ? null : selector,
              "ports",
              s.ports() == Ports.ALL ? null : List.of(ports)));
    }

    private static String selects(String name) {
      return "app == '" + name + "'";
    }

    private static ObjectNode calico(
        String kind, @Nullable String namespace, String name, Node spec) {
      return Trees.manifest("projectcalico.org/v3", kind, namespace, name, null, "spec", spec);
    }
  }
}
