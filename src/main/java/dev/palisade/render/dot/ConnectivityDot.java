package dev.palisade.render.dot;

import dev.palisade.analysis.reachability.connectivity.ConnectivityMap;
import dev.palisade.analysis.reachability.connectivity.IngressController;
import dev.palisade.analysis.reachability.connectivity.MapEnd;
import dev.palisade.render.text.TrafficTexts;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A map in the language of Graphviz: a cluster for each namespace, in it a node for each workload
/// (or pod), an edge for each line of the map. Addresses and ingress controllers are outside of all
/// clusters. Nodes are called as in the other formats.
public final class ConnectivityDot {
  private final ConnectivityMap map;
  private final PrintWriter out;
  private final TrafficTexts texts = new TrafficTexts();

  private ConnectivityDot(ConnectivityMap map, PrintWriter out) {
    this.map = map;
    this.out = out;
  }

  public static void write(ConnectivityMap map, PrintWriter out) {
    new ConnectivityDot(map, out).write();
  }

  private void write() {
    line("digraph connectivity {");
    line("  graph [rankdir=LR, compound=true, fontname=\"Helvetica\"];");
    line("  node [shape=box, fontname=\"Helvetica\", fontsize=11];");
    line("  edge [fontname=\"Helvetica\", fontsize=9];");
    nodes();
    map.forEachFlow(
        (source, destination, traffic) ->
            line(
                "  %s -> %s [label=%s];"
                    .formatted(
                        quoted(source.name()),
                        quoted(destination.name()),
                        quoted(texts.of(traffic)))));
    line("}");
    out.flush();
  }

  /// All workloads, if the map has all: one without edges has no traffic. Of a limited map, and of
  /// addresses, those that an edge touches.
  private void nodes() {
    Set<String> touched = new HashSet<>();
    map.forEachFlow(
        (source, destination, traffic) -> {
          touched.add(source.name());
          touched.add(destination.name());
        });
    SortedMap<String, List<String>> namespaces = new TreeMap<>();
    List<MapEnd> outside = new ArrayList<>();
    for (MapEnd end : map.ends()) {
      int slash = end.name().indexOf('/');
      if (end.isAddress() || end.name().equals(IngressController.NAME)) {
        outside.add(end);
      } else if (map.isWhole() || touched.contains(end.name())) {
        namespaces
            .computeIfAbsent(end.name().substring(0, slash), n -> new ArrayList<>())
            .add(end.name());
      }
    }
    namespaces.forEach(
        (namespace, names) -> {
          line("  subgraph %s {".formatted(quoted("cluster_" + namespace)));
          line("    label=%s;".formatted(quoted(namespace)));
          names.forEach(
              name ->
                  line(
                      "    %s [label=%s];"
                          .formatted(
                              quoted(name), quoted(name.substring(namespace.length() + 1)))));
          line("  }");
        });
    outside.stream()
        .filter(end -> touched.contains(end.name()))
        .forEach(end -> line("  %s [shape=%s];".formatted(quoted(end.name()), shape(end))));
  }

  private static String shape(MapEnd end) {
    return end.isAddress() ? "ellipse" : "hexagon";
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  /// A quoted identifier, in which a quotation mark is the only letter that could end it. Graphviz
  /// reads a backslash in a label as the beginning of an escape: doubled, it stands for itself.
  static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", "\ufffd")
        + '"';
  }
}
