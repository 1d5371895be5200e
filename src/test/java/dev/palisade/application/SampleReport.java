package dev.palisade.application;

import dev.palisade.compliance.report.Method;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.compliance.report.ReportNumber;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.ScopeReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The report on the sample cluster at a fixed date and of no version of Palisade, so that it is
/// the same until what it says changes.
public final class SampleReport {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
  static final Instant AT = Instant.parse("2026-11-22T06:00:00Z");

  private SampleReport() {}

  /// What is asked about the cluster as it was at that time.
  ///
  /// @param framework null: all
  static AssessSnapshot.Request request(
      SampleCluster.State state, Instant at, @Nullable String framework) {
    AssessSnapshot.Request usual =
        AssessSnapshot.Request.of(SampleCluster.snapshot(state, at, TODAY), scope(), at);
    return new AssessSnapshot.Request(
        usual.snapshot(),
        usual.scope(),
        usual.dialect(),
        usual.overrides(),
        usual.history(),
        usual.waivers(),
        usual.asOf(),
        framework);
  }

  /// @param framework null: all
  public static Report of(@Nullable String framework) {
    AssessSnapshot assess = AssessSnapshot.standard();
    AssessSnapshot.Request asked = request(SampleCluster.State.NOW, AT, framework);
    AssessSnapshot.Assessed assessed = assess.withRemedies(assess.assess(asked));
    return Report.of(
        assessed.assessment(),
        ReportIdentity.first(
            UUID.nameUUIDFromBytes("sample".getBytes(StandardCharsets.UTF_8)).toString(),
            new ReportNumber("sample", framework == null ? ReportNumber.ALL : framework, 2026, 1)),
        Method.of(
            "palisade-reachability/0",
            "palisade-translator/0",
            assess.settings(asked),
            assessed.assessment().catalogue(),
            assessed.canaries()),
        2L,
        asked.waivers(),
        assess.catalogue(framework));
  }

  private static Scope scope() {
    try {
      return ScopeReader.read(
          "scope.yaml",
          new ByteArrayInputStream(
              SampleCluster.scopeDocument(TODAY).getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
