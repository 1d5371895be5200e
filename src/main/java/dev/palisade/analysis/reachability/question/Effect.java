package dev.palisade.analysis.reachability.question;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.reachability.Contribution;
import dev.palisade.analysis.reachability.FlowChange;
import dev.palisade.analysis.reachability.PolicyPart;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whether a policy, rule or clause has an effect on the traffic of a cluster, and if not, why and
/// for how long.
///
/// @param lasting only without an effect: whether pods that come later can change that
public record Effect(Contribution contribution, Lasting lasting) implements Comparable<Effect> {

  /// Whether a part without effect stays so.
  public enum Lasting {
    /// The form of the policies shows it, whatever pods, nodes and labels there will be.
    WHATEVER_COMES,
    /// It is so in the cluster as it was read; nothing is said of another.
    AS_READ
  }

  public PolicyPart part() {
    return contribution.part();
  }

  public Contribution.Standing standing() {
    return contribution.standing();
  }

  public boolean isEffective() {
    return contribution.isEffective();
  }

  /// Whether it has surely none: not also [Contribution#inDoubt].
  public boolean isIdle() {
    return !isEffective() && !contribution.inDoubt();
  }

  /// An example of what taking the part out would change; null: nothing.
  public @Nullable FlowChange change() {
    return contribution.change();
  }

  /// Why, without the part's name: `is shadowed: … decides on all that it matches before it`.
  public String reason() {
    String others = names(contribution.others());
    String named = others.isEmpty() ? "others" : others;
    String why =
        switch (standing()) {
          case EFFECTIVE -> "has an effect";
          case SELECTS_NOTHING -> "has no effect: its policy selects no endpoint" + direction();
          case MATCHES_NO_PEER -> "has no effect: nothing in the cluster is its other side";
          case NAMES_NO_PORT ->
              "has no effect: no pod that it concerns declares a port of the name";
          case MATCHES_NOTHING -> "has no effect: nothing can match it";
          case SHADOWED ->
              "is shadowed: on all that it matches " + named + " decides before it is asked";
          case REDUNDANT -> "is redundant: without it the same traffic flows" + instead(others);
          case OUTWEIGHED ->
              "has no effect: the policies of the other ends leave nothing of what it would change";
        };
    if (contribution.inDoubt()) {
      return why + ", as far as can be known here";
    }
    return isEffective() || lasting == Lasting.AS_READ
        ? why
        : why + " (whatever pods there will be)";
  }

  private String direction() {
    return switch (part()) {
      case PolicyPart.Whole whole -> "";
      case PolicyPart.OneRule rule -> forDirection(rule.direction());
      case PolicyPart.OneClause clause -> forDirection(clause.of().direction());
    };
  }

  private static String forDirection(Direction direction) {
    return " for " + direction;
  }

  private String instead(String others) {
    if (others.isEmpty()) {
      return contribution.byDefault() ? ", since it is open by default" : "";
    }
    return ", by " + others + (contribution.byDefault() ? " or by default" : "");
  }

  private static String names(List<PolicyPart> parts) {
    return parts.stream().map(PolicyPart::toString).distinct().collect(Collectors.joining(", "));
  }

  @Override
  public int compareTo(Effect other) {
    return part().compareTo(other.part());
  }

  /// The part and why it is as it is.
  @Override
  public String toString() {
    return part() + " " + reason();
  }
}
