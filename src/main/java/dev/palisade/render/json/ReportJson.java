package dev.palisade.render.json;

import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.report.CitedObject;
import dev.palisade.compliance.report.Coverage;
import dev.palisade.compliance.report.DeclaredScope;
import dev.palisade.compliance.report.ExceptionInForce;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedRequirement;
import dev.palisade.compliance.report.Method;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.compliance.report.ZoneMatrix;
import dev.palisade.compliance.report.period.PeriodRecord;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node;
import dev.palisade.snapshot.ClusterIdentity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The report's own format, `palisade/report/v1`: `docs/schema/report.v1.json`. Its bytes are what
/// is stored, sealed and signed; every other format is made from what they say.
public final class ReportJson {
  public static final String FORMAT = "palisade/report/v1";

  private ReportJson() {}

  /// What stands beside identity and coverage, under keys of the same names.
  private record Rest(
      ClusterIdentity cluster,
      Method method,
      Instant asOf,
      List<Report.Held> frameworks,
      DeclaredScope scope,
      List<JudgedRequirement> requirements,
      List<JudgedCheck> checks,
      List<ExceptionInForce> exceptions,
      @Nullable ZoneMatrix matrix,
      List<CitedObject> policies,
      List<CitedObject> objects,
      @Nullable Comparison changes,
      @Nullable PeriodRecord history) {}

  public static Node node(Report report) {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("format", Node.text(FORMAT));
    fields.putAll(RecordJson.fields(report.identity()));
    fields.putAll(RecordJson.fields(report.coverage()));
    fields.putAll(
        RecordJson.fields(
            new Rest(
                report.cluster(),
                report.method(),
                report.asOf(),
                report.frameworks(),
                report.scope(),
                report.requirements(),
                report.checks(),
                report.exceptions(),
                report.matrix(),
                report.policies(),
                report.objects(),
                report.changes(),
                report.history())));
    return Node.object(fields);
  }

  /// RFC 8785: sorted keys, no white space, UTF-8.
  public static byte[] bytes(Report report) {
    return CanonicalJson.bytes(node(report));
  }

  /// Reads back what [#node] wrote, also a newer v1 with keys that are not known here.
  ///
  /// @throws MalformedDocument when it is no report, or one of another format
  public static Report read(Cursor at) {
    String format = at.get("format").requiredText();
    if (!format.equals(FORMAT)) {
      throw at.get("format").malformed("is not " + FORMAT);
    }
    Rest rest = RecordJson.read(Rest.class, at);
    return new Report(
        RecordJson.read(ReportIdentity.class, at),
        rest.cluster(),
        RecordJson.read(Coverage.class, at),
        rest.method(),
        rest.asOf(),
        rest.frameworks(),
        rest.scope(),
        rest.requirements(),
        rest.checks(),
        rest.exceptions(),
        rest.matrix(),
        rest.policies(),
        rest.objects(),
        rest.changes(),
        rest.history());
  }
}
