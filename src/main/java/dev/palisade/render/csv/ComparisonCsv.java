package dev.palisade.render.csv;

import dev.palisade.compliance.diff.Comparison;

/// A comparison as one table (RFC 4180), all its layers; every cell is inert, see [Csv#inert].
public final class ComparisonCsv {
  private ComparisonCsv() {}

  public static String of(Comparison comparison) {
    return ChangeSheet.of(comparison).toString();
  }
}
