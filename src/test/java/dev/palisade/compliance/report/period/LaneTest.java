package dev.palisade.compliance.report.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.palisade.compliance.control.CheckCall;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.Requirement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Interval MONTH = new Interval(FROM, FROM.plusSeconds(30 * 86_400));
  private static final CheckCall INGRESS = new CheckCall("cardholder-ingress", List.of());
  private static final CheckCall DENY = new CheckCall("default-deny", List.of());
  private static final Requirement REQUIREMENT =
      new Requirement(
          "pci-dss",
          "1.3.1",
          Requirement.Rank.LEADING,
          "ingress",
          List.of(INGRESS),
          List.of(DENY),
          null,
          List.of());

  private static Observation seen(int day, @Nullable Map<CheckCall, Outcome> outcomes) {
    return new Observation(day + 1, FROM.plusSeconds(day * 86_400L), outcomes);
  }

  private static Map<CheckCall, Outcome> both(Outcome ingress, Outcome deny) {
    return Map.of(INGRESS, ingress, DENY, deny);
  }

  private static List<Lane> lanes(Observation... observations) {
    return lanes(List.of(), observations);
  }

  private static List<Lane> lanes(List<Unshown> unshown, Observation... observations) {
    return Lane.of(
        MONTH, List.of(REQUIREMENT), List.of(observations), List.of(), Turns.none(), unshown);
  }

  private static Instant day(int number) {
    return FROM.plusSeconds(number * 86_400L);
  }

  @Test
  void whatASnapshotShowedCountsThoughNobodyWasLookingFromThenOn() {
    List<Lane> lanes =
        Lane.of(
            MONTH,
            List.of(REQUIREMENT),
            List.of(
                seen(-1, both(Outcome.FAIL, Outcome.FAIL)),
                seen(0, both(Outcome.PASS, Outcome.PASS)),
                seen(10, both(Outcome.FAIL, Outcome.PASS))),
            List.of(new Unseen(day(10), day(40), "paused")),
            Turns.none(),
            List.of());
    assertThat(lanes)
        .extracting(Lane::id, Lane::outcome)
        .containsExactly(
            tuple("1.3.1", "contradicted"),
            tuple("cardholder-ingress", "FAIL"),
            tuple("default-deny", "INCONCLUSIVE"));
  }

  @Test
  void aRequirementIsWhatItsChecksMakeItEachTime() {
    Lane requirement =
        lanes(
                seen(0, both(Outcome.PASS, Outcome.PASS)),
                seen(10, both(Outcome.PASS, Outcome.FAIL)),
                seen(20, both(Outcome.PASS, Outcome.PASS)))
            .getFirst();
    assertThat(requirement.stretches())
        .extracting(Stretch::state)
        .containsExactly("insufficient", "supported");
    assertThat(requirement.durations())
        .containsOnly(Map.entry("insufficient", "PT480H"), Map.entry("supported", "PT240H"));
  }

  @Test
  void thePeriodIsAsGraveAsItsGravestTime() {
    assertThat(
            lanes(
                    seen(0, both(Outcome.PASS, Outcome.PASS)),
                    seen(10, both(Outcome.FAIL, Outcome.PASS)),
                    seen(20, both(Outcome.PASS, Outcome.PASS)))
                .getFirst()
                .outcome())
        .isEqualTo("contradicted");
  }

  @Test
  void aTimeInWhichNobodyLookedKeepsAPeriodFromBeingSupported() {
    List<Lane> lanes = lanes(seen(1, both(Outcome.PASS, Outcome.PASS)));
    assertThat(lanes)
        .extracting(Lane::id, Lane::outcome)
        .containsExactly(
            tuple("1.3.1", "insufficient"),
            tuple("cardholder-ingress", "INCONCLUSIVE"),
            tuple("default-deny", "INCONCLUSIVE"));
  }

  @Test
  void aSnapshotThatWasNotAskedAllThatARequirementRestsOnSaysNothingOfIt() {
    Lane requirement =
        lanes(
                seen(0, both(Outcome.PASS, Outcome.PASS)),
                seen(10, Map.of(INGRESS, Outcome.PASS)),
                seen(20, null))
            .getFirst();
    assertThat(requirement.stretches())
        .extracting(Stretch::state, Stretch::reason)
        .containsExactly(tuple("supported", null), tuple(null, Timeline.NOT_JUDGED));
  }

  @Test
  void throughoutMeansSupported() {
    assertThat(lanes(seen(0, both(Outcome.PASS, Outcome.NOT_APPLICABLE))).getFirst().outcome())
        .isEqualTo("supported");
    assertThat(
            lanes(seen(0, both(Outcome.NOT_APPLICABLE, Outcome.NOT_APPLICABLE)))
                .getFirst()
                .outcome())
        .isEqualTo("not-applicable");
  }

  /// What was bad meanwhile stays bad.
  @Test
  void whatNoSnapshotShowsIsNotSupportedThough() {
    Unshown unshown =
        new Unshown(new Interval(day(5), day(8)), "undone", Set.of("cardholder-ingress"));
    List<Lane> good = lanes(List.of(unshown), seen(0, both(Outcome.PASS, Outcome.PASS)));
    assertThat(good.getFirst().outcome()).isEqualTo("insufficient");
    assertThat(good.getFirst().stretches())
        .extracting(Stretch::from, Stretch::state, Stretch::reason)
        .containsExactly(
            tuple(day(0), "supported", null),
            tuple(day(5), null, "undone"),
            tuple(day(8), "supported", null));
    assertThat(good.get(1).durations()).containsEntry("unobserved", "PT72H");
    assertThat(good.get(2).outcome()).as("of another check").isEqualTo("PASS");
    List<Lane> bad = lanes(List.of(unshown), seen(0, both(Outcome.FAIL, Outcome.PASS)));
    assertThat(bad.getFirst().stretches())
        .extracting(Stretch::state)
        .containsExactly("contradicted");
  }
}
