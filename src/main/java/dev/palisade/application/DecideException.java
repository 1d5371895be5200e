package dev.palisade.application;

import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.Witness;
import dev.palisade.compliance.control.WitnessSelector;
import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.exception.RiskException.Decision;
import dev.palisade.compliance.exception.RiskException.Excepted;
import dev.palisade.store.ExceptionStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The life of exceptions: requested by one, decided by another.
@ApplicationScoped
public class DecideException {
  private final AssessCluster assess;
  private final ExceptionStore exceptions;
  private final Clock clock;

  public DecideException(AssessCluster assess, ExceptionStore exceptions, Clock clock) {
    this.assess = assess;
    this.exceptions = exceptions;
    this.clock = clock;
  }

  /// @param check name of the check whose findings these are
  /// @param findings by fingerprint, where traffic null means all that the finding has now; or by a
  ///   selector
  /// @param ticket null: none
  /// @param from null: now
  /// @param until at most 12 months after `from`
  public record Request(
      String cluster,
      String check,
      List<Excepted> findings,
      String reason,
      String compensatingControl,
      @Nullable String ticket,
      @Nullable Instant from,
      Instant until,
      String by) {}

  /// @throws UnusableInput if it is incomplete or too long, or the newest snapshot has no such
  ///   finding
  /// @throws NotFound if there is no such cluster, or nothing of it to judge
  public RiskException request(Request request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<Finding> known = findings(request.cluster(), request.check());
    try {
      return exceptions.request(
          new RiskException(
              UUID.randomUUID(),
              request.cluster(),
              request.check(),
              request.findings().stream().map(e -> completed(e, request.check(), known)).toList(),
              request.reason(),
              request.compensatingControl(),
              request.ticket(),
              request.by(),
              now,
              request.from() == null ? now : request.from().truncatedTo(ChronoUnit.MICROS),
              request.until().truncatedTo(ChronoUnit.MICROS),
              List.of()));
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
  }

  private List<Finding> findings(String cluster, String check) {
    return assess
        .judge(new AssessCluster.Request(cluster, SnapshotChoice.LATEST, null, null))
        .assessed()
        .assessment()
        .checks()
        .stream()
        .filter(result -> result.id().equals(check))
        .map(CheckResult::findings)
        .findFirst()
        .orElseThrow(() -> new UnusableInput("there is no check \"" + check + "\""));
  }

  private static Excepted completed(Excepted asked, String check, List<Finding> known) {
    WitnessSelector selector = asked.selector();
    if (selector != null) {
      if (known.stream().noneMatch(f -> selector.matches(f.witness()))) {
        throw new UnusableInput(
            "check " + check + " has no finding with " + selector + " on the newest snapshot");
      }
      return asked;
    }
    String fingerprint = Objects.requireNonNull(asked.fingerprint());
    Finding finding =
        known.stream()
            .filter(f -> f.fingerprint().equals(fingerprint))
            .findFirst()
            .orElseThrow(
                () ->
                    new UnusableInput(
                        "check "
                            + check
                            + " has no finding "
                            + fingerprint
                            + " on the newest snapshot"));
    return asked.traffic() == null && finding.witness() instanceof Witness.FlowWitness flow
        ? new Excepted(fingerprint, flow.traffic())
        : asked;
  }

  /// @throws NotFound if there is no such exception
  /// @throws dev.palisade.compliance.exception.RefusedDecision if it is decided already, or `by`
  ///   requested it
  public RiskException approve(UUID id, String by, String reason) {
    return decide(id, Decision.Kind.APPROVED, by, reason);
  }

  /// @throws NotFound if there is no such exception
  /// @throws dev.palisade.compliance.exception.RefusedDecision if it is decided already
  public RiskException reject(UUID id, String by, String reason) {
    return decide(id, Decision.Kind.REJECTED, by, reason);
  }

  /// @throws NotFound if there is no such exception
  /// @throws dev.palisade.compliance.exception.RefusedDecision if it is not approved
  public RiskException revoke(UUID id, String by, String reason) {
    return decide(id, Decision.Kind.REVOKED, by, reason);
  }

  private RiskException decide(UUID id, Decision.Kind kind, String by, String reason) {
    return Stored.answer(
        () -> exceptions.decide(id, new Decision(kind, by, clock.instant(), reason)));
  }

  /// @throws NotFound if there is no such exception
  public RiskException find(UUID id) {
    RiskException found = exceptions.find(id);
    if (found == null) {
      throw new NotFound("there is no exception " + id);
    }
    return found;
  }

  /// All exceptions of a cluster, the latest requested first. Where one stands:
  /// [RiskException#stateAt].
  public List<RiskException> list(String cluster) {
    return exceptions.list(cluster);
  }
}
