package dev.palisade.compliance.report.period;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.report.period.Timeline.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {
  private static final Interval YEAR = new Interval(day(0), day(365));

  private static Instant day(double number) {
    return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(Math.round(number * 86_400));
  }

  private static Look pass(double day) {
    return new Look(day(day), "PASS", 2);
  }

  private static Look fail(double day) {
    return new Look(day(day), "FAIL", 0);
  }

  private static Look notJudged(double day) {
    return new Look(day(day), null, 0);
  }

  private static Unseen unseen(double from, double until) {
    return new Unseen(day(from), day(until), "outage");
  }

  private static List<String> of(List<Look> looks, List<Unseen> unseen, Turns turns) {
    return Timeline.of(YEAR, looks, unseen, turns).stream()
        .map(
            s ->
                Duration.between(day(0), s.from()).toHours() / 24.0
                    + " to "
                    + Duration.between(day(0), s.until()).toHours() / 24.0
                    + " "
                    + (s.state() == null ? "(" + s.reason() + ")" : s.state()))
        .toList();
  }

  @Test
  void aStateHoldsFromOneSnapshotToTheNextAndToTheEnd() {
    assertThat(of(List.of(pass(0), pass(100), pass(200)), List.of(), Turns.none()))
        .containsExactly("0.0 to 365.0 PASS");
  }

  @Test
  void nothingIsKnownBeforeTheFirstSnapshot() {
    assertThat(of(List.of(pass(10)), List.of(), Turns.none()))
        .containsExactly("0.0 to 10.0 (no snapshot had been taken yet)", "10.0 to 365.0 PASS");
    assertThat(of(List.of(), List.of(), Turns.none()))
        .containsExactly("0.0 to 365.0 (no snapshot had been taken yet)");
  }

  @Test
  void theLastSnapshotBeforeThePeriodIsCarriedIntoIt() {
    assertThat(of(List.of(fail(-3), pass(5)), List.of(), Turns.none()))
        .containsExactly("0.0 to 5.0 FAIL", "5.0 to 365.0 PASS");
  }

  @Test
  void theGraverStateHasTheTimeBetweenTwoSnapshotsThatDiffer() {
    assertThat(of(List.of(pass(0), fail(100), pass(200)), List.of(), Turns.none()))
        .containsExactly("0.0 to 200.0 FAIL", "200.0 to 365.0 PASS");
    Stretch failing =
        Timeline.of(YEAR, List.of(pass(0), fail(100), pass(200)), List.of(), Turns.none())
            .getFirst();
    assertThat(failing.seenFrom()).isEqualTo(day(100));
  }

  @Test
  void aWatchTellsWhenAStateBeganAndEnded() {
    Turns watched =
        new Turns(List.of(YEAR), new TreeSet<>(List.of(day(40), day(150), day(160), day(300))));
    assertThat(of(List.of(pass(0), fail(100), pass(200)), List.of(), watched))
        .containsExactly("0.0 to 40.0 PASS", "40.0 to 160.0 FAIL", "160.0 to 365.0 PASS");
  }

  @Test
  void aWatchThatMissedAPartOfTheTimeTellsNothing() {
    Turns watched =
        new Turns(List.of(new Interval(day(10), day(365))), new TreeSet<>(List.of(day(40))));
    assertThat(of(List.of(pass(0), fail(100)), List.of(), watched))
        .containsExactly("0.0 to 365.0 FAIL");
  }

  @Test
  void nothingIsKnownFromTheBeginningOfAnOutageToTheNextSnapshot() {
    assertThat(of(List.of(pass(0), pass(100)), List.of(unseen(50, 60)), Turns.none()))
        .containsExactly("0.0 to 50.0 PASS", "50.0 to 100.0 (outage)", "100.0 to 365.0 PASS");
  }

  @Test
  void anOutageThatLastsLeavesTheEndUnknown() {
    assertThat(of(List.of(pass(0)), List.of(unseen(300, 900)), Turns.none()))
        .containsExactly("0.0 to 300.0 PASS", "300.0 to 365.0 (outage)");
  }

  @Test
  void aSnapshotThatWasNotJudgedEndsWhatIsKnown() {
    assertThat(of(List.of(pass(0), notJudged(10), pass(20)), List.of(), Turns.none()))
        .containsExactly(
            "0.0 to 10.0 PASS",
            "10.0 to 20.0 (snapshots were taken, and not judged)",
            "20.0 to 365.0 PASS");
  }

  /// Against a reading instant by instant.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noInstantPassesThatIsNotKnownToPass(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<Look> looks = new ArrayList<>();
      for (int i = random.nextInt(8); i > 0; i--) {
        int at = random.nextInt(400) - 20;
        looks.add(
            switch (random.nextInt(3)) {
              case 0 -> pass(at);
              case 1 -> fail(at);
              default -> notJudged(at);
            });
      }
      List<Unseen> unseen =
          Stream.generate(() -> random.nextInt(380) - 10)
              .limit(random.nextInt(3))
              .map(from -> unseen(from, from + 1 + random.nextInt(40)))
              .toList();
      List<Stretch> timeline = Timeline.of(YEAR, looks, unseen, Turns.none());
      assertWhole(timeline);
      for (double d = 0.5; d < 365; d++) {
        assertThat(stateAt(timeline, day(d)))
            .as("seed %d, day %s of %s and %s", seed, d, looks, unseen)
            .isEqualTo(expected(looks, unseen, day(d)));
      }
    }
  }

  private static void assertWhole(List<Stretch> timeline) {
    Instant at = YEAR.from();
    for (Stretch stretch : timeline) {
      assertThat(stretch.from()).isEqualTo(at);
      at = stretch.until();
    }
    assertThat(at).isEqualTo(YEAR.until());
  }

  private static @Nullable String stateAt(List<Stretch> timeline, Instant at) {
    return timeline.stream()
        .filter(s -> !at.isBefore(s.from()) && at.isBefore(s.until()))
        .findFirst()
        .orElseThrow()
        .state();
  }

  private static @Nullable String expected(List<Look> looks, List<Unseen> unseen, Instant at) {
    Look last =
        looks.stream()
            .filter(look -> !look.at().isAfter(at))
            .max(Comparator.comparing(Look::at))
            .orElse(null);
    if (last == null) {
      return null;
    }
    // of one instant the one that was given last
    Instant lastAt = last.at();
    Look before = looks.stream().filter(l -> l.at().equals(lastAt)).reduce((a, b) -> b).get();
    if (before.state() == null
        || unseen.stream().anyMatch(u -> u.until().isAfter(lastAt) && !u.from().isAfter(at))) {
      return null;
    }
    Instant nextAt =
        looks.stream()
            .map(Look::at)
            .filter(t -> t.isAfter(at))
            .min(Comparator.naturalOrder())
            .orElse(null);
    if (nextAt == null || nextAt.isAfter(YEAR.until()) || nextAt.equals(YEAR.until())) {
      return before.state();
    }
    Look next = looks.stream().filter(l -> l.at().equals(nextAt)).reduce((a, b) -> b).get();
    boolean blind =
        unseen.stream().anyMatch(u -> u.until().isAfter(lastAt) && u.from().isBefore(nextAt));
    return next.state() == null || blind || before.gravity() <= next.gravity()
        ? before.state()
        : next.state();
  }
}
