package dev.palisade.application;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The formats in which a report over several clusters is shown. The others have one cluster's
/// objects, findings or results as their subject: what stands in them is to be taken from the
/// reports on the clusters, which it names.
public final class GroupReportFormat {
  /// All of them.
  public static final List<ReportFormat> OFFERED =
      List.of(
          ReportFormat.JSON,
          ReportFormat.PDF,
          ReportFormat.HTML,
          ReportFormat.CSV,
          ReportFormat.MD);

  private GroupReportFormat() {}

  /// @throws UnusableInput if there is none of that name, or it is one for a single cluster
  public static ReportFormat of(String name) {
    ReportFormat format =
        Arrays.stream(ReportFormat.values())
            .filter(each -> each.toString().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new UnusableInput(
                        "there is no format \"" + name + "\": offered are " + names()));
    if (!OFFERED.contains(format)) {
      throw new UnusableInput(
          "a report over several clusters is offered as "
              + names()
              + ": for "
              + name
              + " take the report on each cluster, which it names");
    }
    return format;
  }

  private static String names() {
    return OFFERED.stream().map(ReportFormat::toString).collect(Collectors.joining(", "));
  }
}
