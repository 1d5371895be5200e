package dev.palisade.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import java.util.LinkedHashMap;
import java.util.Map;

/// A row of `report` as canonical JSON. It is a file of the report's bundle, so that the seal of
/// the report covers the row, too.
final class IssuedText {
  /// Its path in the bundle.
  static final String PATH = "issued.json";

  private IssuedText() {}

  static byte[] of(StoredReport report) {
    Map<String, Node> said = new LinkedHashMap<>();
    said.put("format", Node.text("palisade/issued-report/v1"));
    said.put("cluster", Node.text(report.cluster()));
    said.put("id", Node.text(report.id().toString()));
    said.put("number", Node.text(report.number()));
    said.put("version", Node.number(report.version()));
    if (report.supersedes() != null) {
      said.put("supersedes", Node.text(report.supersedes().toString()));
    }
    said.put("kind", Node.text(report.kind()));
    if (report.from() != null && report.until() != null) {
      said.put("from", Node.text(report.from().toString()));
      said.put("until", Node.text(report.until().toString()));
    }
    said.put("framework", Node.text(report.framework()));
    said.put("snapshot", Node.number(report.snapshotSequence()));
    said.put("report", Node.text(report.digest()));
    said.put("issuedAt", Node.text(report.issuedAt().toString()));
    said.put("issuedBy", Node.text(report.issuedBy()));
    return CanonicalJson.text(Node.object(said)).getBytes(UTF_8);
  }
}
