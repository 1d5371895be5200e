package dev.palisade.compliance.diff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A policy that was added, removed or changed, by what that means for traffic.
///
/// @param policy `Kind namespace/name`
/// @param flows how many of the flows that differ have it among their causes
/// @param idle why the policy has no effect on traffic, where it surely has none in each of the two
///   states that hold it; null: it has, or may have
/// @param idleRules rules of a changed policy that are new or changed and have no effect in the
///   state after: `/spec/ingress/1 is redundant: …`
public record PolicyChange(
    Change change, String policy, long flows, @Nullable String idle, List<String> idleRules)
    implements Comparable<PolicyChange> {

  public PolicyChange {
    idleRules = List.copyOf(idleRules);
  }

  /// What it means, in words.
  public String meaning() {
    String rules = idleRules.isEmpty() ? "" : "; " + String.join("; ", idleRules);
    if (idle != null) {
      return "changes no traffic: " + idle + rules;
    }
    return (flows == 0
            ? "no flow is known to differ because of it"
            : flows == 1 ? "1 flow differs because of it" : flows + " flows differ because of it")
        + rules;
  }

  @Override
  public int compareTo(PolicyChange other) {
    return policy.equals(other.policy)
        ? change.compareTo(other.change)
        : policy.compareTo(other.policy);
  }
}
