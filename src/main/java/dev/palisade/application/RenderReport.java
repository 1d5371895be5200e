package dev.palisade.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.compliance.report.Beside;
import dev.palisade.compliance.report.JudgedFinding.CitedPlace;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.Standing;
import dev.palisade.document.Node;
import dev.palisade.document.PrettyJson;
import dev.palisade.render.csv.ReportSheets;
import dev.palisade.render.hdf.ReportHdf;
import dev.palisade.render.html.ReportHtml;
import dev.palisade.render.junit.ReportJunit;
import dev.palisade.render.markdown.ReportMarkdown;
import dev.palisade.render.oscal.ReportOscal;
import dev.palisade.render.pdf.ReportPdf;
import dev.palisade.render.pdf.ReportPdf.Extent;
import dev.palisade.render.pdf.Templates;
import dev.palisade.render.policyreport.PolicyReport;
import dev.palisade.render.sarif.ReportSarif;
import dev.palisade.render.sarif.SourcePlace;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes a report in any of its formats. The same report gives the same bytes.
final class RenderReport {
  private RenderReport() {}

  /// @param canonicalJson the report's bytes, as they are recorded
  static byte[] of(Report report, byte[] canonicalJson, ReportFormat format) {
    return of(report, canonicalJson, format, Beside.NOTHING);
  }

  /// @param beside what is known beside it
  static byte[] of(Report report, byte[] canonicalJson, ReportFormat format, Beside beside) {
    return of(report, canonicalJson, format, place -> null, Templates.shipped(), beside);
  }

  /// @param sources where in a file a cited place is; null: there is no file
  static byte[] of(
      Report report,
      byte[] canonicalJson,
      ReportFormat format,
      Function<CitedPlace, @Nullable SourcePlace> sources) {
    return of(report, canonicalJson, format, sources, Templates.shipped(), Beside.NOTHING);
  }

  /// @param templates words and look of what people read: PDF and HTML
  /// @param beside what is known beside the report; a PDF says nothing of it, as it is signed
  static byte[] of(
      Report report,
      byte[] canonicalJson,
      ReportFormat format,
      Function<CitedPlace, @Nullable SourcePlace> sources,
      Templates templates,
      Beside beside) {
    Standing standing = beside.standing();
    return switch (format) {
      case JSON -> canonicalJson.clone();
      case PDF -> {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        ReportPdf.write(report, canonicalJson, templates, pdf);
        yield pdf.toByteArray();
      }
      case HTML -> html(report, canonicalJson, templates, Extent.FULL, standing);
      case CSV -> ReportSheets.zip(report, standing);
      case MD -> ReportMarkdown.of(report, digest(canonicalJson), standing).getBytes(UTF_8);
      case OSCAL -> json(ReportOscal.of(report, digest(canonicalJson), beside));
      case SARIF -> json(ReportSarif.of(report, CheckCards::of, sources, standing));
      case JUNIT -> ReportJunit.of(report, standing).getBytes(UTF_8);
      case HDF -> json(ReportHdf.of(report, digest(canonicalJson), CheckCards::of, standing));
      case POLICYREPORT ->
          PolicyReport.yaml(report, PolicyReport.Group.WGPOLICYK8S, standing).getBytes(UTF_8);
      case OPENREPORTS ->
          PolicyReport.yaml(report, PolicyReport.Group.OPENREPORTS, standing).getBytes(UTF_8);
    };
  }

  /// As a page that says whether it is one to rely on.
  static byte[] html(
      Report report, byte[] canonicalJson, Templates templates, Extent extent, Standing standing) {
    return ReportHtml.of(report, digest(canonicalJson), templates, extent, standing)
        .getBytes(UTF_8);
  }

  private static byte[] json(Node node) {
    return (PrettyJson.text(node) + "\n").getBytes(UTF_8);
  }

  static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
