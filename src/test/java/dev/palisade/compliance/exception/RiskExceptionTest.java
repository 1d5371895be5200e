package dev.palisade.compliance.exception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.compliance.control.Waivers.Waiver;
import dev.palisade.compliance.exception.RiskException.Decision;
import dev.palisade.compliance.exception.RiskException.Decision.Kind;
import dev.palisade.compliance.exception.RiskException.Excepted;
import dev.palisade.compliance.exception.RiskException.State;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.provider.CsvSource;

class RiskExceptionTest {
  private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
  private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");
  private static final Excepted FINDING = new Excepted("f1", TrafficNotation.parse("TCP 80"));

  private static RiskException requested(Instant from, Instant until, List<Excepted> findings) {
    return new RiskException(
        UUID.fromString("00000000-0000-4000-8000-000000000001"),
        "c",
        "check",
        findings,
        "reason",
        "control",
        null,
        "olga",
        JANUARY,
        from,
        until,
        List.of());
  }

  private static RiskException requested() {
    return requested(JANUARY, JULY, List.of(FINDING));
  }

  private static Decision decision(Kind kind, String by, Instant at) {
    return new Decision(kind, by, at, "because");
  }

  @Test
  void countsFromItsApprovalUntilItsEnd() {
    RiskException approved = requested().decided(decision(Kind.APPROVED, "otto", MARCH));
    assertThat(RiskException.waivers(List.of(approved)).waivers())
        .containsExactly(
            new Waiver(approved.id().toString(), "check", "f1", FINDING.traffic(), MARCH, JULY));
    assertThat(approved.stateAt(MARCH.minusNanos(1))).isEqualTo(State.REQUESTED);
    assertThat(approved.stateAt(MARCH)).isEqualTo(State.APPROVED);
    assertThat(approved.stateAt(JULY.minusNanos(1))).isEqualTo(State.APPROVED);
    assertThat(approved.stateAt(JULY)).isEqualTo(State.EXPIRED);
  }

  @Test
  void anExceptionForLaterCountsFromThen() {
    RiskException approved =
        requested(MAY, JULY, List.of(FINDING)).decided(decision(Kind.APPROVED, "otto", MARCH));
    assertThat(RiskException.waivers(List.of(approved)).waivers().getFirst().from()).isEqualTo(MAY);
  }

  @Test
  void aRevokedExceptionCountedUntilThen() {
    RiskException revoked =
        requested()
            .decided(decision(Kind.APPROVED, "otto", MARCH))
            .decided(decision(Kind.REVOKED, "olga", MAY));
    Waiver waiver = RiskException.waivers(List.of(revoked)).waivers().getFirst();
    assertThat(waiver.from()).isEqualTo(MARCH);
    assertThat(waiver.until()).isEqualTo(MAY);
    assertThat(revoked.stateAt(JULY)).isEqualTo(State.REVOKED);
  }

  @Test
  void whatWasOnlyRequestedRejectedOrApprovedTooLateWaivesNothing() {
    RiskException rejected = requested().decided(decision(Kind.REJECTED, "otto", MARCH));
    RiskException late = requested().decided(decision(Kind.APPROVED, "otto", JULY));
    assertThat(RiskException.waivers(List.of(requested(), rejected, late)).waivers()).isEmpty();
    assertThat(requested().stateAt(JULY)).isEqualTo(State.EXPIRED);
    assertThat(rejected.stateAt(JULY)).isEqualTo(State.REJECTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"olga", "Olga"})
  void whoRequestsCannotApproveButMayReject(String approver) {
    assertThatThrownBy(() -> requested().decided(decision(Kind.APPROVED, approver, MARCH)))
        .isInstanceOf(RefusedDecision.class)
        .hasMessageContaining("olga");
    assertThat(requested().decided(decision(Kind.REJECTED, "olga", MARCH)).decisions()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    ", REVOKED",
    "APPROVED, APPROVED",
    "APPROVED, REJECTED",
    "REJECTED, APPROVED",
    "REJECTED, REVOKED"
  })
  void decisionsOutOfOrderAreRefused(Kind first, Kind second) {
    RiskException before =
        first == null ? requested() : requested().decided(decision(first, "otto", MARCH));
    assertThatThrownBy(() -> before.decided(decision(second, "otto", MAY)))
        .isInstanceOf(RefusedDecision.class)
        .hasMessageContaining("cannot be " + second);
  }

  @Test
  void lastsAtMostTwelveMonths() {
    Instant year = Instant.parse("2027-01-01T00:00:00Z");
    assertThat(requested(JANUARY, year, List.of(FINDING)).until()).isEqualTo(year);
    assertThatThrownBy(() -> requested(JANUARY, year.plusNanos(1), List.of(FINDING)))
        .hasMessageContaining("at most 12 months");
    assertThatThrownBy(() -> requested(MAY, MAY, List.of(FINDING)))
        .hasMessageContaining("ends after it begins");
    assertThatThrownBy(() -> requested(JANUARY, JULY, List.of()))
        .hasMessageContaining("at least one finding");
  }
}
