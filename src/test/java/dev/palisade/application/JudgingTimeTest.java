package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgingTimeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "9999-12-31T23:59:59Z",
        "-1000-01-01T00:00:00Z",
        "+1000000000-01-01T00:00:00Z",
        "1999-12-31T23:59:59Z",
        "2200-01-01T00:00:00Z"
      })
  void aTimeWithoutClustersIsRefused(String instant) {
    assertThatThrownBy(() -> JudgingTime.usable("asOf", Instant.parse(instant)))
        .isInstanceOf(UnusableInput.class)
        .hasMessageStartingWith("asOf: ");
  }

  @Test
  void anyOtherIsTaken() {
    Instant spring = Instant.parse("2026-03-31T00:00:00Z");
    assertThat(JudgingTime.usable("asOf", spring)).isEqualTo(spring);
    assertThat(JudgingTime.usable("asOf", null)).isNull();
  }
}
