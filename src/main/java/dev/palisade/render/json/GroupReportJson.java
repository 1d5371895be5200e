package dev.palisade.render.json;

import dev.palisade.compliance.report.Coverage.Period;
import dev.palisade.compliance.report.Report.Held;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.compliance.report.group.GroupCheck;
import dev.palisade.compliance.report.group.GroupException;
import dev.palisade.compliance.report.group.GroupReport;
import dev.palisade.compliance.report.group.GroupRequirement;
import dev.palisade.compliance.report.group.Member;
import dev.palisade.compliance.report.group.SharedFinding;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A report over several clusters, `palisade/group-report/v1`: `docs/schema/group.v1.json`. Its
/// bytes are what is stored, sealed and signed; every other format is made from what they say.
public final class GroupReportJson {
  public static final String FORMAT = "palisade/group-report/v1";

  private GroupReportJson() {}

  /// What stands beside the identity, under keys of the same names.
  private record Rest(
      @Nullable String group,
      Period period,
      Instant asOf,
      List<Held> frameworks,
      List<Member> members,
      List<GroupRequirement> requirements,
      List<GroupCheck> checks,
      List<SharedFinding> shared,
      List<GroupException> exceptions) {}

  public static Node node(GroupReport report) {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("format", Node.text(FORMAT));
    fields.putAll(RecordJson.fields(report.identity()));
    fields.putAll(
        RecordJson.fields(
            new Rest(
                report.group(),
                report.period(),
                report.asOf(),
                report.frameworks(),
                report.members(),
                report.requirements(),
                report.checks(),
                report.shared(),
                report.exceptions())));
    return Node.object(fields);
  }

  /// RFC 8785: sorted keys, no white space, UTF-8.
  public static byte[] bytes(GroupReport report) {
    return CanonicalJson.bytes(node(report));
  }

  /// Reads back what [#node] wrote, also a newer v1 with keys that are not known here.
  ///
  /// @throws MalformedDocument when it is no report over a group, or one of another format
  public static GroupReport read(Cursor at) {
    if (!at.get("format").requiredText().equals(FORMAT)) {
      throw at.get("format").malformed("is not " + FORMAT);
    }
    Rest rest = RecordJson.read(Rest.class, at);
    return new GroupReport(
        RecordJson.read(ReportIdentity.class, at),
        rest.group(),
        rest.period(),
        rest.asOf(),
        rest.frameworks(),
        rest.members(),
        rest.requirements(),
        rest.checks(),
        rest.shared(),
        rest.exceptions());
  }
}
