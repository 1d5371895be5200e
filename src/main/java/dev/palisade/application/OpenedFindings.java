package dev.palisade.application;

import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.notice.Notice;
import dev.palisade.document.Node;
import dev.palisade.store.StoredFinding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which findings of a judgement are open and were not before: never seen, closed, or excepted
/// until now. Who judges an old snapshot again hears of no finding that is known to be open, or was
/// closed after that.
final class OpenedFindings {
  /// A mail is to be read: the report lists them all.
  private static final int MOST_NAMED = 50;

  private OpenedFindings() {}

  /// One notice for all of them, so that the first look at a bad cluster does not flood anybody;
  /// null when there are none.
  ///
  /// @param known every finding of the cluster that any judgement had until now
  static @Nullable Notice notice(
      AssessCluster.Judged judged, List<StoredFinding> known, Instant at) {
    Map<String, StoredFinding> byKey = new HashMap<>();
    known.forEach(f -> byKey.put(f.check() + " " + f.fingerprint(), f));
    Instant now = judged.snapshot().takenAt();
    List<Node> opened = new ArrayList<>();
    int count = 0;
    for (CheckResult check : judged.assessed().assessment().checks()) {
      for (Finding finding : check.findings()) {
        StoredFinding before = byKey.get(check.id() + " " + finding.fingerprint());
        if (finding.status() == Finding.Status.OPEN && isNew(before, now)) {
          count++;
          if (opened.size() < MOST_NAMED) {
            opened.add(named(check, finding));
          }
        }
      }
    }
    return count == 0 ? null : notice(judged, opened, count, at);
  }

  private static boolean isNew(@Nullable StoredFinding before, Instant now) {
    if (before == null) {
      return true;
    }
    Instant closed = before.closedAt();
    return closed != null
        ? closed.isBefore(now)
        : before.status().equals("excepted") && !before.lastSeen().isAfter(now);
  }

  private static Node named(CheckResult check, Finding finding) {
    return Node.object(
        Map.of(
            "check",
            Node.text(check.id()),
            "fingerprint",
            Node.text(finding.fingerprint()),
            Notice.SUMMARY,
            Node.text(check.id() + ": " + finding.summary())));
  }

  private static Notice notice(
      AssessCluster.Judged judged, List<Node> opened, int count, Instant at) {
    String cluster = judged.snapshot().cluster();
    String words = count == 1 ? "1 finding" : count + " findings";
    Map<String, Node> data = new TreeMap<>();
    data.put("count", Node.number(count));
    data.put("findings", Node.array(opened));
    data.put("framework", Node.text(judged.framework()));
    data.put("snapshot", Node.number(judged.snapshot().sequence()));
    data.put("takenAt", Node.text(judged.snapshot().takenAt().toString()));
    data.put(Notice.PATH, Node.text("/clusters/" + cluster));
    data.put(
        Notice.SUMMARY,
        Node.text(
            "In snapshot %d of cluster %s, %s came to be open that %s not before."
                .formatted(
                    judged.snapshot().sequence(), cluster, words, count == 1 ? "was" : "were")));
    return new Notice(Notice.FINDING_OPENED, at, cluster, words, Node.object(data));
  }
}
