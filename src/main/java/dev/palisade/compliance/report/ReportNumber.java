package dev.palisade.compliance.report;

import java.util.Locale;

/// `CLUSTER-FRAMEWORK-YYYY-NNNN`: counted per cluster and year without gaps, from 1.
///
/// @param cluster the cluster's name in capitals; what is neither letter nor digit becomes `-`
/// @param framework `ALL` when the report covers more than one
/// @param sequence 0 for a report that was not issued: an assessment of the command line
public record ReportNumber(String cluster, String framework, int year, int sequence) {

  /// Framework of a combined report.
  public static final String ALL = "ALL";

  public ReportNumber {
    cluster = word(cluster);
    framework = word(framework);
    if (sequence < 0) {
      throw new IllegalArgumentException("report numbers begin at 0, not " + sequence);
    }
  }

  private static String word(String text) {
    String word = text.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
    String trimmed = word.replaceAll("^-|-$", "");
    return trimmed.isEmpty() ? "UNNAMED" : trimmed;
  }

  @Override
  public String toString() {
    return "%s-%s-%04d-%04d".formatted(cluster, framework, year, sequence);
  }
}
