package dev.palisade.analysis.reachability;

import dev.palisade.document.Node;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Ranges of ports in manifests, cut in two.
final class PortRanges {
  private static final Pattern RANGE = Pattern.compile("(\\d+):(\\d+)");

  private PortRanges() {}

  /// An item that is a range of ports, in the way of any dialect, as two; any other as it is.
  static List<Node> halves(Node item) {
    if (item instanceof StringNode(var text, var line)) {
      Matcher range = RANGE.matcher(text);
      if (range.matches()) {
        int first = Integer.parseInt(range.group(1));
        int last = Integer.parseInt(range.group(2));
        int middle = (first + last) / 2;
        return List.of(Node.text(first + ":" + middle), Node.text((middle + 1) + ":" + last));
      }
    }
    if (!(item instanceof ObjectNode(var fields, var line))) {
      return List.of(item);
    }
    Node port = fields.get("port");
    Node end = fields.get("endPort");
    if (port != null && end != null) {
      boolean text = port instanceof StringNode;
      int first = text ? Integer.parseInt(((StringNode) port).value()) : number(port);
      return cut(fields, first, number(end), text, "port", "endPort");
    }
    if (fields.get("portRange") instanceof ObjectNode(var range, var at)) {
      return cut(range, "start", "end").stream()
          .<Node>map(r -> with(fields, "portRange", r))
          .toList();
    }
    for (String protocol : List.of("tcp", "udp", "sctp")) {
      if (Trees.at(item, protocol, "destinationPort", "range")
          instanceof ObjectNode(var range, var at)) {
        return cut(range, "start", "end").stream()
            .<Node>map(
                r ->
                    Trees.object(
                        protocol, Trees.object("destinationPort", Trees.object("range", r))))
            .toList();
      }
    }
    return List.of(item);
  }

  private static List<Node> cut(Map<String, Node> range, String from, String to) {
    int first = number(range.getOrDefault(from, Node.number(0)));
    int last = number(range.getOrDefault(to, Node.number(0)));
    // the API wants the end of a range to be above its start
    return last - first < 3
        ? List.of(Node.object(range))
        : cut(range, first, last, false, from, to);
  }

  private static List<Node> cut(
      Map<String, Node> holder, int first, int last, boolean text, String from, String to) {
    if (first == last) {
      return List.of(Node.object(holder));
    }
    int middle = (first + last) / 2;
    return List.of(
        with(with(holder, from, start(first, text)), to, Node.number(middle)),
        with(with(holder, from, start(middle + 1, text)), to, Node.number(last)));
  }

  private static Node start(int port, boolean text) {
    return text ? Node.text(String.valueOf(port)) : Node.number(port);
  }

  private static ObjectNode with(ObjectNode object, String field, Node value) {
    return with(object.fields(), field, value);
  }

  private static ObjectNode with(Map<String, Node> fields, String field, Node value) {
    Map<String, Node> changed = new LinkedHashMap<>(fields);
    changed.put(field, value);
    return Node.object(changed);
  }

  private static int number(Node node) {
    Integer number = ManifestChange.number(node);
    if (number == null) {
      throw new IllegalArgumentException("no number: " + node);
    }
    return number;
  }
}
