package dev.palisade.application;

import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.MemberChange;
import dev.palisade.compliance.diff.ScopeChange.ExceptionChange;
import dev.palisade.compliance.diff.ScopeChange.ExceptionChange.Became;
import dev.palisade.compliance.diff.ScopeDocument;
import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.exception.RiskException.Decision;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.UnusableScope;
import dev.palisade.store.ExceptionStore;
import dev.palisade.store.ScopeStore;
import dev.palisade.store.StoredScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a cluster's scope and exceptions between two of its snapshots.
@ApplicationScoped
public class PastScopes {
  private static final int PAGE = 100;

  private final ScopeStore scopes;
  private final ExceptionStore exceptions;

  public PastScopes(ScopeStore scopes, ExceptionStore exceptions) {
    this.scopes = scopes;
    this.exceptions = exceptions;
  }

  /// The scope that was in force at an instant; where none was declared yet, the first. Null where
  /// it can be read no more: another one may be smaller, and would make good what was not.
  @Nullable ScopeVersion at(String cluster, Instant instant, ScopeVersion newest) {
    StoredScope then = scopes.at(cluster, instant);
    StoredScope one = then == null ? scopes.version(cluster, 1) : then;
    if (one == null || one.version() == newest.version()) {
      return newest;
    }
    ScopeVersion former = ScopeVersion.of(one);
    try {
      AssessCluster.scope(former);
      return former;
    } catch (UnusableScope e) {
      return null;
    }
  }

  /// A comparison of two judgements, with what differs in the scopes that were in force when their
  /// snapshots were taken.
  Comparison told(Comparison comparison, AssessCluster.Judged before, AssessCluster.Judged after) {
    String cluster = after.snapshot().cluster();
    Instant from = before.snapshot().takenAt();
    Instant until = after.snapshot().takenAt();
    StoredScope then = scopes.at(cluster, from);
    StoredScope now = scopes.at(cluster, until);
    List<StoredScope> later = now == null ? List.of() : between(then, now);
    Assessment old = before.assessed().assessment();
    Assessment young = after.assessed().assessment();
    return comparison.under(
        ScopeDocument.changes(
            then == null ? null : document(then),
            later.stream().map(PastScopes::document).toList(),
            DeclareScope.document(after.scope()).version(),
            exceptions(cluster, from, until)),
        MemberChange.between(old, young, inForce(then, old), inForce(now, young)));
  }

  /// The versions after the one and until the other, the oldest first.
  private List<StoredScope> between(@Nullable StoredScope then, StoredScope now) {
    List<StoredScope> versions = new ArrayList<>();
    int first = then == null ? 1 : then.version() + 1;
    int below = now.version() + 1;
    while (below > first) {
      List<StoredScope> page = scopes.list(now.cluster(), below, PAGE);
      page.stream().filter(version -> version.version() >= first).forEach(versions::add);
      below = page.isEmpty() ? first : page.getLast().version();
    }
    return List.copyOf(versions.reversed());
  }

  private static ScopeDocument document(StoredScope stored) {
    return DeclareScope.document(ScopeVersion.of(stored));
  }

  /// The scope by which members of zones are told: where none was declared yet, or what was
  /// declared then can be read no more, the one that judges.
  private static Scope inForce(@Nullable StoredScope stored, Assessment judged) {
    if (stored == null || stored.digest().equals(judged.scope().digest())) {
      return judged.scope();
    }
    try {
      return AssessCluster.scope(ScopeVersion.of(stored));
    } catch (UnusableScope e) {
      return judged.scope();
    }
  }

  private List<ExceptionChange> exceptions(String cluster, Instant from, Instant until) {
    List<ExceptionChange> changes = new ArrayList<>();
    for (RiskException exception : exceptions.list(cluster)) {
      RiskException.Force force = exception.force();
      if (force == null) {
        continue;
      }
      if (force.from().isAfter(from) && !force.from().isAfter(until)) {
        changes.add(
            change(exception, Became.GRANTED, force.from(), exception.decisions().getFirst()));
      }
      if (force.until().isAfter(from) && !force.until().isAfter(until)) {
        boolean early = force.until().isBefore(exception.until());
        changes.add(
            change(
                exception,
                early ? Became.WITHDRAWN : Became.EXPIRED,
                force.until(),
                early ? exception.decisions().getLast() : null));
      }
    }
    changes.sort(
        Comparator.comparing(ExceptionChange::at)
            .thenComparing(ExceptionChange::exception)
            .thenComparing(ExceptionChange::change));
    return changes;
  }

  private static ExceptionChange change(
      RiskException exception, Became became, Instant at, @Nullable Decision decision) {
    return new ExceptionChange(
        became,
        exception.id().toString(),
        exception.check(),
        exception.findings().size(),
        at,
        decision == null ? null : decision.by(),
        decision == null ? exception.reason() : decision.reason(),
        exception.ticket(),
        exception.until());
  }
}
