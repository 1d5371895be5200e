package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.application.SnapshotChoice.AsOf;
import dev.palisade.application.SnapshotChoice.Numbered;
import dev.palisade.application.SnapshotChoice.OfReport;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotChoiceTest {
  @Test
  void everyNotationIsRead() {
    Map.of(
            "latest", SnapshotChoice.LATEST,
            "12", new Numbered(12),
            "2026-06-30", new AsOf(Instant.parse("2026-06-30T23:59:59.999999Z")),
            "2026-06-30T12:00:00Z", new AsOf(Instant.parse("2026-06-30T12:00:00Z")),
            "2026-06-30T12:00:00+02:00", new AsOf(Instant.parse("2026-06-30T10:00:00Z")),
            "MY-SHOP-ALL-2026-0001", new OfReport("MY-SHOP-ALL-2026-0001", null),
            "SHOP-PCI-DSS-2026-0012-v3", new OfReport("SHOP-PCI-DSS-2026-0012", 3))
        .forEach(
            (text, choice) -> {
              assertThat(SnapshotChoice.parse(text)).as(text).isEqualTo(choice);
              assertThat(SnapshotChoice.parse(choice.text())).isEqualTo(choice);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "yesterday", "2026-13-01", "2026-02-30T00:00:00Z", "A-2026-1"})
  void anythingElseIsRefusedWithItsText(String text) {
    assertThatThrownBy(() -> SnapshotChoice.parse(text))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("\"" + text + "\"");
  }
}
