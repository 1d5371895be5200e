package dev.palisade.store;

import dev.palisade.compliance.notice.Notice;
import dev.palisade.document.Node;
import java.util.Map;
import java.util.TreeMap;

/// That a report was issued, as others are told of it.
final class ReportNotice {
  private ReportNotice() {}

  static Notice of(StoredReport report) {
    Map<String, Node> data = new TreeMap<>();
    data.put("id", Node.text(report.id().toString()));
    data.put("number", Node.text(report.number()));
    data.put("version", Node.number(report.version()));
    data.put("kind", Node.text(report.kind()));
    data.put("framework", Node.text(report.framework()));
    data.put("snapshot", Node.number(report.snapshotSequence()));
    data.put("digest", Node.text(report.digest()));
    data.put("issuedBy", Node.text(report.issuedBy()));
    data.put(Notice.PATH, Node.text("/reports/" + report.id()));
    data.put(
        Notice.SUMMARY,
        Node.text(
            "Report %s, version %d, on cluster %s was issued by %s."
                .formatted(
                    report.number(), report.version(), report.cluster(), report.issuedBy())));
    return new Notice(
        Notice.REPORT_ISSUED,
        report.issuedAt(),
        report.cluster(),
        report.number(),
        Node.object(data));
  }
}
