package dev.palisade.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.control.Witness.FlowWitness;
import dev.palisade.compliance.control.WitnessSelector;
import dev.palisade.compliance.exception.RefusedDecision;
import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.exception.RiskException.Decision;
import dev.palisade.compliance.exception.RiskException.Excepted;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Exceptions and change reviews.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DecisionStoresTest {
  private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");

  @Inject ExceptionStore exceptions;
  @Inject ReviewStore reviews;

  private static RiskException request(String cluster) {
    return new RiskException(
        UUID.randomUUID(),
        cluster,
        "cardholder-ingress",
        List.of(
            new Excepted("f".repeat(64), TrafficNotation.parse("ICMP 8,TCP 80,443,UDP 53")),
            new Excepted("e".repeat(64), TrafficSet.ALL),
            new Excepted("a".repeat(64), null),
            new Excepted(
                null, new WitnessSelector("shop/*", null, null), TrafficNotation.parse("TCP 443"))),
        "migration",
        "host firewall",
        null,
        "olga",
        NOW,
        NOW,
        NOW.plus(Duration.ofDays(30)),
        List.of());
  }

  @Test
  void anApprovedExceptionIsReadBackAndWaives() {
    RiskException requested = exceptions.request(request("excepted"));
    assertThat(exceptions.find(requested.id())).isEqualTo(requested);
    assertThat(exceptions.waivers("excepted").waivers()).isEmpty();

    RiskException approved =
        exceptions.decide(
            requested.id(),
            new Decision(Decision.Kind.APPROVED, "otto", NOW.plusSeconds(5), "agreed"));

    assertThat(exceptions.find(requested.id())).isEqualTo(approved);
    assertThat(exceptions.list("excepted")).containsExactly(approved);
    assertThat(exceptions.waivers("excepted").waivers()).hasSize(4);
    assertThat(
            exceptions
                .waivers("excepted")
                .covering(
                    "cardholder-ingress",
                    "f".repeat(64),
                    new FlowWitness("a", "b", TrafficNotation.parse("TCP 443"), null),
                    NOW.plusSeconds(5)))
        .isNotNull();
  }

  @Test
  void aRefusedDecisionIsNotStored() {
    RiskException requested = exceptions.request(request("refused"));
    assertThatThrownBy(
            () ->
                exceptions.decide(
                    requested.id(), new Decision(Decision.Kind.APPROVED, "olga", NOW, "me")))
        .isInstanceOf(RefusedDecision.class);
    assertThat(exceptions.find(requested.id())).isEqualTo(requested);
    assertThatThrownBy(
            () ->
                exceptions.decide(
                    UUID.randomUUID(), new Decision(Decision.Kind.REJECTED, "otto", NOW, "no")))
        .isInstanceOf(NotStored.class);
  }

  @Test
  void reviewsAreFoundByIdAndByWhatWasProposed() {
    String digest = "12".repeat(32);
    StoredReview one = reviews.append("reviewed", digest, "block", "{\"a\":1}", "ci", NOW);
    StoredReview two = reviews.append("reviewed", digest, "allow", "{}", "ci", NOW.plusSeconds(1));
    StoredReview other =
        reviews.append("reviewed", "34".repeat(32), "review", "{}", "ci", NOW.plusSeconds(2));
    assertThat(reviews.find(one.id())).isEqualTo(one);
    assertThat(reviews.ofRequest("reviewed", digest)).containsExactly(two, one);
    assertThat(reviews.list("reviewed", null, 2)).containsExactly(other, two);
    assertThat(reviews.list("reviewed", two.id(), 9)).containsExactly(one);
  }
}
