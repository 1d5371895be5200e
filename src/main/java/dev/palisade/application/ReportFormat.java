package dev.palisade.application;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// A format in which a report is shown; `docs/formats.md` says how outcomes appear in each.
public enum ReportFormat {
  /// The report's own, in which it is kept: all others are made from it.
  JSON(Type.JSON, ".json"),
  PDF(Type.PDF, ".pdf"),
  HTML(Type.HTML, ".html"),
  /// Sheets in a ZIP.
  CSV(Type.ZIP, "-csv.zip"),
  /// Markdown.
  MD(Type.MARKDOWN, ".md"),
  OSCAL(Type.OSCAL, ".oscal.json"),
  SARIF(Type.SARIF, ".sarif"),
  JUNIT(Type.JUNIT, ".junit.xml"),
  /// Heimdall Data Format.
  HDF(Type.HDF, ".hdf.json"),
  POLICYREPORT(Type.POLICYREPORT, ".policyreport.yaml"),
  OPENREPORTS(Type.OPENREPORTS, ".openreports.yaml");

  /// Media types. Those of formats that have none of their own stand in the vendor tree.
  public static final class Type {
    public static final String JSON = "application/json";
    public static final String PDF = "application/pdf";
    public static final String HTML = "text/html";
    public static final String ZIP = "application/zip";
    public static final String MARKDOWN = "text/markdown";
    public static final String OSCAL = "application/oscal+json";
    public static final String SARIF = "application/sarif+json";
    public static final String JUNIT = "application/vnd.palisade.junit+xml";
    public static final String HDF = "application/vnd.palisade.hdf+json";
    public static final String POLICYREPORT = "application/vnd.palisade.policyreport+yaml";
    public static final String OPENREPORTS = "application/vnd.palisade.openreports+yaml";

    private Type() {}
  }

  private final String mediaType;
  private final String ending;

  ReportFormat(String mediaType, String ending) {
    this.mediaType = mediaType;
    this.ending = ending;
  }

  public String mediaType() {
    return mediaType;
  }

  /// What a file of a report is called.
  ///
  /// @param name of the report
  public String fileName(String name) {
    return name + ending;
  }

  /// @throws UnusableInput if there is none of that name
  public static ReportFormat of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new UnusableInput("there is no format \"" + name + "\": offered are " + names()));
  }

  /// All of them, for people.
  public static String names() {
    return Arrays.stream(values()).map(ReportFormat::toString).collect(Collectors.joining(", "));
  }

  /// `json`, `pdf`, …
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
