package dev.palisade.render.svg;

import dev.palisade.render.svg.Drawing.Mark.Panel;
import dev.palisade.render.svg.Drawing.Point;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.elk.alg.layered.options.LayerConstraint;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.math.KVector;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.options.SizeConstraint;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/// Places boxes within boxes, and arrows between them, in layers from left to right: no two
/// overlap, arrows bend at right angles and go around boxes, and their labels have room. The same
/// boxes and arrows give the same places.
final class Placement {
  /// In which layer a box stands.
  enum Side {
    /// Left of all others.
    SOURCE,
    ANY,
    /// Right of all others.
    DESTINATION
  }

  /// What was placed, by its number.
  private final List<ElkNode> nodes = new ArrayList<>();

  private final List<ElkEdge> edges = new ArrayList<>();
  private final ElkNode root = ElkGraphUtil.createGraph();

  static {
    // knows how to copy what options hold, too
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
  }

  /// @param direction of most arrows
  Placement(Direction direction) {
    root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    root.setProperty(CoreOptions.DIRECTION, direction);
    root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    root.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
    root.setProperty(CoreOptions.RANDOM_SEED, 1);
    root.setProperty(CoreOptions.PADDING, new ElkPadding(4, 16, 4, 16));
    root.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
    space(root);
  }

  private static void space(ElkNode graph) {
    graph.setProperty(CoreOptions.SPACING_NODE_NODE, 20.0);
    graph.setProperty(CoreOptions.SPACING_EDGE_NODE, 12.0);
    graph.setProperty(CoreOptions.SPACING_EDGE_EDGE, 9.0);
    graph.setProperty(CoreOptions.SPACING_EDGE_LABEL, 3.0);
    graph.setProperty(CoreOptions.SPACING_LABEL_LABEL, 3.0);
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 30.0);
    graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 12.0);
    graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 9.0);
  }

  /// A box that holds others.
  ///
  /// @param width of its heading, which is kept free where arrows do not come in: at the top if
  ///   they go to the right, at the left if they go down
  /// @param head height of the heading
  int box(Side side, double width, double head) {
    ElkNode node = ElkGraphUtil.createNode(root);
    stand(node, side);
    boolean down = root.getProperty(CoreOptions.DIRECTION) == Direction.DOWN;
    node.setProperty(
        CoreOptions.PADDING,
        down ? new ElkPadding(16, 14, 16, width - 4) : new ElkPadding(head + 12, 14, 14, 14));
    node.setProperty(CoreOptions.NODE_SIZE_CONSTRAINTS, EnumSet.of(SizeConstraint.MINIMUM_SIZE));
    node.setProperty(CoreOptions.NODE_SIZE_MINIMUM, new KVector(width, head + 24));
    space(node);
    nodes.add(node);
    return nodes.size() - 1;
  }

  int node(int box, double width, double height) {
    return add(nodes.get(box), width, height);
  }

  int node(Side side, double width, double height) {
    int number = add(root, width, height);
    stand(nodes.get(number), side);
    return number;
  }

  private static void stand(ElkNode node, Side side) {
    switch (side) {
      case SOURCE ->
          node.setProperty(LayeredOptions.LAYERING_LAYER_CONSTRAINT, LayerConstraint.FIRST);
      case DESTINATION ->
          node.setProperty(LayeredOptions.LAYERING_LAYER_CONSTRAINT, LayerConstraint.LAST);
      case ANY -> {}
    }
  }

  private int add(ElkNode parent, double width, double height) {
    ElkNode node = ElkGraphUtil.createNode(parent);
    node.setDimensions(width, height);
    nodes.add(node);
    return nodes.size() - 1;
  }

  /// An arrow with a label in its middle.
  int arrow(
      int from, int to, double thickness, String text, double labelWidth, double labelHeight) {
    ElkEdge edge = ElkGraphUtil.createSimpleEdge(nodes.get(from), nodes.get(to));
    edge.setProperty(CoreOptions.EDGE_THICKNESS, thickness);
    ElkLabel label = ElkGraphUtil.createLabel(text, edge);
    label.setDimensions(labelWidth, labelHeight);
    label.setProperty(CoreOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
    label.setProperty(CoreOptions.EDGE_LABELS_INLINE, true);
    edges.add(edge);
    return edges.size() - 1;
  }

  void place() {
    new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
  }

  double width() {
    return root.getWidth();
  }

  double height() {
    return root.getHeight();
  }

  Panel panel(int node, double radius, Surface surface) {
    ElkNode placed = nodes.get(node);
    Point corner = absolute(placed.getParent(), placed.getX(), placed.getY());
    return new Panel(
        corner.x(), corner.y(), placed.getWidth(), placed.getHeight(), radius, surface);
  }

  List<Point> points(int arrow) {
    ElkEdge edge = edges.get(arrow);
    ElkNode around = edge.getContainingNode();
    List<Point> points = new ArrayList<>();
    for (ElkEdgeSection section : edge.getSections()) {
      points.add(absolute(around, section.getStartX(), section.getStartY()));
      section.getBendPoints().forEach(p -> points.add(absolute(around, p.getX(), p.getY())));
      points.add(absolute(around, section.getEndX(), section.getEndY()));
    }
    return points;
  }

  Panel label(int arrow) {
    ElkEdge edge = edges.get(arrow);
    ElkLabel label = edge.getLabels().getFirst();
    Point corner = absolute(edge.getContainingNode(), label.getX(), label.getY());
    return new Panel(corner.x(), corner.y(), label.getWidth(), label.getHeight(), 2, Surface.BLANK);
  }

  private static Point absolute(ElkNode around, double x, double y) {
    ElkNode node = around;
    double left = x;
    double top = y;
    while (node != null && node.getParent() != null) {
      left += node.getX();
      top += node.getY();
      node = node.getParent();
    }
    return new Point(left, top);
  }
}
