package dev.palisade.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.store.IdempotencyKeys.Answer;
import dev.palisade.store.TokenStore.IssuedToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// Tokens, the audit log and idempotency keys.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AccessStoresTest {
  private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");

  @Inject TokenStore tokens;
  @Inject AuditLog log;
  @Inject IdempotencyKeys keys;
  @Inject DataSource database;

  @Test
  void aTokenIsKnownByItsSecretUntilItExpires() {
    IssuedToken issued =
        tokens.issue("qsa", "auditor", List.of("b", "a"), NOW.plusSeconds(60), "root", NOW);
    assertThat(issued.secret()).matches("palisade_[A-Za-z0-9_-]{43}");
    assertThat(tokens.authenticate(issued.secret(), NOW)).isEqualTo(issued.token());
    assertThat(tokens.authenticate(issued.secret(), NOW.plusSeconds(60))).isNull();
    assertThat(tokens.authenticate(issued.secret() + "x", NOW)).isNull();
    assertThat(issued.token().clusters()).containsExactly("a", "b");
    assertThat(issued.token().covers("a")).isTrue();
    assertThat(issued.token().covers("c")).isFalse();
  }

  @Test
  void aRevokedTokenIsRefused() {
    IssuedToken issued =
        tokens.issue("gone from the store", "administrator", null, null, "root", NOW);
    tokens.revoke(issued.token().id(), "root", NOW.plusSeconds(5));
    tokens.revoke(issued.token().id(), "root", NOW.plusSeconds(9));
    assertThat(tokens.authenticate(issued.secret(), NOW.plusSeconds(5))).isNull();
    assertThat(tokens.list())
        .filteredOn(token -> token.name().equals("gone from the store"))
        .extracting(StoredToken::revokedAt)
        .containsExactly(NOW.plusSeconds(5));
    assertThatThrownBy(() -> tokens.revoke(UUID.randomUUID(), "root", NOW))
        .isInstanceOf(NotStored.class);
  }

  @Test
  void aRoleThatIsNoneIsRefused() {
    assertThatThrownBy(() -> tokens.issue("x", "superuser", null, null, "root", NOW))
        .isInstanceOf(PersistenceException.class)
        .hasMessageContaining("role");
  }

  @Test
  void theDatabaseDoesNotHoldTheSecret() throws Exception {
    IssuedToken issued = tokens.issue("hidden", "collector", null, null, "root", NOW);
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT count(*) FROM token t WHERE strpos(t::text, ?) > 0")) {
      select.setString(1, issued.secret().substring("palisade_".length()));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        assertThat(row.getInt(1)).isZero();
      }
    }
  }

  @Test
  void theLogKeepsItsOrderAndIsPaged() {
    for (String action : List.of("one", "two", "three")) {
      log.write(new AuditEntry(NOW, "olga", "auditor", action, "R-1", "logged", null));
    }
    log.write(new AuditEntry(NOW, "olga", "auditor", "elsewhere", "-", null, "detail"));
    List<AuditLog.Numbered> all = log.list("logged", null, 9);
    assertThat(all).extracting(n -> n.entry().action()).containsExactly("three", "two", "one");
    assertThat(log.list("logged", all.getFirst().number(), 1))
        .extracting(n -> n.entry().action())
        .containsExactly("two");
    assertThat(log.list(null, null, 99)).extracting(n -> n.entry().action()).contains("elsewhere");
  }

  @Test
  void anAnswerIsKeptOncePerRequesterAndKey() {
    Answer answer = new Answer("cd".repeat(32), 201, "/x", null);
    keys.keep("olga", "k", answer, NOW);
    assertThat(keys.find("olga", "k")).isEqualTo(answer);
    assertThat(keys.find("otto", "k")).isNull();
    assertThatThrownBy(() -> keys.keep("olga", "k", answer, NOW))
        .isInstanceOf(PersistenceException.class);
    assertThat(keys.forget(NOW)).isZero();
    assertThat(keys.forget(NOW.plusSeconds(1))).isEqualTo(1);
    assertThat(keys.find("olga", "k")).isNull();
  }
}
