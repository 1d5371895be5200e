package dev.palisade.application;

import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.compliance.control.Waivers;
import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.reperformance.Cause;
import dev.palisade.compliance.report.Method;
import dev.palisade.compliance.report.Report;
import dev.palisade.store.ExceptionStore;
import dev.palisade.store.ScopeStore;
import dev.palisade.store.StoredScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What held in the past, as far as it is kept: scope, exceptions.
@ApplicationScoped
public class FormerBasis {
  private static final int ALL_VERSIONS = Integer.MAX_VALUE;

  private final ScopeStore scopes;
  private final ExceptionStore exceptions;

  public FormerBasis(ScopeStore scopes, ExceptionStore exceptions) {
    this.scopes = scopes;
    this.exceptions = exceptions;
  }

  /// @param missing what of that time is not to be had any more
  record Former(AssessCluster.Basis basis, List<Cause> missing) {}

  /// What a report was judged by.
  ///
  /// @throws NotFound if the cluster has no scope that was declared by then
  Former of(IssuedReport issued, Report report, Method.Catalogue today, String release) {
    List<Cause> missing = new ArrayList<>(programs(report.method(), today, release));
    StoredScope scope = scopeOf(issued, report.scope().digest());
    if (scope == null) {
      scope = inForce(issued.cluster(), issued.issuedAt());
      missing.add(
          new Cause(
              Cause.Kind.SCOPE,
              "no version of the scope has the digest %s of the report's: judged by version %d"
                  .formatted(report.scope().digest(), scope.version())));
    }
    return new Former(basis(issued.cluster(), scope, issued.issuedAt()), missing);
  }

  /// What held when a snapshot was taken on which no report was issued.
  ///
  /// @throws NotFound if no scope was declared by then
  AssessCluster.Basis at(String cluster, Instant instant) {
    return basis(cluster, inForce(cluster, instant), instant);
  }

  private AssessCluster.Basis basis(String cluster, StoredScope scope, Instant knownBy) {
    return new AssessCluster.Basis(
        ScopeVersion.of(scope), waivers(cluster, knownBy), null, new TreeMap<>(), knownBy);
  }

  /// The settings of a dialect that a report records, whatever would be chosen today.
  static AssessCluster.Basis forced(AssessCluster.Basis basis, Method method) {
    SortedMap<String, String> settings = method.settings();
    return new AssessCluster.Basis(
        basis.scope(), basis.waivers(), Dialect.parse(method.dialect()), settings, basis.knownBy());
  }

  private static List<Cause> programs(Method then, Method.Catalogue today, String release) {
    List<Cause> missing = new ArrayList<>();
    if (!then.catalogue().digest().equals(today.digest())) {
      missing.add(
          new Cause(
              Cause.Kind.CATALOGUE,
              "the report was judged by catalogue %s (%s), today's is %s (%s): only that version can draw the very same conclusions"
                  .formatted(
                      then.catalogue().version(),
                      then.catalogue().digest(),
                      today.version(),
                      today.digest())));
    }
    String engine = "palisade-reachability/" + release;
    String translator = "palisade-translator/" + release;
    if (!then.engine().equals(engine) || !then.translator().equals(translator)) {
      missing.add(
          new Cause(
              Cause.Kind.ENGINE,
              "the report was judged by %s and %s, this is %s and %s"
                  .formatted(then.engine(), then.translator(), engine, translator)));
    }
    return missing;
  }

  /// The newest version of a content that had been saved when the report was issued. One that was
  /// saved while it was being judged is not it, whatever its time.
  private @Nullable StoredScope scopeOf(IssuedReport issued, String digest) {
    return scopes.list(issued.cluster(), null, ALL_VERSIONS).stream()
        .filter(version -> version.digest().equals(digest))
        .filter(version -> !version.savedAt().isAfter(issued.issuedAt()))
        .findFirst()
        .orElse(null);
  }

  private StoredScope inForce(String cluster, Instant instant) {
    StoredScope scope = scopes.at(cluster, instant);
    if (scope == null) {
      throw new NotFound("no scope was declared for cluster " + cluster + " by " + instant);
    }
    return scope;
  }

  /// What the exceptions waive as they stood at an instant.
  Waivers waivers(String cluster, Instant knownBy) {
    return RiskException.waivers(
        exceptions.list(cluster).stream()
            .filter(exception -> !exception.requestedAt().isAfter(knownBy))
            .map(exception -> known(exception, knownBy))
            .toList());
  }

  private static RiskException known(RiskException e, Instant by) {
    return new RiskException(
        e.id(),
        e.cluster(),
        e.check(),
        e.findings(),
        e.reason(),
        e.compensatingControl(),
        e.ticket(),
        e.requestedBy(),
        e.requestedAt(),
        e.from(),
        e.until(),
        e.decisions().stream().filter(d -> !d.at().isAfter(by)).toList());
  }

  /// All exceptions of a cluster, to say what became of them.
  List<RiskException> exceptions(String cluster) {
    return exceptions.list(cluster);
  }
}
