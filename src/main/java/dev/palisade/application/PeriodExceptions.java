package dev.palisade.application;

import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.exception.RiskException.Decision;
import dev.palisade.compliance.report.period.Interval;
import dev.palisade.compliance.report.period.PeriodRecord.ExceptionUse;
import dev.palisade.store.ExceptionStore;
import dev.palisade.store.FindingStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// The exceptions that were in force at some time of a period, and what they were used for.
@ApplicationScoped
public class PeriodExceptions {
  private final ExceptionStore exceptions;
  private final FindingStore findings;

  public PeriodExceptions(ExceptionStore exceptions, FindingStore findings) {
    this.exceptions = exceptions;
    this.findings = findings;
  }

  /// Sorted by id.
  List<ExceptionUse> of(String cluster, Interval period) {
    Map<String, SortedSet<String>> used =
        Stored.answer(() -> findings.excepted(cluster, period.from(), period.until()));
    return exceptions.list(cluster).stream()
        .map(exception -> use(exception, period, used))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .sorted(Comparator.comparing(ExceptionUse::id))
        .toList();
  }

  private static @Nullable ExceptionUse use(
      RiskException exception, Interval period, Map<String, SortedSet<String>> used) {
    Decision approval = decision(exception, Decision.Kind.APPROVED);
    RiskException.Force force = exception.force();
    if (approval == null
        || force == null
        || !force.from().isBefore(period.until())
        || !force.until().isAfter(period.from())) {
      return null;
    }
    Instant until = force.until();
    boolean revoked = until.isBefore(exception.until());
    boolean over = !until.isAfter(period.until());
    return new ExceptionUse(
        exception.id().toString(),
        exception.reason(),
        exception.requestedBy(),
        approval.by(),
        force.from(),
        over ? until : null,
        !over ? "in-force" : revoked ? "revoked" : "expired",
        List.copyOf(used.getOrDefault(exception.id().toString(), Collections.emptySortedSet())));
  }

  private static @Nullable Decision decision(RiskException exception, Decision.Kind kind) {
    return exception.decisions().stream()
        .filter(one -> one.kind() == kind)
        .findFirst()
        .orElse(null);
  }
}
