package dev.palisade.render.svg;

import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;

/// How much traffic it is.
enum Breadth {
  EVERYTHING(
      "all traffic (every port of TCP, UDP and SCTP)",
      3,
      Surface.CELL_EVERYTHING,
      Surface.HOLLOW_EVERYTHING),
  RANGES("a whole protocol, or many ports", 2.1, Surface.CELL_RANGES, Surface.HOLLOW_RANGES),
  PORTS("single ports", 1.3, Surface.CELL_PORTS, Surface.HOLLOW_PORTS);

  /// More ports than this of one protocol are many.
  private static final int MANY = 20;

  private static final String ACROSS_THE_BORDER = "6 3";

  private final String words;
  private final double width;
  private final Surface every;
  private final Surface some;

  Breadth(String words, double width, Surface every, Surface some) {
    this.words = words;
    this.width = width;
    this.every = every;
    this.some = some;
  }

  static Breadth of(TrafficSet traffic) {
    if (traffic.contains(TrafficSet.TCP_UDP_SCTP)) {
      return EVERYTHING;
    }
    for (Protocol protocol : traffic.protocols()) {
      PortSet ports = protocol.hasPorts() ? traffic.destinationPorts(protocol) : PortSet.ALL;
      if (ports.size() > MANY) {
        return RANGES;
      }
    }
    return PORTS;
  }

  String words() {
    return words;
  }

  Stroke stroke(boolean outside) {
    return new Stroke(every.fill(), width, outside ? ACROSS_THE_BORDER : "");
  }

  Stroke solid() {
    return new Stroke(every.fill(), width, "");
  }

  Surface every() {
    return every;
  }

  Surface some() {
    return some;
  }
}
