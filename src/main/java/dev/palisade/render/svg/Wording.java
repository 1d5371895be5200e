package dev.palisade.render.svg;

import dev.palisade.analysis.reachability.connectivity.IngressController;
import dev.palisade.analysis.reachability.outline.Outline;
import dev.palisade.analysis.reachability.outline.Outline.Among;
import dev.palisade.analysis.reachability.outline.Outline.Box;
import dev.palisade.analysis.reachability.outline.Outline.Extent;
import dev.palisade.analysis.reachability.outline.Outline.Node;
import dev.palisade.analysis.reachability.outline.Outline.Tip;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpAddress.Family;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// What the parts of a picture are called, in short and in full.
final class Wording {
  /// So many names are written out.
  private static final int NAMES = 4;

  private static final int ADDRESSES = 3;
  private static final int TRAFFIC_LENGTH = 24;

  private final Outline outline;

  Wording(Outline outline) {
    this.outline = outline;
  }

  /// Traffic as an arrow bears it.
  static String brief(TrafficSet traffic) {
    String full = full(traffic);
    if (full.length() <= TRAFFIC_LENGTH) {
      return full;
    }
    int comma = full.lastIndexOf(',', TRAFFIC_LENGTH - 2);
    return comma < 0
        ? full.substring(0, TRAFFIC_LENGTH - 1) + "…"
        : full.substring(0, comma) + ", …";
  }

  static String full(TrafficSet traffic) {
    String text = TrafficNotation.format(traffic);
    return text.equals(TrafficNotation.ALL)
        ? "all traffic"
        : text.replace(",", ", ").replace(" 1-65535", " (all ports)");
  }

  static String brief(Among among) {
    return extent(among.extent()) + brief(among.traffic());
  }

  static String full(Among among) {
    return extent(among.extent()) + full(among.traffic());
  }

  private static String extent(Extent extent) {
    return switch (extent) {
      case EVERY -> "";
      case SOME -> "some: ";
    };
  }

  static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  String zones(int number) {
    return count(
        number,
        switch (outline.kind()) {
          case NAMESPACES -> "namespace";
          case DECLARED -> "zone";
        });
  }

  /// The name of a box.
  static String name(Box box) {
    List<String> names = box.names();
    return names.size() <= NAMES - 1
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 2)) + " and " + (names.size() - 2) + " more";
  }

  /// What stands below the name of a box.
  List<String> notes(Box box) {
    List<String> notes = new ArrayList<>();
    List<String> first = new ArrayList<>();
    if (box.names().size() > 1) {
      first.add(zones(box.names().size()));
    }
    if (!box.category().isEmpty()) {
      first.add(box.category());
    }
    first.add(workloads(box.workloads()));
    notes.add(String.join(" · ", first));
    if (box.among() != null) {
      notes.add("to each other: " + brief(box.among()));
    }
    return notes;
  }

  String workloads(int number) {
    return count(number, "workload");
  }

  /// The lines of a node in a box.
  static List<String> lines(Box box, Node node) {
    List<String> names = node.members().stream().map(member -> shortName(box, member)).toList();
    List<String> lines = new ArrayList<>();
    if (names.size() <= NAMES) {
      lines.addAll(names);
    } else {
      lines.addAll(names.subList(0, NAMES - 1));
      lines.add("and " + (names.size() - NAMES + 1) + " more");
    }
    return lines;
  }

  /// A line below that; empty: none.
  static String note(Node node) {
    String note = node.members().size() > 1 ? "×" + node.members().size() : "";
    if (node.among() != null) {
      note += (note.isEmpty() ? "" : ", ") + "to each other: " + brief(node.among());
    }
    return note;
  }

  /// Without the kind, and without the namespace if the whole box is in one.
  private static String shortName(Box box, String member) {
    int slash = member.indexOf('/');
    int bracket = member.lastIndexOf('[');
    int end = bracket > slash ? bracket : member.length();
    boolean plain =
        box.nodes().stream()
            .flatMap(node -> node.members().stream())
            .allMatch(other -> other.startsWith(member.substring(0, slash + 1)));
    return member.substring(plain ? slash + 1 : 0, end);
  }

  /// The lines of an end outside: a name, then addresses.
  static List<String> outside(Node node) {
    if (node.members().contains(IngressController.NAME)) {
      return List.of("Ingress controllers", "(any that serve the", "cluster's Ingress objects)");
    }
    List<String> lines = new ArrayList<>();
    if (!node.name().isEmpty()) {
      lines.add(node.name());
    }
    IpSet rest = node.addresses().complement().restrictedTo(Family.V4);
    List<Cidr> cidrs = node.addresses().cidrs();
    List<Cidr> others = rest.cidrs();
    if (rest.isEmpty()) {
      lines.add("any address");
    } else if (others.size() < cidrs.size() || others.size() <= 2) {
      lines.add("any address but");
      addresses(lines, others);
    } else {
      addresses(lines, cidrs);
    }
    return lines;
  }

  private static void addresses(List<String> lines, List<Cidr> cidrs) {
    int shown = cidrs.size() <= ADDRESSES ? cidrs.size() : ADDRESSES - 1;
    cidrs.subList(0, shown).forEach(cidr -> lines.add(cidr.toString()));
    if (shown < cidrs.size()) {
      lines.add("and " + (cidrs.size() - shown) + " more ranges");
    }
  }

  /// All that is in a box or node, for a tooltip.
  static String all(Box box) {
    return String.join(", ", box.names())
        + (box.category().isEmpty() ? "" : " (" + box.category() + ")")
        + ": "
        + box.nodes().stream().map(Wording::members).reduce((a, b) -> a + ", " + b).orElse("")
        + (box.among() == null ? "" : "\nto each other: " + full(box.among()));
  }

  static String all(Node node) {
    String ends =
        node.addresses().isEmpty()
            ? members(node)
            : String.join(", ", node.addresses().cidrs().stream().map(Cidr::toString).toList());
    return (node.name().isEmpty() ? "" : node.name() + ": ")
        + ends
        + (node.among() == null ? "" : "\nto each other: " + full(node.among()));
  }

  private static String members(Node node) {
    return String.join(", ", new TreeSet<>(node.members()));
  }

  /// An end of an arrow in words.
  String name(Tip tip, List<Node> outside) {
    return switch (tip) {
      case Tip.Everyone everyone -> "every workload";
      case Tip.OfBox(int box) -> name(outline.boxes().get(box));
      case Tip.OfNode(int box, int node) -> {
        Box around = outline.boxes().get(box);
        yield name(around) + ": " + String.join(", ", lines(around, around.nodes().get(node)));
      }
      case Tip.AllOutside all -> "each of these addresses outside";
      case Tip.Outside(int index) -> String.join(" ", outside(outside.get(index)));
    };
  }

  static boolean isOutside(Tip tip) {
    return tip instanceof Tip.Outside || tip instanceof Tip.AllOutside;
  }

  String sentence(Outline.Arrow arrow) {
    return name(arrow.from(), outline.sources())
        + " → "
        + name(arrow.to(), outline.destinations())
        + ": "
        + full(arrow.traffic())
        + switch (arrow.extent()) {
          case EVERY -> "";
          case SOME -> " (some of them, at most this)";
        };
  }
}
