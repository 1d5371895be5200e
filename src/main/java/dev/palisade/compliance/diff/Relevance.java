package dev.palisade.compliance.diff;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.compliance.diff.EndLooks.Look;
import dev.palisade.compliance.diff.FlowDifference.End;
import dev.palisade.compliance.diff.ObjectComparison.Pair;
import dev.palisade.document.Node;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which objects can have part in the traffic of two ends in any mixture of the two states, and
/// which changes therefore can have part in its change. What is left out of a mixture makes no
/// difference to these ends; what is kept needlessly costs time alone.
/// - The pods of the ends and what makes them; their namespaces.
/// - Policies that select within one namespace, of the ends' namespaces.
/// - Where neither labels nor namespace of an end changed: of the policies only those that select
///   it in one of the two states.
/// - Everything that is cluster-scoped and not known to be without part.
/// - Where policies name services: everything.
final class Relevance {
  private static final String OVN = "k8s.ovn.org";

  private final State before;
  private final State after;
  private final Units units;
  private final List<ChangeUnit> changes;
  private final Map<String, ResourceRef> refs = new LinkedHashMap<>();
  private final Map<String, Set<String>> bySubject = new HashMap<>();
  private final Set<String> always = new HashSet<>();
  private final Map<String, Set<String>> byNamespace = new HashMap<>();
  private final Set<String> selective = new HashSet<>();
  private final boolean services;
  private final EndLooks looksBefore;
  private final EndLooks looksAfter;
  private final Set<String> inert = new HashSet<>();
  private final Map<String, List<Integer>> unitsOf = new HashMap<>();
  private final Map<String, Side> sides = new HashMap<>();

  /// What an end brings with it.
  ///
  /// @param changes numbers of changes
  private record Side(Set<String> objects, TreeSet<Integer> changes) {}

  /// The part of two states that is looked at for some flows.
  ///
  /// @param objects identities of those that are kept
  /// @param changes numbers of the changes among them, ascending
  record Part(Set<String> objects, List<Integer> changes) {}

  Relevance(State before, State after, List<Pair> changed) {
    this.before = before;
    this.after = after;
    this.units = new Units(before, after);
    this.changes = units.of(changed);
    List<Manifest> all = new ArrayList<>(before.snapshot().manifests());
    all.addAll(after.snapshot().manifests());
    List<Manifest> policies =
        all.stream().filter(manifest -> hasWords(ManifestRole.of(manifest.ref()))).toList();
    this.services = policies.stream().anyMatch(manifest -> namesServices(manifest.root()));
    MentionedWords words =
        MentionedWords.of(
            services
                ? all.stream()
                    .filter(
                        manifest ->
                            hasWords(ManifestRole.of(manifest.ref()))
                                || ManifestRole.of(manifest.ref()) == ManifestRole.SERVICE)
                    .toList()
                : policies);
    this.looksBefore = new EndLooks(before, words, services);
    this.looksAfter = new EndLooks(after, words, services);
    boolean ovn = all.stream().anyMatch(manifest -> manifest.ref().group().equals(OVN));
    all.forEach(manifest -> place(manifest, ovn));
    for (int i = 0; i < changes.size(); i++) {
      ChangeUnit change = changes.get(i);
      for (Pair pair : change.pairs()) {
        unitsOf.computeIfAbsent(pair.ref().identity(), id -> new ArrayList<>()).add(i);
        if (!change.workload() && isInert(pair, words)) {
          inert.add(pair.ref().identity());
        }
      }
    }
  }

  List<ChangeUnit> changes() {
    return changes;
  }

  private static boolean hasWords(ManifestRole role) {
    return role == ManifestRole.NAMESPACED_POLICY
        || role == ManifestRole.CLUSTER_POLICY
        || role == ManifestRole.ANY;
  }

  private static boolean namesServices(Node node) {
    return switch (node) {
      case Node.ObjectNode object ->
          object.fields().containsKey("services")
              || object.fields().containsKey("toServices")
              || object.fields().values().stream().anyMatch(Relevance::namesServices);
      case Node.ArrayNode array -> array.items().stream().anyMatch(Relevance::namesServices);
      default -> false;
    };
  }

  private void place(Manifest manifest, boolean ovn) {
    ResourceRef ref = manifest.ref();
    String identity = ref.identity();
    if (refs.putIfAbsent(identity, ref) != null) {
      return;
    }
    ManifestRole role = ManifestRole.of(ref);
    String subject = units.subjectOf(manifest);
    if (!subject.equals(identity)) {
      bySubject.computeIfAbsent(subject, s -> new TreeSet<>()).add(identity);
    }
    boolean kept =
        switch (role) {
          case NONE, NAMESPACED_POLICY, NAMESPACE, SERVICE_ACCOUNT, NODE -> false;
          case CLUSTER_POLICY -> true;
          // Cilium's entity kube-apiserver is where this Service leads
          case SERVICE ->
              services
                  || (ref.namespace().equals("default") && ref.name().startsWith("kubernetes"));
          // which plugin runs decides whether OVN-Kubernetes' networks are there
          case WORKLOAD -> ovn && ref.kind().equals("DaemonSet");
          case ANY -> isEverywhere(ref);
        };
    if (kept) {
      always.add(identity);
    } else if (!ref.namespace().isEmpty()
        && (role == ManifestRole.NAMESPACED_POLICY
            || role == ManifestRole.SERVICE_ACCOUNT
            || (role == ManifestRole.ANY && !ref.kind().equals("ConfigMap")))) {
      byNamespace.computeIfAbsent(ref.namespace(), n -> new TreeSet<>()).add(identity);
    } else if (role == ManifestRole.NAMESPACE) {
      byNamespace.computeIfAbsent(ref.name(), n -> new TreeSet<>()).add(identity);
    }
    if (role == ManifestRole.NAMESPACED_POLICY || role == ManifestRole.CLUSTER_POLICY) {
      selective.add(identity);
    }
    if (reachesBeyondItsNamespace(ref)) {
      always.add("/Namespace " + ref.namespace());
    }
  }

  private boolean isEverywhere(ResourceRef ref) {
    if (ref.kind().equals("ConfigMap")) {
      return isSetting(before, ref) || isSetting(after, ref);
    }
    return ref.namespace().isEmpty() || reachesBeyondItsNamespace(ref);
  }

  /// A set of addresses may be selected from any namespace; one that has a network of its own is
  /// cut off from all others.
  private static boolean reachesBeyondItsNamespace(ResourceRef ref) {
    return !ref.namespace().isEmpty()
        && (ref.kind().equals("NetworkSet") || ref.group().equals(OVN));
  }

  private static boolean isSetting(State state, ResourceRef ref) {
    return state.evidence().inventory().networkSettings().keySet().stream()
        .anyMatch(key -> key.startsWith(ref.name() + "/"));
  }

  /// Whether a change of an object that is no workload's is one that no policy can see.
  private static boolean isInert(Pair pair, MentionedWords words) {
    Manifest was = pair.before();
    Manifest is = pair.after();
    return switch (ManifestRole.of(pair.ref())) {
      case NAMESPACE, SERVICE_ACCOUNT -> labels(was, words).equals(labels(is, words));
      case NAMESPACED_POLICY, CLUSTER_POLICY ->
          // Calico's stored form keeps parts of the specification in annotations
          was != null
              && is != null
              && !pair.ref().group().contains("projectcalico")
              && ObjectComparison.fields(was, is).stream()
                  .allMatch(field -> field.pointer().startsWith("/metadata/"));
      case WORKLOAD, NODE, SERVICE, ANY, NONE -> false;
    };
  }

  private static Map<String, Node> labels(@Nullable Manifest manifest, MentionedWords words) {
    Map<String, Node> labels = new HashMap<>();
    if (manifest != null
        && manifest.cursor().get("metadata").get("labels").node()
            instanceof Node.ObjectNode(Map<String, Node> fields, int line)) {
      fields.forEach(
          (key, value) -> {
            if (words.hasWord(key) || key.contains(OVN)) {
              labels.put(key, new Node.StringNode(String.valueOf(value), 0));
            }
          });
    }
    return labels;
  }

  /// What can have part in a flow between ends that are there in both states.
  Part of(FlowDifference flow) {
    boolean where = usesHostNetwork(flow.source()) || usesHostNetwork(flow.destination());
    Side from = side(flow.source(), Direction.EGRESS, where);
    Side to = side(flow.destination(), Direction.INGRESS, where);
    Set<String> objects = new HashSet<>(from.objects);
    objects.addAll(to.objects);
    TreeSet<Integer> numbers = new TreeSet<>(from.changes);
    numbers.addAll(to.changes);
    return new Part(objects, List.copyOf(numbers));
  }

  private boolean usesHostNetwork(End end) {
    return end instanceof End.OfWorkload(String name)
        && ((looksBefore.of(name) instanceof Look was && was.hostNetwork())
            || (looksAfter.of(name) instanceof Look is && is.hostNetwork()));
  }

  private Side side(End end, Direction direction, boolean where) {
    String key = end instanceof End.OfWorkload(String name) ? name : "";
    return sides.computeIfAbsent(key + direction + where, k -> side(key, direction, where));
  }

  /// @param workload empty for addresses
  private Side side(String workload, Direction direction, boolean where) {
    Set<String> objects = new HashSet<>(always);
    Look was = looksBefore.of(workload);
    Look is = looksAfter.of(workload);
    boolean sameLook = was != null && is != null && was.sameTo(is, where);
    if (was != null && is != null) {
      objects.addAll(byNamespace.getOrDefault(is.namespace(), Set.of()));
      objects.addAll(bySubject.getOrDefault(workload, Set.of()));
      if (where) {
        was.nodes().forEach(node -> objects.add("/Node " + node));
        is.nodes().forEach(node -> objects.add("/Node " + node));
      }
      if (sameLook && !sawItsSurroundingsChange(is.namespace())) {
        Set<String> selecting = selecting(was, before, direction);
        selecting.addAll(selecting(is, after, direction));
        objects.removeIf(object -> selective.contains(object) && !selecting.contains(object));
      }
    } else {
      objects.removeAll(selective);
    }
    TreeSet<Integer> numbers = new TreeSet<>();
    for (String object : objects) {
      for (int number : unitsOf.getOrDefault(object, List.of())) {
        boolean own = changes.get(number).subject().equals(workload);
        if (own ? !sameLook : !inert.contains(object)) {
          numbers.add(number);
        }
      }
    }
    if (services) {
      objects.addAll(refs.keySet());
      objects.removeIf(object -> selective.contains(object) && !always.contains(object));
      addSelective(objects, was, is);
      addBackendsThatCameOrWent(numbers);
    }
    return new Side(objects, numbers);
  }

  private void addSelective(Set<String> objects, @Nullable Look was, @Nullable Look is) {
    for (Look look : new Look[] {was, is}) {
      if (look != null) {
        objects.addAll(byNamespace.getOrDefault(look.namespace(), Set.of()));
      }
    }
  }

  private void addBackendsThatCameOrWent(Set<Integer> numbers) {
    for (int i = 0; i < changes.size(); i++) {
      String subject = changes.get(i).subject();
      if (changes.get(i).workload()
          && (looksBefore.of(subject) == null) != (looksAfter.of(subject) == null)) {
        numbers.add(i);
      }
    }
  }

  /// Whether the namespace or its service accounts changed in what selectors may see.
  private boolean sawItsSurroundingsChange(String namespace) {
    return byNamespace.getOrDefault(namespace, Set.of()).stream()
        .filter(object -> unitsOf.containsKey(object) && !inert.contains(object))
        .map(refs::get)
        .anyMatch(
            ref ->
                ref != null
                    && (ref.kind().equals("Namespace") || ref.kind().equals("ServiceAccount")));
  }

  private static Set<String> selecting(Look look, State state, Direction direction) {
    Reachability reachability = state.evidence().reachability();
    Set<String> found = new HashSet<>();
    Set<Integer> classes = new HashSet<>();
    for (Pod pod : look.members()) {
      if (classes.add(reachability.classOf(reachability.endpoints().idOf(pod)))) {
        reachability
            .isolation(pod, direction)
            .applying()
            .forEach(policy -> found.add(policy.ref().identity()));
      }
    }
    return found;
  }
}
