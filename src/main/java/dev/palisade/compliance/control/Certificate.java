package dev.palisade.compliance.control;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.snapshot.ResourceRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why some workloads, which no policy and no register entry tells apart, are closed in one
/// direction: what isolates them, and of every rule that applies to them why it lets in (or out)
/// nothing that is forbidden. It can be held against the manifests without the engine.
///
/// @param members `namespace/workload[Kind]`, sorted; `namespace/any-future-pod[Pod]` for a pod
///   without labels that does not exist yet
/// @param unlistedMembers how many more there are: whoever verifies must say that it did not see
///   them
/// @param isolatedBy the policies that isolate them, sorted; empty: none does, and the one claim
///   speaks of all traffic
/// @param claims one for each allow rule that applies, in the order of policies and rules; none
///   where only isolation is in question
public record Certificate(
    Direction direction,
    List<String> members,
    int unlistedMembers,
    List<ResourceRef> isolatedBy,
    List<Claim> claims) {

  /// Why a rule opens nothing that is forbidden. Every peer that it admits falls, with all of the
  /// traffic that it admits it for, under one of the grounds; a rule with no ground at all admits
  /// nobody.
  ///
  /// @param policy null: no rule, but all traffic, since nothing isolates
  /// @param pointer of the rule
  /// @param inside the zone of the members, in which some peers are as well; null: none is, or that
  ///   is no excuse
  /// @param registered entries of the register that have some of the traffic, by id
  /// @param stoppedBy what keeps the traffic of some peers from passing on their own side, sorted
  /// @param unlistedStops how many more policies do
  /// @param outrankedBy policies on the members' side with rules that may decide before this one
  /// @param excepted exceptions in force that cover some of the traffic
  public record Claim(
      @Nullable ResourceRef policy,
      String pointer,
      @Nullable String inside,
      List<String> registered,
      List<ResourceRef> stoppedBy,
      int unlistedStops,
      List<ResourceRef> outrankedBy,
      List<String> excepted) {
    public Claim {
      registered = registered.stream().sorted().distinct().toList();
      stoppedBy = stoppedBy.stream().sorted().distinct().toList();
      outrankedBy = outrankedBy.stream().sorted().distinct().toList();
      excepted = excepted.stream().sorted().distinct().toList();
    }
  }

  public Certificate {
    members = members.stream().sorted().distinct().toList();
    isolatedBy = isolatedBy.stream().sorted().distinct().toList();
    claims = List.copyOf(claims);
  }
}
