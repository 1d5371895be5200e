package dev.palisade.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ScopeStoreTest {
  private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");
  private static final String DIGEST = "ab".repeat(32);

  @Inject ScopeStore scopes;

  @Test
  void versionsFollowOneAnotherAndEachStaysAsItWas() {
    String document = "kind: Scope # é\n\r\n  zones: []\t\n";
    StoredScope one = scopes.save("scoped", 0, document, DIGEST, "olga", NOW);
    StoredScope two = scopes.save("scoped", 1, "{}", DIGEST, "otto", NOW.plusSeconds(60));

    assertThat(one).isEqualTo(new StoredScope("scoped", 1, document, DIGEST, "olga", NOW));
    assertThat(scopes.latest("scoped")).isEqualTo(two);
    assertThat(scopes.version("scoped", 1)).isEqualTo(one);
    assertThat(scopes.version("scoped", 3)).isNull();
    assertThat(scopes.at("scoped", NOW.minusSeconds(1))).isNull();
    assertThat(scopes.at("scoped", NOW.plusSeconds(59))).isEqualTo(one);
    assertThat(scopes.list("scoped", null, 1)).isEqualTo(List.of(two));
    assertThat(scopes.list("scoped", 2, 9)).isEqualTo(List.of(one));
  }

  @Test
  void whoHadAnOlderVersionBeforeHimIsRefused() {
    assertThat(scopes.latest("contested")).isNull();
    scopes.save("contested", 0, "1", DIGEST, "olga", NOW);
    for (int stale : new int[] {0, 2}) {
      assertThatThrownBy(() -> scopes.save("contested", stale, "2", DIGEST, "otto", NOW))
          .isInstanceOf(VersionConflict.class)
          .hasMessage("the scope of cluster contested is at version 1, not " + stale)
          .extracting(e -> ((VersionConflict) e).current())
          .isEqualTo(1);
    }
  }
}
