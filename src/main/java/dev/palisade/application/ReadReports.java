package dev.palisade.application;

import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.VersionChanges;
import dev.palisade.document.Cursor;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.ReadLimits;
import dev.palisade.render.json.ReportJson;
import dev.palisade.render.pdf.ReportPdf;
import dev.palisade.store.ReportStore;
import dev.palisade.store.StoredReport;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Looks into issued reports.
@ApplicationScoped
public class ReadReports {
  private static final ReadLimits LIMITS = new ReadLimits(256L << 20, 200, 0);

  private final ReportStore reports;
  private final PrintPdf print;
  private final BesideReport beside;

  public ReadReports(ReportStore reports, PrintPdf print, BesideReport beside) {
    this.reports = reports;
    this.print = print;
    this.beside = beside;
  }

  /// The two pages of an issued report that everybody reads, as PDF: printed anew and not signed;
  /// the canonical JSON inside is what was issued.
  ///
  /// @throws NotFound if there is no such report
  /// @throws AlteredEvidence if what is kept is no report
  public byte[] executive(UUID id) {
    return print.executive(read(id), bytes(id, ReportStore.JSON));
  }

  /// The same two pages as a web page, which says where the report stands.
  ///
  /// @throws NotFound if there is no such report
  /// @throws AlteredEvidence if what is kept is no report
  public byte[] executivePage(UUID id) {
    return page(id, ReportPdf.Extent.EXECUTIVE);
  }

  private byte[] page(UUID id, ReportPdf.Extent extent) {
    return print.html(read(id), bytes(id, ReportStore.JSON), extent, beside.standing(id));
  }

  /// @throws NotFound if there is none
  public IssuedReport find(UUID id) {
    return required(reports.find(id), id.toString());
  }

  /// @throws NotFound if there is none
  public IssuedReport find(String number, int version) {
    return required(reports.find(number, version), number + "-v" + version);
  }

  private static IssuedReport required(@Nullable StoredReport found, String name) {
    if (found == null) {
      throw new NotFound("there is no report " + name);
    }
    return IssuedReport.of(found);
  }

  /// All versions of a report, the first first; empty when there is no such report.
  public List<IssuedReport> versions(String number) {
    return reports.versions(number).stream().map(IssuedReport::of).toList();
  }

  /// A cluster's reports, the newest first.
  ///
  /// @param after the last report of the page before; null: the first page
  public List<IssuedReport> list(String cluster, @Nullable UUID after, int limit) {
    return reports.list(cluster, after, limit).stream().map(IssuedReport::of).toList();
  }

  /// The report that was issued last; null when there is none.
  public @Nullable IssuedReport latest(String cluster) {
    return reports.list(cluster, null, 1).stream().map(IssuedReport::of).findFirst().orElse(null);
  }

  /// Formats in which a report was kept, sorted: `json`, `pdf`.
  public List<String> formats(UUID id) {
    return reports.formats(id);
  }

  /// A report's bytes as they were issued.
  ///
  /// @param format `json`, `pdf`
  /// @throws NotFound if there is no such report, or it was not kept in this format
  public byte[] bytes(UUID id, String format) {
    byte[] bytes = Stored.answer(() -> reports.bytes(id, format));
    if (bytes == null) {
      throw new NotFound("there is no report " + id + " in the format " + format);
    }
    return bytes;
  }

  /// A report in a format: the bytes as they were issued where it was kept in it, else made from
  /// the canonical JSON. The latter say whether the report was superseded or withdrawn meanwhile,
  /// and OSCAL what people attested.
  ///
  /// @throws NotFound if there is no such report
  /// @throws AlteredEvidence if what is kept is no report
  public byte[] shown(UUID id, ReportFormat format) {
    byte[] kept = Stored.answer(() -> reports.bytes(id, format.toString()));
    if (kept == null && format == ReportFormat.HTML) {
      return page(id, ReportPdf.Extent.FULL);
    }
    return kept == null ? made(id, format) : kept;
  }

  private byte[] made(UUID id, ReportFormat format) {
    Report report = read(id);
    return RenderReport.of(report, bytes(id, ReportStore.JSON), format, beside.of(id, report));
  }

  /// In what a version of a report differs from the one that it supersedes.
  ///
  /// @throws NotFound if there is no such report, or it is the first version
  /// @throws AlteredEvidence if what is kept is no report
  public VersionChanges sinceVersionBefore(UUID id) {
    IssuedReport report = find(id);
    if (report.supersedes() == null) {
      throw new NotFound(report.fileName() + " is the first version: there is none before it");
    }
    return VersionChanges.between(read(report.supersedes()), read(id));
  }

  /// What a report says, read from its bytes.
  ///
  /// @throws NotFound if there is no such report
  /// @throws AlteredEvidence if what is kept is no report
  public Report read(UUID id) {
    byte[] json = bytes(id, ReportStore.JSON);
    String name = "report " + id;
    try {
      return ReportJson.read(
          new Cursor(name, "", new DocumentReader(LIMITS).parseJson(name, json)));
    } catch (MalformedDocument e) {
      throw new AlteredEvidence(name + " cannot be read: " + e.getMessage(), e);
    }
  }
}
