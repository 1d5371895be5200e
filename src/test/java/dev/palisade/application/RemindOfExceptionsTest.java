package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.exception.RiskException.Decision;
import dev.palisade.compliance.exception.RiskException.Excepted;
import dev.palisade.compliance.notice.Notice;
import dev.palisade.document.CanonicalJson;
import dev.palisade.store.ExceptionStore;
import dev.palisade.store.OutboxStore;
import dev.palisade.store.PostgresResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// When people are told of exceptions that end, with the clock moved.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RemindOfExceptionsTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-06-30T12:00:00Z");
  private static final List<Integer> USUAL = List.of(30, 7, 1, 0);

  @Inject ExceptionStore exceptions;
  @Inject OutboxStore outbox;
  @Inject DataSource database;

  private final String cluster = "ending-" + UUID.randomUUID();

  private static RiskException requested(String cluster) {
    return new RiskException(
        UUID.randomUUID(),
        cluster,
        "cardholder-ingress",
        List.of(new Excepted("f".repeat(64), null)),
        "migration",
        "host firewall",
        "CHG-7",
        "olga",
        BEGIN,
        BEGIN,
        END,
        List.of());
  }

  private static Decision decision(Decision.Kind kind, Instant at) {
    return new Decision(kind, "otto", at, "agreed");
  }

  private static RiskException approved(Instant at) {
    return requested("shop").decided(decision(Decision.Kind.APPROVED, at));
  }

  private static Collection<Long> daysBeforeTheEnd(RiskException exception, Instant now) {
    Set<Long> days = new TreeSet<>();
    for (Instant at : RemindOfExceptions.passed(exception, USUAL, now)) {
      days.add(Duration.between(at, exception.until()).toDays());
    }
    return days;
  }

  private static Instant before(int days) {
    return END.minus(Duration.ofDays(days));
  }

  @Test
  void instantsPassOneAfterTheOther() {
    RiskException exception = approved(BEGIN);
    assertThat(daysBeforeTheEnd(exception, before(30).minusNanos(1))).isEmpty();
    assertThat(daysBeforeTheEnd(exception, before(30))).containsExactly(30L);
    assertThat(daysBeforeTheEnd(exception, before(3))).containsExactly(7L, 30L);
    assertThat(daysBeforeTheEnd(exception, END.minusNanos(1))).containsExactly(1L, 7L, 30L);
    assertThat(daysBeforeTheEnd(exception, END)).containsExactly(0L, 1L, 7L, 30L);
  }

  @Test
  void anInstantBeforeTheApprovalIsNone() {
    assertThat(daysBeforeTheEnd(approved(before(5)), before(1))).containsExactly(1L);
    assertThat(daysBeforeTheEnd(approved(END), END)).isEmpty();
  }

  @Test
  void nobodyHearsOfWhatCoversNothingOrEndedLongAgo() {
    RiskException exception = approved(BEGIN);
    assertThat(daysBeforeTheEnd(requested("shop"), END)).isEmpty();
    assertThat(
            daysBeforeTheEnd(
                requested("shop").decided(decision(Decision.Kind.REJECTED, BEGIN)), END))
        .isEmpty();
    assertThat(
            daysBeforeTheEnd(exception.decided(decision(Decision.Kind.REVOKED, before(20))), END))
        .isEmpty();
    assertThat(daysBeforeTheEnd(exception, END.plus(Duration.ofDays(7)))).isNotEmpty();
    assertThat(daysBeforeTheEnd(exception, END.plus(Duration.ofDays(7)).plusNanos(1))).isEmpty();
  }

  @Test
  void theNoticeSaysWhatEndsAndWhen() {
    RiskException exception = approved(BEGIN);
    Notice soon = RemindOfExceptions.notice(exception, before(7));
    assertThat(soon)
        .returns("palisade.exception.expiring", Notice::type)
        .returns("shop", Notice::cluster)
        .returns(exception.id().toString(), Notice::subject);
    assertThat(soon.text(Notice.SUMMARY))
        .startsWith(
            "The exception from cardholder-ingress on cluster shop that olga asked for ends at")
        .contains("open from then on");
    assertThat(CanonicalJson.text(soon.data()))
        .contains("\"ended\":false", "\"approvedBy\":\"otto\"", "\"ticket\":\"CHG-7\"");
    Notice late = RemindOfExceptions.notice(exception, END);
    assertThat(late.text(Notice.SUMMARY)).contains("ended at").contains("open again");
    assertThat(CanonicalJson.text(late.data())).contains("\"ended\":true");
  }

  /// One of several replicas, by a clock that stands.
  private int remind(Instant now) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    return QuarkusTransaction.requiringNew()
        .call(() -> new RemindOfExceptions(exceptions, outbox, () -> USUAL, clock).remind(cluster));
  }

  private List<String> told() throws SQLException {
    List<String> told = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("SELECT at FROM notice WHERE cluster = ? ORDER BY at")) {
      select.setString(1, cluster);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          told.add(row.getTimestamp(1).toInstant().toString());
        }
      }
    }
    return told;
  }

  private void storedException() {
    RiskException stored = exceptions.request(requested(cluster));
    exceptions.decide(stored.id(), decision(Decision.Kind.APPROVED, BEGIN));
  }

  @Test
  void eachInstantIsToldOnceAndOfThoseMissedTheLast() throws SQLException {
    storedException();
    assertThat(remind(before(31))).isZero();
    assertThat(remind(before(30))).isEqualTo(1);
    assertThat(remind(before(29))).isZero();
    // nobody asked for a while: two instants passed, and one notice says so
    assertThat(remind(before(1))).isEqualTo(1);
    assertThat(remind(END)).isEqualTo(1);
    assertThat(remind(END.plusSeconds(1))).isZero();
    assertThat(told()).containsExactly(before(30).toString(), before(1).toString(), END.toString());
  }

  @Test
  void replicasThatAskAtOnceTellOnce() throws Exception {
    storedException();
    try (ExecutorService replicas = Executors.newFixedThreadPool(4)) {
      List<Callable<Integer>> asked = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        asked.add(() -> remind(before(7)));
      }
      int sum = 0;
      for (Future<Integer> one : replicas.invokeAll(asked)) {
        sum += one.get();
      }
      assertThat(sum).isEqualTo(1);
    }
    assertThat(told()).containsExactly(before(7).toString());
  }

  @Test
  void whatIsTakenBackIsNotTold() throws SQLException {
    storedException();
    Clock clock = Clock.fixed(before(7), ZoneOffset.UTC);
    RemindOfExceptions reminders = new RemindOfExceptions(exceptions, outbox, () -> USUAL, clock);
    QuarkusTransaction.begin();
    assertThat(reminders.remind(cluster)).isEqualTo(1);
    QuarkusTransaction.rollback();
    assertThat(told()).isEmpty();
    assertThat(remind(before(7))).isEqualTo(1);
  }
}
