package dev.palisade.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.compliance.report.group.GroupReport;
import dev.palisade.document.Cursor;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.ReadLimits;
import dev.palisade.ledger.Evidence;
import dev.palisade.render.csv.GroupReportSheets;
import dev.palisade.render.json.GroupReportJson;
import dev.palisade.render.markdown.GroupReportMarkdown;
import dev.palisade.store.GroupReportStore;
import dev.palisade.store.StoredBundle;
import dev.palisade.store.StoredGroupReport;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Looks into issued reports over several clusters.
@ApplicationScoped
public class ReadGroupReports {
  private static final ReadLimits LIMITS = new ReadLimits(256L << 20, 200, 0);

  private final GroupReportStore store;
  private final PrintPdf print;

  public ReadGroupReports(GroupReportStore store, PrintPdf print) {
    this.store = store;
    this.print = print;
  }

  /// @throws NotFound if there is none
  public IssuedGroupReport find(UUID id) {
    StoredGroupReport found = store.find(id);
    if (found == null) {
      throw new NotFound("there is no report over a group " + id);
    }
    return IssuedGroupReport.of(found);
  }

  /// All versions of a report, the first first.
  public List<IssuedGroupReport> versions(String number) {
    return store.versions(number).stream().map(IssuedGroupReport::of).toList();
  }

  /// Reports, the newest first.
  ///
  /// @param clusters only those over no other clusters
  /// @param after the last report of the page before; null: the first page
  public List<IssuedGroupReport> list(
      Collection<String> clusters, @Nullable UUID after, int limit) {
    return store.list(clusters, after, limit).stream().map(IssuedGroupReport::of).toList();
  }

  /// A report in a format: JSON and PDF as they were issued, the others made from the JSON.
  ///
  /// @throws NotFound if there is no such report
  /// @throws AlteredEvidence if what is kept is not what was sealed
  public byte[] shown(UUID id, ReportFormat format) {
    Map<String, byte[]> files = files(id);
    byte[] json = required(files, Evidence.REPORT);
    return switch (format) {
      case JSON -> json;
      case PDF -> required(files, "report.pdf");
      case CSV -> GroupReportSheets.zip(read(id, json));
      case HTML -> print.html(read(id, json), json).getBytes(UTF_8);
      case MD -> GroupReportMarkdown.of(read(id, json), RenderReport.digest(json)).getBytes(UTF_8);
      case OSCAL, SARIF, JUNIT, HDF, POLICYREPORT, OPENREPORTS ->
          throw new IllegalArgumentException(format + " is for a single cluster");
    };
  }

  /// The two pages that everybody reads, as PDF: printed anew and not signed; the canonical JSON
  /// inside is what was issued.
  ///
  /// @throws NotFound if there is no such report
  /// @throws AlteredEvidence if what is kept is not what was sealed
  public byte[] executive(UUID id) {
    byte[] json = required(files(id), Evidence.REPORT);
    return print.executive(read(id, json), json);
  }

  /// What a report says.
  ///
  /// @throws NotFound if there is no such report
  /// @throws AlteredEvidence if what is kept is not what was sealed
  public GroupReport read(UUID id) {
    return read(id, required(files(id), Evidence.REPORT));
  }

  private Map<String, byte[]> files(UUID id) {
    StoredBundle bundle = Stored.answer(() -> store.bundle(id));
    if (bundle == null) {
      throw new NotFound("there is no report over a group " + id);
    }
    return bundle.evidence().files();
  }

  private static byte[] required(Map<String, byte[]> files, String path) {
    byte[] content = files.get(path);
    if (content == null) {
      throw new NotFound("the report has no " + path);
    }
    return content;
  }

  private static GroupReport read(UUID id, byte[] json) {
    String name = "report over a group " + id;
    try {
      return GroupReportJson.read(
          new Cursor(name, "", new DocumentReader(LIMITS).parseJson(name, json)));
    } catch (MalformedDocument e) {
      throw new AlteredEvidence(name + " cannot be read: " + e.getMessage(), e);
    }
  }
}
