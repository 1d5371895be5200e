package dev.palisade.analysis.reachability.question;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.Reachability;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which of two states of the policies allows more, for the pods that exist and for those that may
/// come.
///
/// @param asRead for the endpoints of both states
/// @param imagined for [ImaginedPods] too, in the second state's namespaces; null: they cannot be
///   listed, and nothing is said of them
/// @param coverage what the second answer is about, or why there is none
public record Containment(
    PolicyComparison asRead, @Nullable PolicyComparison imagined, String coverage) {

  /// @param before one state
  /// @param after the other, whose namespaces and settings hold for imagined pods
  public static Containment between(Reachability before, Reachability after) {
    PolicyComparison asRead = PolicyComparison.between(before, after);
    ImaginedPods pods =
        ImaginedPods.of(
            after.inventory(), List.of(before.policies(), after.policies()), ImaginedPods.LIMIT);
    return switch (pods) {
      case ImaginedPods.OutOfReach(String because) ->
          new Containment(asRead, null, "only for the pods that exist: " + because);
      case ImaginedPods.Complete(List<Pod> imagined) ->
          new Containment(
              asRead,
              compare(after.inventory(), imagined, before.policies(), after),
              "also for any pod that may come into one of the namespaces");
    };
  }

  private static PolicyComparison compare(
      Inventory inventory, List<Pod> imagined, PolicySet before, Reachability after) {
    List<Pod> pods = new ArrayList<>(inventory.pods());
    pods.addAll(imagined);
    Inventory all = inventory.withPods(pods);
    DialectSettings settings = after.settings();
    return PolicyComparison.between(
        Reachability.of(all, before, settings), Reachability.of(all, after.policies(), settings));
  }

  /// The answers, a line each; the states are called `before` and `after`.
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    sentences.add(sentence("after", "before", asRead.onlySecond()));
    sentences.add(sentence("before", "after", asRead.onlyFirst()));
    if (asRead.unshared() > 0) {
      sentences.add(
          "left out: pods and nodes that only one of the two has (" + asRead.unshared() + ")");
    }
    if (imagined == null) {
      sentences.add("this is said " + coverage);
    } else if (imagined.relation() == asRead.relation()) {
      sentences.add("this is said " + coverage);
    } else {
      sentences.add(
          "for pods that may come, " + sentence("after", "before", imagined.onlySecond()));
      sentences.add("for pods that may come, " + sentence("before", "after", imagined.onlyFirst()));
    }
    return List.copyOf(sentences);
  }

  private static String sentence(String one, String other, @Nullable Flow flow) {
    return flow == null
        ? one + " allows nothing that " + other + " does not"
        : one + " allows what " + other + " does not: " + flow;
  }

  /// Whether the second state allows nothing that the first does not, as far as was asked.
  public boolean allowsNothingNew() {
    return asRead.firstContainsSecond() && (imagined == null || imagined.firstContainsSecond());
  }

  /// Whether the second state allows all that the first does, as far as was asked.
  public boolean losesNothing() {
    return asRead.secondContainsFirst() && (imagined == null || imagined.secondContainsFirst());
  }
}
