package dev.palisade.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TokenRowTest {
  private static TokenRow limitedTo(String... clusters) {
    StoredToken token =
        new StoredToken(
            UUID.randomUUID(), "t", "auditor", List.of(), "a", Instant.EPOCH, null, null);
    TokenRow row = new TokenRow(token, new byte[32]);
    row.clusters = clusters;
    return row;
  }

  /// Such rows were taken once, and are never changed.
  @Test
  void aLimitWithoutANameCoversNoCluster() {
    assertThat(limitedTo("prod", null).stored(null).clusters()).containsExactly("prod");
    StoredToken nobodys = limitedTo((String) null).stored(null);
    assertThat(nobodys.clusters()).isEmpty();
    assertThat(nobodys.covers("prod")).isFalse();
  }
}
