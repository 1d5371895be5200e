package dev.palisade.render.svg;

import dev.palisade.analysis.reachability.outline.Outline;
import dev.palisade.analysis.reachability.outline.Outline.Arrow;
import dev.palisade.analysis.reachability.outline.Outline.Box;
import dev.palisade.analysis.reachability.outline.Outline.Extent;
import dev.palisade.analysis.reachability.outline.Outline.Node;
import dev.palisade.analysis.reachability.outline.Outline.Tip;
import dev.palisade.analysis.reachability.outline.Outline.View;
import dev.palisade.render.svg.Drawing.Align;
import dev.palisade.render.svg.Drawing.Figure;
import dev.palisade.render.svg.Drawing.Mark;
import dev.palisade.render.svg.Drawing.Mark.Panel;
import dev.palisade.render.svg.Drawing.Mark.Words;
import dev.palisade.render.svg.Drawing.Point;
import dev.palisade.render.svg.Drawing.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.core.options.Direction;
import org.jspecify.annotations.Nullable;

/// An outline as boxes and arrows: who sends from outside stands on the left, who receives on the
/// right.
final class OutlinePicture {
  private static final double BAND = 4;
  private static final double LINE = 14.5;
  private static final double SMALL_LINE = 13;

  /// Width by height of what fits on a page.
  private static final double PAGE = 1.5;

  /// What is no farther from that is good enough.
  private static final double FITTING = 1.7;

  /// A line of a node or of a box's head.
  private record Line(String text, Lettering lettering, double height) {}

  /// What a number of the placement stands for.
  ///
  /// @param band on its left side, which tells the category of a zone
  private record Placed(
      int number,
      List<Line> lines,
      Surface surface,
      double radius,
      Role role,
      String tooltip,
      @Nullable Surface band) {}

  private final Outline outline;
  private final Wording wording;
  private final Placement placement;
  private final Map<Tip, Placed> senders = new HashMap<>();
  private final Map<Tip, Placed> receivers = new HashMap<>();
  private final List<Placed> placed = new ArrayList<>();
  private final List<Integer> arrows = new ArrayList<>();

  private OutlinePicture(Outline outline, Direction direction) {
    this.outline = outline;
    this.placement = new Placement(direction);
    this.wording = new Wording(outline);
  }

  /// @param top where the picture may begin
  static Body of(Outline outline, double top) {
    OutlinePicture across = new OutlinePicture(outline, Direction.RIGHT);
    across.arrange();
    if (across.departure() <= FITTING) {
      return across.body(top);
    }
    OutlinePicture down = new OutlinePicture(outline, Direction.DOWN);
    down.arrange();
    return (across.departure() <= down.departure() ? across : down).body(top);
  }

  /// How far the picture is from the form of a page on its side; 1 where it has it.
  private double departure() {
    double form = placement.width() / placement.height() / PAGE;
    return Math.max(form, 1 / form);
  }

  /// What stands between caption and legend.
  record Body(double width, double height, List<Figure> figures) {
    Body {
      figures = List.copyOf(figures);
    }
  }

  private void arrange() {
    for (int b = 0; b < outline.boxes().size(); b++) {
      box(b);
    }
    outside(outline.sources(), senders, Placement.Side.SOURCE, "From outside");
    outside(outline.destinations(), receivers, Placement.Side.DESTINATION, "To outside");
    for (Arrow arrow : outline.arrows()) {
      Placed from = senders.computeIfAbsent(arrow.from(), tip -> everyone(Placement.Side.SOURCE));
      Placed to =
          receivers.computeIfAbsent(arrow.to(), tip -> everyone(Placement.Side.DESTINATION));
      String label = Wording.brief(arrow.traffic());
      arrows.add(
          placement.arrow(
              from.number,
              to.number,
              Breadth.of(arrow.traffic()).solid().width(),
              label,
              Lettering.TRAFFIC.width(label) + 6,
              SMALL_LINE));
    }
    placement.place();
  }

  private void box(int index) {
    Box box = outline.boxes().get(index);
    List<Line> head = new ArrayList<>();
    head.add(new Line(Wording.name(box), Lettering.HEAD, LINE + 1));
    wording.notes(box).forEach(note -> head.add(new Line(note, Lettering.SMALL, SMALL_LINE)));
    boolean detailed = outline.view() == View.WORKLOADS && !isOneForAll(box);
    Surface surface = !detailed && outline.isIsolated(index, 0) ? Surface.ISOLATED : Surface.BOX;
    if (surface == Surface.ISOLATED) {
      head.add(new Line("no allowed traffic", Lettering.SMALL, SMALL_LINE));
    }
    double width = width(head) + 28;
    double height = height(head) + 8;
    int number =
        detailed
            ? placement.box(Placement.Side.ANY, width, height)
            : placement.node(Placement.Side.ANY, width, height + 10);
    Placed whole =
        new Placed(
            number, head, surface, 6, Role.BOX, Wording.all(box), Surface.band(box.category()));
    add(new Tip.OfBox(index), whole);
    if (detailed) {
      for (int n = 0; n < box.nodes().size(); n++) {
        node(index, n, number);
      }
    }
  }

  /// A box of many namespaces whose workloads are all alike needs no node within.
  private static boolean isOneForAll(Box box) {
    return box.names().size() > 3;
  }

  private void node(int box, int index, int parent) {
    Box around = outline.boxes().get(box);
    Node node = around.nodes().get(index);
    List<Line> lines = new ArrayList<>();
    Wording.lines(around, node).forEach(name -> lines.add(new Line(name, Lettering.BODY, LINE)));
    String note = Wording.note(node);
    if (!note.isEmpty()) {
      lines.add(new Line(note, Lettering.SMALL, SMALL_LINE));
    }
    boolean isolated = outline.isIsolated(box, index);
    if (isolated) {
      lines.add(new Line("no allowed traffic", Lettering.SMALL, SMALL_LINE));
    }
    Placed placedNode =
        new Placed(
            placement.node(parent, width(lines) + 20, height(lines) + 12),
            lines,
            isolated ? Surface.ISOLATED : Surface.NODE,
            4,
            Role.NODE,
            Wording.all(node),
            null);
    add(new Tip.OfNode(box, index), placedNode);
  }

  private void add(Tip tip, Placed what) {
    placed.add(what);
    senders.put(tip, what);
    receivers.put(tip, what);
  }

  /// Several ranges of addresses stand in a box, so that an arrow can speak of all.
  private void outside(List<Node> nodes, Map<Tip, Placed> tips, Placement.Side side, String name) {
    int ranges = (int) nodes.stream().filter(node -> !node.addresses().isEmpty()).count();
    int box = -1;
    if (ranges > 1) {
      List<Line> head = List.of(new Line(name, Lettering.HEAD, LINE + 1));
      box = placement.box(side, width(head) + 28, height(head) + 8);
      Placed whole = new Placed(box, head, Surface.OUTSIDE, 0, Role.BOX, "", null);
      placed.add(whole);
      tips.put(new Tip.AllOutside(), whole);
    }
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      List<Line> lines = new ArrayList<>();
      for (String line : Wording.outside(node)) {
        lines.add(
            lines.isEmpty()
                ? new Line(line, Lettering.HEAD, LINE + 1)
                : new Line(line, Lettering.SMALL, SMALL_LINE));
      }
      double width = width(lines) + 24;
      double height = height(lines) + 14;
      boolean within = box >= 0 && !node.addresses().isEmpty();
      int number =
          within ? placement.node(box, width, height) : placement.node(side, width, height);
      Placed end =
          new Placed(
              number,
              lines,
              within ? Surface.NODE : Surface.OUTSIDE,
              0,
              Role.NODE,
              Wording.all(node),
              null);
      placed.add(end);
      tips.put(new Tip.Outside(i), end);
    }
  }

  private Placed everyone(Placement.Side side) {
    List<Line> lines =
        List.of(
            new Line("Every workload", Lettering.HEAD, LINE + 1),
            new Line("of the cluster", Lettering.SMALL, SMALL_LINE));
    Placed end =
        new Placed(
            placement.node(side, width(lines) + 24, height(lines) + 14),
            lines,
            Surface.EVERYONE,
            12,
            Role.NODE,
            "every workload of the cluster",
            null);
    placed.add(end);
    return end;
  }

  private static double width(Collection<Line> lines) {
    return lines.stream().mapToDouble(l -> l.lettering.width(l.text)).max().orElse(0);
  }

  private static double height(Collection<Line> lines) {
    return lines.stream().mapToDouble(Line::height).sum();
  }

  private Body body(double top) {
    List<Figure> figures = new ArrayList<>();
    for (Placed what : placed) {
      figures.add(figure(what, top));
    }
    List<Figure> labels = new ArrayList<>();
    for (int i = 0; i < arrows.size(); i++) {
      Arrow arrow = outline.arrows().get(i);
      String sentence = wording.sentence(arrow);
      figures.add(new Figure(Role.ARROW, sentence, line(arrow, arrows.get(i), top)));
      Panel label = down(placement.label(arrows.get(i)), top);
      String text = Wording.brief(arrow.traffic());
      labels.add(
          new Figure(
              Role.ARROW,
              sentence,
              List.of(
                  label,
                  new Words(
                      label.x() + label.width() / 2,
                      label.y() + label.height() - 3,
                      text,
                      Lettering.TRAFFIC,
                      Align.MIDDLE))));
    }
    // words last, so that no line crosses them
    figures.addAll(labels);
    return new Body(placement.width(), placement.height(), figures);
  }

  private static Panel down(Panel panel, double top) {
    return new Panel(
        panel.x(), panel.y() + top, panel.width(), panel.height(), panel.radius(), panel.surface());
  }

  private Figure figure(Placed what, double top) {
    Panel panel = down(placement.panel(what.number, what.radius, what.surface), top);
    List<Mark> marks = new ArrayList<>(List.of(panel));
    if (what.band != null) {
      marks.add(new Panel(panel.x(), panel.y() + 6, BAND, panel.height() - 12, 0, what.band));
    }
    boolean box = what.role == Role.BOX;
    double y = panel.y() + (box ? 7 : (panel.height() - height(what.lines)) / 2);
    for (Line line : what.lines) {
      double x = panel.x() + (box ? 14 : panel.width() / 2);
      Align align = box ? Align.LEFT : Align.MIDDLE;
      marks.add(new Words(x, y + line.height - 3.5, line.text, line.lettering, align));
      y += line.height;
    }
    return new Figure(what.role, what.tooltip, marks);
  }

  private List<Mark> line(Arrow arrow, int number, double top) {
    boolean outside = Wording.isOutside(arrow.from()) || Wording.isOutside(arrow.to());
    Stroke stroke = Breadth.of(arrow.traffic()).stroke(outside);
    List<Point> points =
        placement.points(number).stream().map(p -> new Point(p.x(), p.y() + top)).toList();
    return Arrows.of(points, stroke, arrow.extent() == Extent.SOME);
  }
}
