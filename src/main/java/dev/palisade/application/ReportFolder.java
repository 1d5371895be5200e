package dev.palisade.application;

import dev.palisade.compliance.report.Beside;
import dev.palisade.compliance.report.JudgedFinding.CitedPlace;
import dev.palisade.compliance.report.Report;
import dev.palisade.render.json.ReportJson;
import dev.palisade.render.pdf.ReportPdf;
import dev.palisade.render.pdf.Templates;
import dev.palisade.render.sarif.SourcePlace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A report as a folder with a file in every format: `report.json`, `report.pdf`, …; and its first
/// two pages alone.
final class ReportFolder {
  private static final String EXECUTIVE = "report-executive.pdf";

  private ReportFolder() {}

  /// @param folder is made where it does not exist
  /// @param sources where in a file a cited place is; null: there is no file
  /// @return the files
  /// @throws UnusableInput when they cannot be written
  static List<Path> write(
      Report report,
      Path folder,
      Templates look,
      Function<CitedPlace, @Nullable SourcePlace> sources) {
    byte[] json = ReportJson.bytes(report);
    List<Path> files = new ArrayList<>();
    try {
      Files.createDirectories(folder);
      for (ReportFormat format : ReportFormat.values()) {
        byte[] bytes = RenderReport.of(report, json, format, sources, look, Beside.NOTHING);
        files.add(Files.write(folder.resolve(name(format)), bytes));
      }
      files.add(Files.write(folder.resolve(EXECUTIVE), executive(report, json, look)));
    } catch (IOException e) {
      throw new UnusableInput("--out: " + folder + ": cannot be written: " + e.getMessage());
    }
    return files;
  }

  private static byte[] executive(Report report, byte[] json, Templates look) {
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    ReportPdf.write(report, json, look, ReportPdf.Extent.EXECUTIVE, ReportPdf.Standing.ISSUED, pdf);
    return pdf.toByteArray();
  }

  private static String name(ReportFormat format) {
    return switch (format) {
      case POLICYREPORT, OPENREPORTS -> format + ".yaml";
      case JSON, PDF, HTML, CSV, MD, OSCAL, SARIF, JUNIT, HDF -> format.fileName("report");
    };
  }
}
