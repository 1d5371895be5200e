package dev.palisade.compliance.report;

import dev.palisade.compliance.control.Certificate;
import dev.palisade.snapshot.ResourceRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What closes some workloads in one direction, as [Certificate] says it.
///
/// @param direction `ingress` or `egress`
/// @param unlistedMembers how many more members there are; null: none
/// @param isolatedBy empty: nothing does
public record CertifiedClass(
    String direction,
    List<String> members,
    @Nullable Integer unlistedMembers,
    List<CitedObject> isolatedBy,
    List<CertifiedRule> rules) {

  /// Why a rule opens nothing that is forbidden.
  ///
  /// @param policy null, with `pointer`: no rule, but all traffic
  /// @param inside the members' zone; null: no peer is in it
  /// @param registered ids of register entries; null, as all of the lists: there is none
  public record CertifiedRule(
      @Nullable CitedObject policy,
      @Nullable String pointer,
      @Nullable String inside,
      @Nullable List<String> registered,
      @Nullable List<CitedObject> stoppedBy,
      @Nullable Integer unlistedStops,
      @Nullable List<CitedObject> outrankedBy,
      @Nullable List<String> excepted) {}

  public CertifiedClass {
    members = List.copyOf(members);
    isolatedBy = List.copyOf(isolatedBy);
    rules = List.copyOf(rules);
  }

  static CertifiedClass of(Certificate certificate) {
    return new CertifiedClass(
        certificate.direction().toString(),
        certificate.members(),
        number(certificate.unlistedMembers()),
        certificate.isolatedBy().stream().map(CertifiedClass::object).toList(),
        certificate.claims().stream().map(CertifiedClass::rule).toList());
  }

  private static CertifiedRule rule(Certificate.Claim claim) {
    return new CertifiedRule(
        claim.policy() == null ? null : object(claim.policy()),
        claim.policy() == null ? null : claim.pointer(),
        claim.inside(),
        unlessEmpty(claim.registered()),
        unlessEmpty(claim.stoppedBy().stream().map(CertifiedClass::object).toList()),
        number(claim.unlistedStops()),
        unlessEmpty(claim.outrankedBy().stream().map(CertifiedClass::object).toList()),
        unlessEmpty(claim.excepted()));
  }

  private static CitedObject object(ResourceRef ref) {
    return new CitedObject(
        ref.apiVersion(),
        ref.kind(),
        ref.namespace().isEmpty() ? null : ref.namespace(),
        ref.name(),
        ref.digest(),
        null);
  }

  private static @Nullable Integer number(int count) {
    return count == 0 ? null : Integer.valueOf(count);
  }

  private static <T> @Nullable List<T> unlessEmpty(List<T> list) {
    return list.isEmpty() ? null : list;
  }
}
