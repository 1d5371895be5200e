package dev.palisade.application;

import dev.palisade.analysis.reachability.Change;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.diff.ManifestRole;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.translate.Translation;
import dev.palisade.translate.Translator;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Judges one flow in many states of a cluster that have most in common: a state that came before
/// is not judged again, and of a large one only what differs from the last.
final class FlowJudge {
  /// Objects from which on a state is computed from the one before.
  private static final int LARGE = 300;

  /// Objects in states that are remembered.
  private static final int MOST_REMEMBERED = 2_000_000;

  private final AssessSnapshot assess;
  private final String cluster;
  private final PastEnd from;
  private final PastEnd to;
  private final @Nullable TrafficSet traffic;
  private final Scope scope;
  private final Predicate<Gap> touches;
  private final Map<State, FlowAnswer> known = new HashMap<>();
  private final Map<State, DialectSettings> settings = new HashMap<>();
  private @Nullable Reachability last;
  private long remembered;
  private long judged;

  /// @param objects by apiVersion, identity and digest
  private record State(Set<String> objects, SortedSet<Dialect> dialects) {}

  /// @param traffic null: all
  /// @param scope says which network plugin there is, and how it is set
  FlowJudge(
      AssessSnapshot assess,
      String cluster,
      PastEnd from,
      PastEnd to,
      @Nullable TrafficSet traffic,
      Scope scope,
      Predicate<Gap> touches) {
    this.assess = assess;
    this.cluster = cluster;
    this.from = from;
    this.to = to;
    this.traffic = traffic;
    this.scope = scope;
    this.touches = touches;
  }

  /// How many states were computed.
  long judged() {
    return judged;
  }

  /// @param dialects of which there are policies in the whole cluster
  FlowAnswer judge(List<Manifest> manifests, SortedSet<Dialect> dialects) {
    State state = state(manifests, dialects);
    FlowAnswer answer = known.get(state);
    if (answer == null) {
      answer = compute(manifests, dialects);
      judged++;
      if (remembered + manifests.size() <= MOST_REMEMBERED) {
        remembered += manifests.size();
        known.put(state, answer);
      }
    }
    return answer;
  }

  private static State state(List<Manifest> manifests, SortedSet<Dialect> dialects) {
    Set<String> objects = HashSet.newHashSet(manifests.size());
    for (Manifest manifest : manifests) {
      objects.add(
          manifest.ref().apiVersion() + " " + manifest.ref() + " " + manifest.ref().digest());
    }
    return new State(objects, dialects);
  }

  private FlowAnswer compute(List<Manifest> manifests, SortedSet<Dialect> dialects) {
    DialectSettings by;
    try {
      by = settings(manifests, dialects);
    } catch (AssessSnapshot.UnusableChoice e) {
      return FlowAnswer.unknown(List.of(String.valueOf(e.getMessage())));
    }
    Translation translation = Translator.translate(snapshot(manifests), by);
    Reachability reachability = reachability(translation, by, manifests.size());
    last = reachability;
    return FlowAnswer.of(translation, reachability, from, to, traffic, touches);
  }

  private Reachability reachability(Translation translation, DialectSettings by, int size) {
    Reachability before = last;
    if (before == null || size < LARGE || !before.settings().equals(by)) {
      List<IpSet> cuts =
          Stream.of(from.addresses(), to.addresses()).filter(set -> !set.isEmpty()).toList();
      return Reachability.of(translation.inventory(), translation.policies(), by, cuts);
    }
    return before.with(
        Change.between(
            before.state(), new Change.State(translation.inventory(), translation.policies())));
  }

  /// They follow from agents and nodes, and from which dialects' policies there are.
  private DialectSettings settings(List<Manifest> manifests, SortedSet<Dialect> dialects) {
    List<Manifest> telling =
        manifests.stream()
            .filter(
                m ->
                    m.ref().kind().equals("DaemonSet")
                        || ManifestRole.ofKind(m.ref().kind()) == ManifestRole.NODE)
            .toList();
    return settings.computeIfAbsent(
        state(telling, dialects),
        s ->
            assess.settings(
                AssessSnapshot.Request.of(snapshot(telling), scope, Instant.EPOCH),
                () -> dialects));
  }

  private Snapshot snapshot(List<Manifest> manifests) {
    return new Snapshot(
        new ClusterIdentity(cluster, null, null),
        Instant.EPOCH,
        new CollectionRun(
            CollectionRun.Trigger.REQUEST, "since when", "store", Instant.EPOCH, Instant.EPOCH),
        manifests,
        List.of(),
        List.of());
  }
}
