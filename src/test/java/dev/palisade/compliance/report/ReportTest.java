package dev.palisade.compliance.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.palisade.application.AssessSnapshot;
import dev.palisade.application.AssessSnapshot.Assessed;
import dev.palisade.application.SampleCluster;
import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.Catalogue;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.control.Waivers;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.ScopeReader;
import dev.palisade.render.json.ReportJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Of the sample cluster, assessed by the catalogue.
class ReportTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-23");
  private static final Instant AT = Instant.parse("2026-11-23T02:00:00Z");
  private static final Assessment ASSESSMENT = assess(Waivers.none());
  private static final Report REPORT = report(ASSESSMENT, Waivers.none());

  @Test
  void theSameSnapshotGivesTheSameBytes() {
    Report again = report(assess(Waivers.none()), Waivers.none());

    assertThat(ReportJson.bytes(again)).isEqualTo(ReportJson.bytes(REPORT));
  }

  @Test
  void requirementsStandInTheCataloguesOrderWithItsWords() {
    assertThat(REPORT.requirements())
        .extracting(JudgedRequirement::name)
        .startsWith("pci-dss 1.3.1", "pci-dss 2.2.1", "soc2 CC6.1", "soc2 CC6.6");
    JudgedRequirement first = REPORT.requirements().getFirst();
    assertThat(first.outcome()).isEqualTo(Conclusion.CONTRADICTED);
    assertThat(first.claim()).contains("cardholder");
    assertThat(first.primary()).contains("cardholder-ingress").doesNotContain("explicit-allow");
    assertThat(first.checks()).contains("explicit-allow");
    assertThat(REPORT.frameworkTitle("pci-dss")).startsWith("PCI DSS");
    assertThat(REPORT.check("cardholder-ingress").question()).endsWith("?");
  }

  @Test
  void aPointInTimeIsThePeriodOfItsSnapshot() {
    assertThat(REPORT.coverage().period()).isEqualTo(new Coverage.Period(AT, AT));
    assertThat(REPORT.coverage().snapshots())
        .extracting(Coverage.Source::sequence, Coverage.Source::takenAt, Coverage.Source::digest)
        .containsExactly(tuple(2L, AT, ASSESSMENT.evidence().snapshot().digest()));
    assertThat(REPORT.changes()).isNull();
  }

  @Test
  void aRefusedCallIsAGapThatNamesTheChecksItKeepsFromPassing() {
    assertThat(REPORT.coverage().gaps())
        .filteredOn(gap -> gap.kind().equals("Gateway"))
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.reason()).isEqualTo("refused");
              assertThat(gap.status()).isEqualTo(403);
              assertThat(gap.affects()).contains("internet-exposure");
              assertThat(gap.affects())
                  .allSatisfy(
                      id ->
                          assertThat(REPORT.check(id).outcome().name())
                              .isIn("FAIL", "INCONCLUSIVE", "NOT_APPLICABLE"));
            });
    assertThat(REPORT.coverage().population())
        .filteredOn(list -> list.kind().equals("Gateway"))
        .extracting(Coverage.Population::complete, Coverage.Population::state)
        .containsExactly(tuple(false, "not-collected"));
  }

  @Test
  void policiesOfZonesInScopeAndCitedOnesAreThereWithTheirText() {
    assertThat(REPORT.policies())
        .filteredOn(policy -> "cardholder".equals(policy.namespace()))
        .isNotEmpty()
        .allSatisfy(
            policy -> {
              assertThat(policy.yaml())
                  .contains("kind: " + policy.kind(), "name: " + policy.name());
              assertThat(policy.digest()).matches("[0-9a-f]{64}");
            });
    List<String> cited =
        REPORT.checks().stream()
            .flatMap(check -> check.findings().stream())
            .flatMap(finding -> finding.rules().stream())
            .filter(rule -> "NetworkPolicy".equals(rule.kind()))
            .map(rule -> String.valueOf(rule.digest()))
            .toList();
    assertThat(REPORT.policies().stream().filter(p -> p.yaml() != null).map(CitedObject::digest))
        .containsAll(cited);
  }

  @Test
  void theMatrixNamesWhatZonesMaySendEachOther() {
    ZoneMatrix matrix = REPORT.matrix();

    assertThat(matrix).isNotNull();
    assertThat(matrix.parties())
        .extracting(ZoneMatrix.Party::name)
        .startsWith("cde", "payments", "orders", "shop", "back-office", "platform")
        .endsWith("acquirer", "fraud-bureau", "internet");
    // the leak of the sample: a label on the namespace reporting
    assertThat(matrix.cells())
        .filteredOn(cell -> cell.from().equals("back-office") && cell.to().equals("cde"))
        .extracting(ZoneMatrix.Cell::traffic, ZoneMatrix.Cell::register, ZoneMatrix.Cell::beyond)
        .containsExactly(tuple("TCP 8443", List.of(), "TCP 8443"));
    assertThat(matrix.cells())
        .filteredOn(cell -> cell.from().equals("payments") && cell.to().equals("cde"))
        .extracting(ZoneMatrix.Cell::register, ZoneMatrix.Cell::beyond)
        .containsExactly(tuple(List.of("F-001", "F-002"), null));
    // inside a zone nothing needs an entry
    assertThat(matrix.cells())
        .filteredOn(cell -> cell.from().equals(cell.to()))
        .isNotEmpty()
        .allSatisfy(cell -> assertThat(cell.beyond()).isNull());
    assertThat(matrix.cells())
        .filteredOn(cell -> cell.from().equals("cde") && cell.to().equals("acquirer"))
        .singleElement()
        .satisfies(cell -> assertThat(cell.register()).containsExactly("F-003"));
    // what outside addresses send each other is no business of the cluster
    assertThat(matrix.cells())
        .noneMatch(cell -> cell.from().equals("internet") && cell.to().equals("internet"));
  }

  @Test
  void exceptionsInForceAreThereUsedOrNot() {
    Finding finding =
        ASSESSMENT.checks().stream()
            .filter(check -> check.id().equals("default-deny"))
            .flatMap(check -> check.findings().stream())
            .findFirst()
            .orElseThrow();
    Waivers waivers =
        new Waivers(
            List.of(
                waiver("EX-1", finding.fingerprint(), AT.plusSeconds(1)),
                waiver("EX-2", "f".repeat(64), AT.plusSeconds(1)),
                waiver("EX-3", finding.fingerprint(), AT)));
    Report report = report(assess(waivers), waivers);

    assertThat(report.exceptions())
        .extracting(ExceptionInForce::id, ExceptionInForce::use)
        .containsExactly(tuple("EX-1", "used"), tuple("EX-2", "unused"));
    assertThat(report.check("default-deny").excepted()).isEqualTo(1);
  }

  @Test
  void numbersAreMadeOfClusterFrameworkYearAndCount() {
    assertThat(new ReportNumber("eu-west/prod 1", "pci-dss", 2026, 7))
        .hasToString("EU-WEST-PROD-1-PCI-DSS-2026-0007");
    assertThat(new ReportNumber("…", "ALL", 2026, 12345)).hasToString("UNNAMED-ALL-2026-12345");
  }

  private static Waivers.Waiver waiver(String id, String fingerprint, Instant until) {
    return new Waivers.Waiver(id, "default-deny", fingerprint, null, AT.minusSeconds(1), until);
  }

  private static Assessment assess(Waivers waivers) {
    Assessed assessed =
        AssessSnapshot.standard()
            .assess(
                AssessSnapshot.Request.of(
                        SampleCluster.snapshot(SampleCluster.State.NOW, AT, TODAY), scope(), AT)
                    .excepting(waivers));
    return assessed.assessment();
  }

  private static Scope scope() {
    try {
      return ScopeReader.read(
          "scope.yaml",
          new ByteArrayInputStream(
              SampleCluster.scopeDocument(TODAY).getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Report report(Assessment assessment, Waivers waivers) {
    return Report.of(
        assessment,
        ReportIdentity.first("id-1", new ReportNumber("sample", ReportNumber.ALL, 2026, 1)),
        Method.of(
            "palisade/0.1.0",
            "palisade/0.1.0",
            assessment.evidence().reachability().settings(),
            assessment.catalogue(),
            null),
        2L,
        waivers,
        Catalogue.load());
  }
}
