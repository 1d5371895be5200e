package dev.palisade.compliance.diff;

import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.reachability.PolicyPart;
import dev.palisade.analysis.reachability.question.Effect;
import dev.palisade.analysis.reachability.question.Effects;
import dev.palisade.compliance.diff.ObjectComparison.Pair;
import dev.palisade.snapshot.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What changed policies mean for traffic: whether they, or what is new in them, do anything at
/// all. That two policies have no effect each does not mean that both could go.
final class PolicyMeaning {
  private final Map<String, List<Effect>> before;
  private final Map<String, List<Effect>> after;
  private final Map<String, Integer> flows = new HashMap<>();

  private PolicyMeaning(State before, State after, List<FlowChange> differences) {
    this.before = effects(before);
    this.after = effects(after);
    for (FlowChange flow : differences) {
      flow.causes().forEach(cause -> flows.merge(cause, 1, Integer::sum));
    }
  }

  private static Map<String, List<Effect>> effects(State state) {
    Map<String, List<Effect>> found = new TreeMap<>();
    for (Effect effect : Effects.of(state.evidence().reachability())) {
      found
          .computeIfAbsent(effect.part().policy().ref().identity(), p -> new ArrayList<>())
          .add(effect);
    }
    return found;
  }

  /// Of changed objects those that are policies which the state's dialect reads.
  static List<PolicyChange> of(
      State before, State after, List<Pair> changed, List<FlowChange> flows) {
    Set<String> names = new HashSet<>();
    for (State state : List.of(before, after)) {
      state
          .evidence()
          .policies()
          .policies()
          .map(Policy::ref)
          .forEach(ref -> names.add(ref.identity()));
    }
    List<Pair> policies =
        changed.stream().filter(pair -> names.contains(pair.ref().identity())).toList();
    if (policies.isEmpty()) {
      return List.of();
    }
    PolicyMeaning meaning = new PolicyMeaning(before, after, flows);
    return policies.stream().map(meaning::of).sorted().toList();
  }

  private PolicyChange of(Pair pair) {
    String identity = pair.ref().identity();
    String idleBefore = idle(before.getOrDefault(identity, List.of()));
    String idleAfter = idle(after.getOrDefault(identity, List.of()));
    int count = flows.getOrDefault(pair.ref().toString(), 0);
    String idle =
        switch (pair.change()) {
          case ADDED -> idleAfter;
          case REMOVED -> idleBefore;
          case CHANGED ->
              idleBefore == null || idleAfter == null
                  ? null
                  : idleBefore.equals(idleAfter)
                      ? "it " + idleAfter
                      : "before, it " + idleBefore + "; now, it " + idleAfter;
        };
    if (idle != null && pair.change() != Change.CHANGED) {
      idle = "it " + idle;
    }
    // sets of changes may hold what is idle by itself: then it is not
    return new PolicyChange(
        pair.change(), pair.ref().toString(), count, count > 0 ? null : idle, idleRules(pair));
  }

  /// Why the whole policy has surely no effect; null: it has, may have, or is not there.
  private static @Nullable String idle(List<Effect> effects) {
    return effects.stream()
        .filter(effect -> effect.part() instanceof PolicyPart.Whole && effect.isIdle())
        .map(Effect::reason)
        .findFirst()
        .orElse(null);
  }

  private List<String> idleRules(Pair pair) {
    Manifest was = pair.before();
    Manifest is = pair.after();
    if (was == null || is == null) {
      return List.of();
    }
    List<String> pointers =
        ObjectComparison.fields(was, is).stream()
            .filter(field -> field.change() != Change.REMOVED)
            .map(ObjectChange.FieldChange::pointer)
            .toList();
    return after.getOrDefault(pair.ref().identity(), List.of()).stream()
        .filter(effect -> effect.part() instanceof PolicyPart.OneRule && effect.isIdle())
        .filter(effect -> pointers.stream().anyMatch(p -> isWithin(p, effect.part().pointer())))
        .map(effect -> effect.part().pointer() + " " + effect.reason())
        .toList();
  }

  private static boolean isWithin(String pointer, String rule) {
    return pointer.equals(rule) || pointer.startsWith(rule + "/");
  }
}
