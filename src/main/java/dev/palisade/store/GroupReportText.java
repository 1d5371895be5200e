package dev.palisade.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A row of `group_report` with its members as canonical JSON. It is a file of the report's bundle,
/// so that the seal of the report covers the rows, too.
final class GroupReportText {
  private GroupReportText() {}

  static byte[] of(StoredGroupReport report) {
    Map<String, Node> said = new LinkedHashMap<>();
    said.put("format", Node.text("palisade/issued-group-report/v1"));
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
    if (report.group() != null) {
      said.put("group", Node.text(report.group()));
    }
    List<Node> members = report.members().stream().map(GroupReportText::member).toList();
    said.put("members", Node.array(members));
    said.put("subject", Node.text(report.subject()));
    said.put("report", Node.text(report.digest()));
    said.put("issuedAt", Node.text(report.issuedAt().toString()));
    said.put("issuedBy", Node.text(report.issuedBy()));
    return CanonicalJson.text(Node.object(said)).getBytes(UTF_8);
  }

  private static Node member(StoredGroupReport.Member member) {
    Map<String, Node> said = new LinkedHashMap<>();
    said.put("cluster", Node.text(member.cluster()));
    if (member.report() != null) {
      said.put("report", Node.text(member.report().toString()));
    }
    return Node.object(said);
  }
}
