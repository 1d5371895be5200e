package dev.palisade.compliance.control.check;

import dev.palisade.compliance.control.Check;
import java.util.List;

/// Every check that there is.
public final class Checks {
  private static final List<Check> ALL =
      List.of(
          new AuditTrail(),
          new CardholderEgress(),
          new CardholderIngress(),
          new ChangeAuthorised(),
          new CollectionContinuity(),
          new DefaultDeny(),
          new DnsEgress(),
          new Enforcement(),
          new ExplicitAllow(),
          new InternetEgress(),
          new InternetExposure(),
          new NamespaceIsolation(),
          new NecessaryPorts(),
          new NeedToKnow(),
          new PodSecurity(),
          new PolicyChangeAuthority(),
          new PolicyHygiene(),
          new Rationale(),
          new RegisteredFlows(),
          new RestrictedPorts(),
          new ReviewCurrent(),
          new ScopeConfirmed(),
          new SegmentationTested());

  private Checks() {}

  /// Sorted by id.
  public static List<Check> all() {
    return ALL;
  }
}
