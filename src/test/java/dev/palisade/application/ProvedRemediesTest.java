package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.Remedy;
import dev.palisade.compliance.remedy.Remedies;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every remedy of every cluster of the suite, applied, and the cluster judged from nothing.
class ProvedRemediesTest {
  @TempDir Path folder;

  static List<FalseGreenCase> cases() {
    return FalseGreenTest.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void closesWhatItIsProposedFor(FalseGreenCase row) throws IOException {
    BuiltCluster cluster = row.change().apply(BuiltCluster.wellBuilt());
    Report report = cluster.assess(Files.createDirectory(folder.resolve("before"))).report();
    Set<String> before = open(report);
    Map<Remedy, List<String>> closed = new LinkedHashMap<>();
    for (String check : Remedies.CHECKS) {
      for (JudgedFinding finding : report.check(check).findings()) {
        Remedy remedy = finding.remedy();
        assertThat(remedy).as(finding.summary()).isNotNull();
        if (remedy.kind() != Remedy.Kind.NONE) {
          closed.computeIfAbsent(remedy, r -> new ArrayList<>()).add(check + finding.fingerprint());
        }
      }
    }
    int number = 0;
    for (Map.Entry<Remedy, List<String>> entry : closed.entrySet()) {
      BuiltCluster changed = cluster;
      if (entry.getKey().kind() == Remedy.Kind.CHANGE) {
        changed = cluster.without(entry.getKey().objects().toArray(String[]::new));
      }
      Path after = Files.createDirectory(folder.resolve("after-" + number++));
      Set<String> left =
          open(changed.file("remedy.yaml", entry.getKey().yaml()).assess(after).report());
      assertThat(before).as(entry.getKey().toString()).containsAll(left);
      assertThat(left).as(entry.getKey().toString()).doesNotContainAnyElementsOf(entry.getValue());
    }
  }

  private static Set<String> open(Report report) {
    return Remedies.CHECKS.stream()
        .flatMap(
            check ->
                report.check(check).findings().stream()
                    .filter(f -> f.status() == Finding.Status.OPEN)
                    .map(f -> check + f.fingerprint()))
        .collect(Collectors.toSet());
  }
}
