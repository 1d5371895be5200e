package dev.palisade.application;

import dev.palisade.compliance.diff.Comparison;
import java.time.Duration;

/// The sample cluster at its two dates, compared.
final class SampleChanges {
  private SampleChanges() {}

  static Comparison comparison() {
    AssessSnapshot assess = AssessSnapshot.standard();
    AssessSnapshot.Request before =
        SampleReport.request(
            SampleCluster.State.EARLIER, SampleReport.AT.minus(Duration.ofDays(30)), "soc2");
    AssessSnapshot.Request after =
        SampleReport.request(SampleCluster.State.NOW, SampleReport.AT, "soc2");
    return assess.compare(assess.judge(before), 1L, after, assess.judge(after), 2L);
  }
}
