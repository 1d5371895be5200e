package dev.palisade.cli;

import dev.palisade.application.AssessManifests;
import dev.palisade.application.ReportFormat;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `assess`: judges manifests by a scope.
@Command(
    name = "assess",
    description = "Judges manifests by the requirements that a scope declares them subject to.",
    footer = {
      "",
      "Exits 0 when no requirement that manifests can answer is contradicted or insufficient."
    })
final class Assess implements Callable<Integer> {

  /// How the report is written to standard output.
  enum Format {
    TEXT(null),
    JSON(ReportFormat.JSON),
    MD(ReportFormat.MD),
    SARIF(ReportFormat.SARIF),
    JUNIT(ReportFormat.JUNIT),
    OSCAL(ReportFormat.OSCAL),
    HTML(ReportFormat.HTML),
    HDF(ReportFormat.HDF),
    POLICYREPORT(ReportFormat.POLICYREPORT),
    OPENREPORTS(ReportFormat.OPENREPORTS);

    /// Null: not the whole report.
    private final @Nullable ReportFormat whole;

    Format(@Nullable ReportFormat whole) {
      this.whole = whole;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ManifestOptions manifests = new ManifestOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files and folders of manifests, together one cluster; or a snapshot file.")
  private List<Path> paths = List.of();

  @Option(
      names = "--scope",
      required = true,
      paramLabel = "FILE",
      description = "The scope: zones, authorised flows, administrators.")
  private Path scope = Path.of("");

  @Option(
      names = "--framework",
      paramLabel = "FRAMEWORK",
      description = "Only by this one: pci-dss, soc2, or one of --framework-file (default: all).")
  private @Nullable String framework;

  @Option(
      names = "--framework-file",
      paramLabel = "FILE",
      description =
          "A framework of your own, whose requirements rest on the checks that there are (docs/frameworks). May be given several times.")
  private List<Path> frameworkFiles = List.of();

  @Option(
      names = "--exceptions",
      paramLabel = "FILE",
      description =
          "Exceptions that were approved (schema exceptions.v1.json): their findings do not count while they are in force.")
  private @Nullable Path exceptions;

  @Option(
      names = "--probes",
      paramLabel = "FILE",
      description =
          "Results of the probes of `probes plan`: JSON, or JUnit XML with a test case a probe. May be given several times.")
  private List<Path> probes = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write the report to this folder in every format: report.json, report.pdf, report-executive.pdf (its first two pages), report.html, report-csv.zip, …")
  private @Nullable Path out;

  @Option(
      names = "--templates",
      paramLabel = "DIR",
      description =
          "Your own words, look and logo for report.pdf: texts.properties, layout.properties, logo.png (report-templates/README.md).")
  private @Nullable Path templates;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "What goes to standard output: ${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.TEXT;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "What to call the cluster (default: as the folder is called).")
  private @Nullable String cluster;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description =
          "When expiries are judged, and the time of a folder: a date, or an instant such as 2026-03-31T12:00:00Z (default: the snapshot's own time, for a folder now).")
  private @Nullable String asOf;

  @Option(
      names = "--strict",
      description = "Count requirements too that need a history, which manifests have not.")
  private boolean strict;

  @Override
  public Integer call() {
    AssessManifests assessment =
        AssessManifests.of(
            new AssessManifests.Request(
                paths,
                scope,
                cluster,
                framework,
                frameworkFiles,
                exceptions,
                probes,
                AsOf.instant(asOf),
                manifests.choice(),
                strict ? AssessManifests.Counting.ALL : AssessManifests.Counting.EXAMINED),
            Clock.systemUTC());
    Messages.print(assessment.messages(), spec.commandLine().getErr());
    PrintWriter answer = spec.commandLine().getOut();
    answer.print(format.whole == null ? assessment.text() : assessment.text(format.whole));
    answer.flush();
    if (out != null) {
      assessment
          .write(out, templates)
          .forEach(file -> spec.commandLine().getErr().println("wrote " + file));
    }
    return assessment.verdict() == AssessManifests.Verdict.GOOD ? 0 : 1;
  }
}
