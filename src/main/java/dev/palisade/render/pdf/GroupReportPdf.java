package dev.palisade.render.pdf;

import dev.palisade.compliance.report.group.GroupReport;
import dev.palisade.render.pdf.ReportPdf.Extent;
import java.io.OutputStream;
import java.util.Set;
import java.util.function.Predicate;

/// A report over several clusters as PDF, in the look of the reports. It says what the canonical
/// JSON says and carries that inside.
public final class GroupReportPdf {
  private GroupReportPdf() {}

  /// With the words and the look that come with the program, whole.
  public static void write(GroupReport report, byte[] canonicalJson, OutputStream out) {
    write(report, canonicalJson, Templates.shipped(), Extent.FULL, out);
  }

  /// The same report, JSON, templates and extent give the same bytes. Does not close the stream.
  public static void write(
      GroupReport report,
      byte[] canonicalJson,
      Templates templates,
      Extent extent,
      OutputStream out) {
    Texts texts = templates.texts();
    var identity = report.identity();
    String name = identity.number() + "-v" + identity.version();
    String kind = extent == Extent.FULL ? "" : " " + texts.get("executive.title");
    var printed =
        new PrintedDocument(
            new Metadata(
                texts.get("group.title") + " " + name + kind,
                texts.get("issuer.name"),
                texts.get("language"),
                report.asOf(),
                String.join(" ", name, identity.id(), extent.name())),
            texts.get("footer.left", identity.number(), identity.version(), report.subject()),
            name + ".json",
            texts.get("attachment.description"),
            canonicalJson,
            "");
    Predicate<String> reachable = target -> extent == Extent.FULL;
    printed.write(
        templates,
        out,
        flow -> {
          Pen pen = new Pen(flow, texts, Set.of(), reachable);
          new GroupExecutivePages(pen, report, templates.logo())
              .write(printed.attachment(), printed.digest());
          if (extent == Extent.FULL) {
            new GroupPages(pen, report).write();
          }
        });
  }
}
