package dev.palisade.render.markdown;

import dev.palisade.compliance.reperformance.Cause;
import dev.palisade.compliance.reperformance.Difference;
import dev.palisade.compliance.reperformance.Reassessment;
import dev.palisade.compliance.reperformance.Reassessment.Again;
import dev.palisade.compliance.reperformance.Reperformance;
import dev.palisade.compliance.reperformance.SampledItem;
import dev.palisade.compliance.reperformance.SampledItem.RawObject;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A re-performance as an auditor's working paper in Markdown: what was drawn and how, the facts,
/// what was concluded again, and room for a signature.
public final class ReperformanceMarkdown {
  private ReperformanceMarkdown() {}

  public static String of(Reperformance r) {
    StringBuilder text = new StringBuilder();
    text.append("# Working paper: re-performance ").append(r.id()).append("\n\n");
    text.append("**Conclusion: ")
        .append(r.conclusion().toString().toUpperCase(Locale.ROOT))
        .append(".** ")
        .append(sentence(r.conclusion()))
        .append("\n\n## Sample\n\n");
    row(text, "what", "value");
    row(text, "---", "---");
    row(text, "cluster", r.cluster());
    row(text, "population", r.asked().population().toString());
    row(text, "snapshots", r.asked().fromSnapshot() + " to " + r.asked().toSnapshot());
    row(text, "report", or(r.asked().report(), "none"));
    row(text, "asked for", r.asked().requestedAt() + " by " + r.asked().requestedBy());
    row(text, "performed", r.performedAt().toString());
    row(text, "algorithm", r.sample().algorithm());
    row(text, "seed", r.sample().seed() + " (" + r.asked().seedOrigin() + ")");
    row(text, "population's size", Integer.toString(r.sample().populationSize()));
    row(text, "population's SHA-256", r.sample().populationDigest());
    row(text, "drawn", r.sample().drawn().size() + " of " + r.asked().size() + " asked for");
    text.append("\n## Items\n");
    r.items().forEach(item -> item(text, item));
    text.append("\n## Judged again\n");
    r.assessments().forEach(assessment -> assessment(text, assessment));
    return text.append(
            "\n## Auditor\n\n| conclusion | name | date | signature |\n| --- | --- | --- | --- |\n|  |  |  |  |\n")
        .toString();
  }

  /// What a conclusion means.
  public static String sentence(Reperformance.Conclusion conclusion) {
    return switch (conclusion) {
      case REPRODUCED ->
          "Judged again by what held at the time, everything came out as it was reported, byte by"
              + " byte.";
      case EXPLAINED ->
          "Not everything could be held against a report byte by byte; what differs has an"
              + " explanation below.";
      case UNEXPLAINED ->
          "SOMETHING DIFFERS THAT NOTHING EXPLAINS: a fault of Palisade, or evidence was changed."
              + " Run palisade verify --store, and ask for the cause.";
    };
  }

  private static void item(StringBuilder text, SampledItem item) {
    text.append("\n### ").append(cell(item.says())).append("\n\n");
    row(text, "what", "value");
    row(text, "---", "---");
    row(text, "key", item.key());
    row(text, "hash", item.hash());
    SampledItem.Followed finding = item.finding();
    if (finding != null) {
      row(text, "reported", finding.reported());
      row(text, "judged again as it was", or(finding.then(), "not there"));
      row(text, "judged again today", or(finding.today(), "not there"));
    }
    for (SampledItem.Listed call : item.calls()) {
      row(
          text,
          "list call",
          "snapshot %d: %s %s, %d objects, resourceVersion %s, %s"
              .formatted(
                  call.snapshot(),
                  call.apiVersion(),
                  call.kind(),
                  call.count(),
                  or(call.resourceVersion(), "none"),
                  call.state()));
    }
    for (SampledItem.Missed gap : item.gaps()) {
      row(
          text,
          "gap",
          "snapshot %d: %s, %s: %s"
              .formatted(gap.snapshot(), gap.kind(), gap.reason(), gap.message()));
    }
    item.objects().forEach(object -> object(text, object));
  }

  private static void object(StringBuilder text, RawObject object) {
    text.append('\n')
        .append(
            cell(
                "%s %s%s, in snapshots %d to %s, SHA-256 %s"
                    .formatted(
                        object.kind(),
                        object.namespace() == null ? "" : object.namespace() + "/",
                        object.name(),
                        object.firstSnapshot(),
                        object.lastSnapshot() == null ? "now" : object.lastSnapshot(),
                        object.digest())))
        .append(":\n\n");
    if (object.unavailable() != null) {
      text.append("**")
          .append(object.unavailable().state().toString().toUpperCase(Locale.ROOT))
          .append("**: ")
          .append(cell(object.unavailable().message()))
          .append('\n');
    } else {
      text.append("    ").append(object.content()).append('\n');
    }
  }

  private static void assessment(StringBuilder text, Reassessment a) {
    text.append("\n### Snapshot ")
        .append(a.snapshot())
        .append(" of ")
        .append(a.takenAt())
        .append("\n\n");
    Reassessment.Reported report = a.report();
    text.append(
            report == null
                ? "No report was issued on it."
                : "Held against report %s-v%d of %s, SHA-256 `%s`."
                    .formatted(
                        cell(report.number()),
                        report.version(),
                        report.issuedAt(),
                        report.digest()))
        .append('\n');
    if (a.unavailable() != null) {
      text.append("\n**")
          .append(a.unavailable().state().toString().toUpperCase(Locale.ROOT))
          .append("**: ")
          .append(cell(a.unavailable().message()))
          .append('\n');
    }
    again(text, "By what held at the time", a.then());
    again(text, "By what holds today", a.today());
  }

  private static void again(StringBuilder text, String title, @Nullable Again again) {
    if (again == null) {
      return;
    }
    Reassessment.By by = again.by();
    text.append("\n#### ").append(title).append("\n\n");
    row(text, "what", "value");
    row(text, "---", "---");
    row(text, "as of", by.asOf().toString());
    row(text, "engine", by.program().engine() + ", " + by.program().translator());
    row(
        text,
        "catalogue",
        by.program().catalogue() + ", SHA-256 " + by.program().catalogueDigest());
    row(text, "scope", "version " + by.scopeVersion() + ", SHA-256 " + by.scopeDigest());
    row(
        text,
        "settings",
        "dialect "
            + by.dialect()
            + by.settings().entrySet().stream()
                .map(e -> ", " + e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining()));
    row(
        text,
        "exceptions",
        by.exceptions().isEmpty() ? "none" : String.join(", ", by.exceptions()));
    if (again.identical() != null) {
      row(text, "byte by byte the report", again.identical() ? "yes" : "NO");
    }
    row(text, "conclusions that are the same", Integer.toString(again.same()));
    differences(text, again);
  }

  private static void differences(StringBuilder text, Again again) {
    if (again.differences().isEmpty()) {
      return;
    }
    text.append('\n');
    row(text, "what", "reported", "again", "because");
    row(text, "---", "---", "---", "---");
    for (Difference d : again.differences()) {
      row(
          text,
          d.what() + " " + d.name(),
          or(d.reported(), "not there"),
          or(d.again(), "not there"),
          d.because().stream().map(ReperformanceMarkdown::words).collect(Collectors.joining("; ")));
    }
  }

  private static String words(Cause cause) {
    String name =
        cause.cause() == Cause.Kind.UNEXPLAINED ? "UNEXPLAINED" : cause.cause().toString();
    return name + ": " + cause.detail();
  }

  private static void row(StringBuilder text, String... cells) {
    text.append('|');
    for (String cell : cells) {
      text.append(' ').append(cell(cell)).append(" |");
    }
    text.append('\n');
  }

  private static String cell(String text) {
    return ComparisonMarkdown.cell(text);
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
