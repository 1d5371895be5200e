package dev.palisade.application;

import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.compliance.diff.ManifestRole;
import dev.palisade.document.Cursor;
import dev.palisade.document.JsonText;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.store.HistoryStore;
import dev.palisade.store.HistoryStore.Look;
import dev.palisade.store.HistoryStore.Stay;
import dev.palisade.translate.Translation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The objects that can have part in a flow, and in which snapshots they stood with which content.
/// What is left out makes no difference to these ends in any state of the cluster; what is kept
/// needlessly costs time alone.
/// - The pods of the ends and what makes them, their namespaces and service accounts.
/// - Policies that select within one namespace, of the ends' namespaces.
/// - Everything that is cluster-scoped and not known to be without part, nodes, what tells the
///   network plugin and its settings.
/// - Where policies name services: all services, pods and namespaces.
final class FlowPast {
  private static final String OVN = "k8s.ovn.org";

  private final List<Look> looks;
  private final Set<String> namespaces = new TreeSet<>();
  private final boolean services;
  private final List<Stay> stays;
  private final List<Stay> elsewhere;
  private final Map<String, String> contents;
  private final Map<Stay, Manifest> read = new HashMap<>();
  private final Set<String> ofEnds = new HashSet<>();

  /// @param looks all snapshots of the cluster
  /// @param first the first snapshot that is looked at
  /// @param last the last
  FlowPast(
      HistoryStore store,
      String cluster,
      List<PastEnd> ends,
      List<Look> looks,
      long first,
      long last) {
    this.looks = looks;
    ends.stream().map(PastEnd::namespace).filter(Objects::nonNull).forEach(namespaces::add);
    List<String> kinds =
        store.kinds(cluster).stream()
            .filter(kind -> ManifestRole.ofKind(kind) != ManifestRole.NONE)
            .toList();
    List<Stay> all =
        store.stays(cluster, kinds, last).stream()
            .filter(stay -> stay.last() == null || stay.last() >= first)
            .toList();
    Set<String> held = new HashSet<>();
    for (Stay stay : all) {
      if (isSeenFromElsewhere(stay.ref())) {
        held.add(stay.ref().namespace());
      }
    }
    List<Stay> kept = all.stream().filter(s -> isKept(s.ref(), held, false)).toList();
    Map<String, String> texts = store.contents(cluster, digests(kept));
    this.services = kept.stream().anyMatch(stay -> namesServices(stay, texts));
    if (services) {
      kept = all.stream().filter(s -> isKept(s.ref(), held, true)).toList();
      texts.putAll(store.contents(cluster, digests(kept)));
    }
    this.contents = texts;
    this.stays = services ? kept : ownAlone(kept, ends);
    Set<Stay> there = new HashSet<>(stays);
    this.elsewhere =
        all.stream().filter(stay -> !there.contains(stay) && isOfPlugin(stay.ref())).toList();
  }

  private static Set<String> digests(Collection<Stay> stays) {
    return stays.stream().map(stay -> stay.ref().digest()).collect(Collectors.toSet());
  }

  private static boolean isOfPlugin(ResourceRef ref) {
    Dialect dialect = Translation.dialectOf(ref);
    return dialect != null && dialect != Dialect.KUBERNETES;
  }

  /// A set of addresses may be selected from any namespace; one that has a network of its own is
  /// cut off from all others.
  private static boolean isSeenFromElsewhere(ResourceRef ref) {
    return !ref.namespace().isEmpty()
        && (ref.kind().equals("NetworkSet") || ref.group().equals(OVN));
  }

  private boolean isKept(ResourceRef ref, Set<String> held, boolean withServices) {
    boolean ofEnd = namespaces.contains(ref.namespace());
    return switch (ManifestRole.ofKind(ref.kind())) {
      case NONE -> false;
      case CLUSTER_POLICY, NODE -> true;
      case NAMESPACED_POLICY, SERVICE_ACCOUNT -> ofEnd;
      case NAMESPACE ->
          withServices || namespaces.contains(ref.name()) || held.contains(ref.name());
      case SERVICE ->
          withServices
              || (ref.namespace().equals("default") && ref.name().startsWith("kubernetes"));
      // DaemonSets tell which network plugin runs
      case WORKLOAD -> withServices || ofEnd || ref.kind().equals("DaemonSet");
      case ANY ->
          ref.namespace().isEmpty()
              || ofEnd
              || ref.kind().equals("ConfigMap")
              || isSeenFromElsewhere(ref);
    };
  }

  private static boolean namesServices(Stay stay, Map<String, String> texts) {
    String text = texts.get(stay.ref().digest());
    return switch (ManifestRole.ofKind(stay.ref().kind())) {
      case NAMESPACED_POLICY, CLUSTER_POLICY, ANY ->
          text != null && (text.contains("\"services\"") || text.contains("\"toServices\""));
      default -> false;
    };
  }

  /// Without the workloads of the ends' namespaces that have nothing to do with the ends: those
  /// whose names, and whose owners' names, are neither an end's nor that of something of an end's.
  private List<Stay> ownAlone(List<Stay> kept, List<PastEnd> ends) {
    Set<String> names = new HashSet<>();
    ends.stream().map(PastEnd::name).filter(Objects::nonNull).forEach(names::add);
    // a kind that is not known may make pods; with them it hides nothing
    kept.stream()
        .map(Stay::ref)
        .filter(ref -> ManifestRole.ofKind(ref.kind()) == ManifestRole.ANY)
        .filter(ref -> namespaces.contains(ref.namespace()))
        .forEach(ref -> names.add(ref.name()));
    Set<Stay> own = new HashSet<>();
    List<Stay> open =
        new ArrayList<>(kept.stream().filter(stay -> isWorkloadOfEnd(stay.ref())).toList());
    boolean found = true;
    while (found) {
      List<Stay> next =
          open.stream().filter(stay -> names(stay).anyMatch(n -> belongs(n, names))).toList();
      next.forEach(stay -> names.add(stay.ref().name()));
      own.addAll(next);
      open.removeAll(new HashSet<>(next));
      found = !next.isEmpty();
    }
    own.forEach(stay -> ofEnds.add(stay.ref().identity()));
    return kept.stream()
        .filter(stay -> !isWorkloadOfEnd(stay.ref()) || own.contains(stay) || isAgent(stay.ref()))
        .toList();
  }

  private static boolean isAgent(ResourceRef ref) {
    return ref.kind().equals("DaemonSet");
  }

  private boolean isWorkloadOfEnd(ResourceRef ref) {
    return ManifestRole.ofKind(ref.kind()) == ManifestRole.WORKLOAD
        && namespaces.contains(ref.namespace());
  }

  /// ReplicaSets and Jobs are named after their owner.
  private static boolean belongs(String name, Set<String> names) {
    for (int dash = name.length(); dash > 0; dash = name.lastIndexOf('-', dash - 1)) {
      if (names.contains(name.substring(0, dash))) {
        return true;
      }
    }
    return false;
  }

  private Stream<String> names(Stay stay) {
    List<String> names = new ArrayList<>(List.of(stay.ref().name()));
    Manifest manifest = manifest(stay);
    // not through typed reading: a manifest may be malformed where nothing else looks
    Cursor owners =
        manifest == null ? null : manifest.cursor().get("metadata").get("ownerReferences");
    if (owners != null && owners.isArray()) {
      for (Cursor owner : owners.items()) {
        if (owner.isObject() && owner.get("name").isString()) {
          names.add(owner.get("name").requiredText());
        }
      }
    }
    return names.stream();
  }

  /// Null: retention took its content.
  private @Nullable Manifest manifest(Stay stay) {
    Manifest known = read.get(stay);
    String text = contents.get(stay.ref().digest());
    if (known != null || text == null) {
      return known;
    }
    Manifest manifest =
        new Manifest(stay.ref(), JsonText.read(stay.ref().toString(), text), "snapshot", "");
    read.put(stay, manifest);
    return manifest;
  }

  /// What stood in a snapshot, of that which can have part.
  ///
  /// @param dialects of which there were policies anywhere in the cluster
  /// @param lost names of objects whose content retention took
  record State(List<Manifest> manifests, SortedSet<Dialect> dialects, List<String> lost) {}

  State at(long sequence) {
    List<Manifest> manifests = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    SortedSet<Dialect> dialects = new TreeSet<>();
    for (Stay stay : stays) {
      if (stands(stay, sequence)) {
        Manifest manifest = manifest(stay);
        if (manifest == null) {
          lost.add(stay.ref().toString());
        } else {
          manifests.add(manifest);
        }
        Dialect dialect = Translation.dialectOf(stay.ref());
        if (dialect != null) {
          dialects.add(dialect);
        }
      }
    }
    for (Stay stay : elsewhere) {
      if (stands(stay, sequence)) {
        dialects.add(Objects.requireNonNull(Translation.dialectOf(stay.ref())));
      }
    }
    return new State(manifests, dialects, lost);
  }

  private static boolean stands(Stay stay, long sequence) {
    return stay.first() <= sequence && (stay.last() == null || stay.last() >= sequence);
  }

  /// The snapshots in which something is otherwise than in the one before, ascending; the first of
  /// all is among them.
  List<Long> turns(long first, long last) {
    TreeSet<Long> turns = new TreeSet<>(List.of(first));
    for (Stay stay : stays) {
      addTurns(stay, turns);
    }
    // of a policy elsewhere only that it is there may count: for which dialect decides
    elsewhere.forEach(stay -> addTurns(stay, turns));
    for (long sequence = first + 1; sequence <= last; sequence++) {
      if (!gaps(sequence).equals(gaps(sequence - 1))) {
        turns.add(sequence);
      }
    }
    return List.copyOf(turns.subSet(first, true, last, true));
  }

  private static void addTurns(Stay stay, Set<Long> turns) {
    turns.add(stay.first());
    if (stay.last() != null) {
      turns.add(stay.last() + 1);
    }
  }

  /// What a snapshot did not see and that may have part.
  List<Gap> gaps(long sequence) {
    List<Gap> gaps = looks.get(Math.toIntExact(sequence - 1)).gaps();
    return gaps.isEmpty() ? gaps : gaps.stream().filter(this::touches).toList();
  }

  /// Whether what a gap hides may have part in the flow. Errs to yes.
  boolean touches(Gap gap) {
    boolean near = gap.namespace() == null || namespaces.contains(gap.namespace());
    return gap.kind().equals("*")
        || switch (ManifestRole.ofKind(gap.kind())) {
          case NONE -> false;
          case NODE, CLUSTER_POLICY -> true;
          case NAMESPACED_POLICY, SERVICE_ACCOUNT -> near;
          case NAMESPACE -> services || gap.name() == null || namespaces.contains(gap.name());
          case SERVICE -> services;
          case WORKLOAD -> services || near || gap.kind().equals("DaemonSet");
          case ANY ->
              near || services || gap.kind().endsWith("Set") || gap.kind().equals("ConfigMap");
        };
  }

  /// Whether an object is one of the pods of an end, or makes them.
  boolean isOfEnd(ResourceRef ref) {
    return services ? isWorkloadOfEnd(ref) : ofEnds.contains(ref.identity());
  }

  /// The objects that can have part, at any time.
  Set<String> names() {
    return stays.stream().map(stay -> stay.ref().toString()).collect(Collectors.toSet());
  }

  /// The stays of the objects with a name, `Kind namespace/name`.
  List<Stay> staysNamed(String name) {
    return stays.stream().filter(stay -> stay.ref().toString().equals(name)).toList();
  }

  /// The stays of one object, in their order.
  List<Stay> staysOf(String identity) {
    return stays.stream().filter(stay -> stay.ref().identity().equals(identity)).toList();
  }
}
