package dev.palisade.render.pdf;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.ObjectChange;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A comparison as PDF, in the look of the reports; with the canonical JSON inside.
public final class ComparisonPdf {
  private static final int CONTEXT = 3;

  private ComparisonPdf() {}

  /// With the words and the look that come with the program.
  public static void write(Comparison comparison, byte[] canonicalJson, OutputStream out) {
    write(comparison, canonicalJson, Templates.shipped(), out);
  }

  /// The same comparison, JSON and templates give the same bytes. Does not close the stream.
  public static void write(
      Comparison comparison, byte[] canonicalJson, Templates templates, OutputStream out) {
    Texts texts = templates.texts();
    String cluster = comparison.after().cluster();
    String name =
        comparison.before().digest().substring(0, 8)
            + "-"
            + comparison.after().digest().substring(0, 8);
    String title = texts.get("comparison.title");
    var printed =
        new PrintedDocument(
            new Metadata(
                title + ": " + cluster,
                texts.get("issuer.name"),
                texts.get("language"),
                comparison.after().takenAt(),
                "comparison " + cluster + " " + name),
            title + " · " + cluster,
            "comparison-" + name + ".json",
            texts.get("attachment.comparison"),
            canonicalJson,
            "");
    printed.write(
        templates,
        out,
        flow -> {
          Pen pen = new Pen(flow, texts, Set.of(), target -> true);
          top(pen, comparison, printed);
          new ComparisonPages(pen, comparison).body();
          texts(pen, comparison.objects());
        });
  }

  private static void top(Pen pen, Comparison comparison, PrintedDocument printed) {
    Flow flow = pen.flow;
    flow.section();
    flow.paragraph(pen.text("issuer.name"), "issuer");
    flow.heading(1, pen.text("comparison.title"), null);
    flow.paragraph(pen.text("comparison.cluster", comparison.after().cluster()), "lead");
    pen.facts(
        List.of(
            fact(pen, "column.before", comparison.before()),
            fact(pen, "column.after", comparison.after())));
    flow.paragraph(pen.text("comparison.attached", printed.attachment(), printed.digest()), "note");
  }

  private static Pen.Fact fact(Pen pen, String name, Comparison.Moment state) {
    String at = Pen.time(state.takenAt());
    String when =
        state.sequence() == null ? at : pen.text("fact.snapshot.numbered", at, state.sequence());
    return new Pen.Fact(
        name, List.of(pen.td(state.cluster() + ", " + when + ", "), pen.tdMono(state.digest())));
  }

  private static void texts(Pen pen, List<ObjectChange> objects) {
    if (objects.isEmpty()) {
      return;
    }
    pen.flow.heading(2, pen.text("comparison.text"), null);
    for (ObjectChange object : objects) {
      List<String> before = lines(object.before());
      List<String> after = lines(object.after());
      List<String> unified =
          UnifiedDiffUtils.generateUnifiedDiff(
              before.isEmpty() ? "/dev/null" : object.toString(),
              after.isEmpty() ? "/dev/null" : object.toString(),
              before,
              DiffUtils.diff(before, after),
              CONTEXT);
      if (!unified.isEmpty()) {
        pen.flow.heading(3, object.toString(), null);
        pen.flow.code(String.join("\n", unified));
      }
    }
  }

  private static List<String> lines(@Nullable String text) {
    return text == null ? List.of() : text.lines().toList();
  }
}
