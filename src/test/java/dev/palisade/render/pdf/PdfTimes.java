package dev.palisade.render.pdf;

import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.SomeReport;
import dev.palisade.render.json.ReportJson;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import org.openpdf.text.pdf.PdfReader;

/// Prints how long a report with as many findings as its argument says takes to print, in a fresh
/// JVM: a program, not a test.
final class PdfTimes {
  private PdfTimes() {}

  public static void main(String[] arguments) throws Exception {
    Report report = SomeReport.withFindings(Integer.parseInt(arguments[0]));
    byte[] json = ReportJson.bytes(report);
    long began = System.nanoTime();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportPdf.write(report, json, out);
    System.out.printf(
        "%d pages, %d KB, %.1f s, %.1f s of them this thread at work%n",
        new PdfReader(out.toByteArray()).getNumberOfPages(),
        out.size() / 1024,
        (System.nanoTime() - began) / 1e9,
        ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9);
  }
}
