package dev.palisade.render.svg;

import dev.palisade.analysis.reachability.outline.Outline;
import dev.palisade.analysis.reachability.outline.Outline.View;
import dev.palisade.render.svg.Drawing.Figure;
import dev.palisade.render.svg.Drawing.Mark.Words;
import dev.palisade.render.svg.Drawing.Role;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// A map in outline as a picture with a caption and a legend.
public final class ConnectivitySvg {
  private static final double MARGIN = 16;
  private static final double NARROWEST = 620;
  private static final double TITLE_LINE = 24;
  private static final double NOTE_LINE = 16;

  private ConnectivitySvg() {}

  /// What is drawn.
  ///
  /// @param cluster what the cluster is called
  /// @param limits in words, such as `from shop/web`; empty: all of it
  public record Caption(String cluster, String limits) {}

  public static void write(Outline outline, Caption caption, PrintWriter out) {
    SvgWriter.write(draw(outline, caption), out);
  }

  /// The picture, for whoever writes it in another format.
  public static Drawing draw(Outline outline, Caption caption) {
    String title =
        "Allowed traffic: "
            + caption.cluster()
            + (caption.limits().isEmpty() ? "" : ", " + caption.limits());
    List<String> notes = notes(outline);
    double top = MARGIN + TITLE_LINE + notes.size() * NOTE_LINE + 10;
    OutlinePicture.Body body =
        switch (outline.view()) {
          case WORKLOADS, ZONES -> OutlinePicture.of(outline, top);
          case MATRIX -> MatrixPicture.of(outline, top);
        };
    double width = Math.max(NARROWEST, body.width() + 2 * MARGIN);
    OutlinePicture.Body legend =
        Legend.of(outline, MARGIN, top + body.height() + 14, width - MARGIN);
    List<Figure> figures = new ArrayList<>();
    String shown = Lettering.TITLE.cut(title, width - 2 * MARGIN);
    List<Drawing.Mark> head = new ArrayList<>();
    head.add(Words.of(MARGIN, MARGIN + 15, shown, Lettering.TITLE));
    double y = MARGIN + TITLE_LINE;
    for (String note : notes) {
      head.add(
          Words.of(MARGIN, y + 12, Lettering.NOTE.cut(note, width - 2 * MARGIN), Lettering.NOTE));
      y += NOTE_LINE;
    }
    figures.add(new Figure(Role.CAPTION, "", head));
    figures.addAll(body.figures());
    figures.addAll(legend.figures());
    return new Drawing(
        Math.max(width, legend.width() + MARGIN),
        top + body.height() + 14 + legend.height() + MARGIN,
        title,
        String.join(" ", notes),
        figures);
  }

  private static List<String> notes(Outline outline) {
    Wording wording = new Wording(outline);
    List<String> notes = new ArrayList<>();
    int zones = outline.boxes().stream().mapToInt(box -> box.names().size()).sum();
    notes.add(
        wording.workloads(outline.workloads())
            + (outline.coverage() == Outline.Coverage.WHOLE
                ? " in " + wording.zones(zones) + "."
                : ", of which those of " + wording.zones(zones) + " have a part in this.")
            + " Pods and IPv4 addresses; nodes are not drawn.");
    if (outline.view() != View.WORKLOADS) {
      notes.add(
          "Too much for a picture of workloads: "
              + switch (outline.kind()) {
                case NAMESPACES -> "namespaces";
                case DECLARED -> "zones";
              }
              + " are drawn as a whole.");
      notes.add("The format txt has every pair of workloads.");
    }
    if (outline.view() == View.MATRIX) {
      notes.add("Rows send, columns receive. What workloads send each other is on the diagonal.");
    }
    return notes;
  }
}
