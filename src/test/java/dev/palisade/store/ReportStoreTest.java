package dev.palisade.store;

import static dev.palisade.store.Histories.snapshot;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.ledger.Envelope;
import dev.palisade.ledger.Hash;
import dev.palisade.ledger.LedgerEntry;
import dev.palisade.ledger.SigningKey;
import dev.palisade.ledger.Statement;
import dev.palisade.store.ReportStore.Issue;
import dev.palisade.store.ReportStore.NewReport;
import dev.palisade.store.ReportStore.Rendered;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReportStoreTest {
  private static final Instant NOW = Instant.parse("2026-06-30T12:00:00.000001Z");

  private static final SigningKey KEY = SigningKey.generate("test");

  @Inject ReportStore reports;
  @Inject LedgerStore ledger;
  @Inject EvidenceStore evidence;

  private StoredReport issue(String cluster, Instant at, @Nullable UUID supersedes) {
    return reports.issue(
        new Issue(cluster, "point-in-time", "all", 1, at, "olga", supersedes, null),
        identity ->
            new Rendered(
                Map.of("json", json(identity), "pdf", new byte[] {0, 1, -1}),
                Map.of("scope.yaml", "zones: []".getBytes(UTF_8))),
        ReportStoreTest::sign);
  }

  private static Envelope sign(Statement statement) {
    return Envelope.sign(statement, List.of(KEY));
  }

  private static Rendered only(String format, NewReport identity) {
    return new Rendered(Map.of(format, json(identity)), Map.of());
  }

  private static byte[] json(NewReport identity) {
    return (identity.id() + " " + identity.number() + " " + identity.version()).getBytes(UTF_8);
  }

  @Test
  void numbersCountPerClusterAndYear() {
    evidence.append(snapshot("numbers", 0));
    evidence.append(snapshot("numbers.2", 0));
    assertThat(issue("numbers", NOW, null).number()).isEqualTo("NUMBERS-ALL-2026-0001");
    assertThat(issue("numbers", NOW, null).number()).isEqualTo("NUMBERS-ALL-2026-0002");
    assertThat(issue("numbers.2", NOW, null).number()).isEqualTo("NUMBERS.2-ALL-2026-0001");
    Instant newYear = Instant.parse("2027-01-01T00:00:00Z");
    assertThat(issue("numbers", newYear.minusNanos(1), null).number())
        .isEqualTo("NUMBERS-ALL-2026-0003");
    assertThat(issue("numbers", newYear, null).number()).isEqualTo("NUMBERS-ALL-2027-0001");
  }

  @Test
  void aReportThatCannotBeRenderedTakesNoNumber() {
    evidence.append(snapshot("unrendered", 0));
    Issue issue = new Issue("unrendered", "point-in-time", "soc2", 1, NOW, "olga", null, null);
    assertThatThrownBy(
            () ->
                reports.issue(
                    issue,
                    identity -> {
                      throw new IllegalStateException("no font for " + identity.number());
                    },
                    ReportStoreTest::sign))
        .hasMessage("no font for UNRENDERED-SOC2-2026-0001");
    assertThatThrownBy(
            () -> reports.issue(issue, identity -> only("pdf", identity), ReportStoreTest::sign))
        .hasMessage("a report without its JSON: UNRENDERED-SOC2-2026-0001");
    assertThatThrownBy(
            () ->
                reports.issue(
                    issue,
                    identity -> only("json", identity),
                    statement -> {
                      throw new IllegalStateException("no key for " + statement.report());
                    }))
        .hasMessage("no key for UNRENDERED-SOC2-2026-0001-v1");
    assertThat(
            reports
                .issue(issue, identity -> only("json", identity), ReportStoreTest::sign)
                .number())
        .isEqualTo("UNRENDERED-SOC2-2026-0001");
  }

  @Test
  void manyAtOnceLeaveNoGap() throws Exception {
    evidence.append(snapshot("crowd", 0));
    List<Future<StoredReport>> issued = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 12; i++) {
        issued.add(threads.submit(() -> issue("crowd", NOW, null)));
      }
    }
    List<String> numbers = new ArrayList<>();
    for (Future<StoredReport> report : issued) {
      numbers.add(report.get().number());
    }
    assertThat(numbers)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 12).mapToObj("CROWD-ALL-2026-%04d"::formatted).toList());
  }

  @Test
  void issuingAgainMakesTheNextVersionAndLeavesTheBytesOfTheFirst() {
    evidence.append(snapshot("versions", 0));
    StoredReport one = issue("versions", NOW, null);
    byte[] json = reports.bytes(one.id(), "json");
    byte[] pdf = reports.bytes(one.id(), "pdf");
    StoredReport two = issue("versions", Instant.parse("2027-02-01T00:00:00Z"), one.id());

    assertThat(two.number()).isEqualTo(one.number());
    assertThat(two.version()).isEqualTo(2);
    assertThat(two.supersedes()).isEqualTo(one.id());
    assertThat(reports.versions(one.number())).containsExactly(one, two);
    assertThat(reports.find(one.number(), 1)).isEqualTo(one);
    assertThat(reports.find(two.id())).isEqualTo(two);
    assertThat(reports.latestOn("versions", "point-in-time", "all", 1)).isEqualTo(two);
    assertThat(reports.latestOn("versions", "point-in-time", "soc2", 1)).isNull();
    assertThat(reports.bytes(one.id(), "json")).isEqualTo(json).asString(UTF_8).contains("-0001 1");
    assertThat(reports.bytes(one.id(), "pdf")).isEqualTo(pdf).containsExactly(0, 1, -1);
    assertThat(reports.bytes(one.id(), "html")).isNull();
    assertThat(reports.formats(one.id())).containsExactly("json", "pdf");

    assertThatThrownBy(() -> issue("versions", NOW, one.id()))
        .isInstanceOf(VersionConflict.class)
        .hasMessage("report VERSIONS-ALL-2026-0001 is at version 2, not 1");
  }

  @Test
  void aReportRestsOnAStoredSnapshotAndAStoredPredecessor() {
    evidence.append(snapshot("rests", 0));
    assertThatThrownBy(() -> issue("rests", NOW, UUID.randomUUID())).isInstanceOf(NotStored.class);
    assertThatThrownBy(() -> issue("nothing-collected", NOW, null))
        .isInstanceOf(NotStored.class)
        .hasMessage("cluster nothing-collected has no snapshot 1");
  }

  @Test
  void listsArePagedNewestFirst() {
    evidence.append(snapshot("lists", 0));
    List<StoredReport> issued = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      issued.addFirst(issue("lists", NOW.plusSeconds(i), null));
    }
    assertThat(reports.list("lists", null, 2)).isEqualTo(issued.subList(0, 2));
    assertThat(reports.list("lists", issued.get(1).id(), 9)).isEqualTo(issued.subList(2, 5));
    assertThat(reports.list("no-such-cluster", null, 9)).isEmpty();
  }

  @Test
  void theStatementOverAllFilesIsSealedAndTheFilesComeOutAsTheyWent() {
    evidence.append(snapshot("sealed", 0));
    StoredReport report = issue("sealed", NOW, null);
    StoredBundle bundle = Objects.requireNonNull(reports.bundle(report.id()));

    assertThat(bundle.evidence().files().keySet())
        .containsExactly("README.txt", "issued.json", "report.json", "report.pdf", "scope.yaml");
    assertThat(bundle.evidence().files().get("report.json"))
        .isEqualTo(reports.bytes(report.id(), "json"));
    assertThat(new String(bundle.evidence().files().get("issued.json"), UTF_8))
        .contains("\"issuedBy\":\"olga\"", "\"report\":\"" + report.digest() + "\"");
    assertThat(bundle.envelope().signers(List.of(KEY.verifier()))).containsExactly(KEY.verifier());
    LedgerEntry entry = Objects.requireNonNull(ledger.entry(bundle.position()));
    assertThat(entry.kind()).isEqualTo(LedgerEntry.Kind.REPORT);
    assertThat(entry.name()).isEqualTo("SEALED-ALL-2026-0001-v1");
    assertThat(entry.digest()).isEqualTo(Hash.of(bundle.evidence().statement().json()));
    assertThat(reports.bundle(UUID.randomUUID())).isNull();
  }
}
