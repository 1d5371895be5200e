package dev.palisade.analysis.traffic;

import org.jspecify.annotations.Nullable;

/// Reads the notation that [TrafficNotation] writes, part by part. A part that begins with a
/// protocol's name opens a group, one that begins with a digit goes on with the list that was
/// begun: numbers of protocols, ports, types, or source ports.
final class TrafficReader {

  static final IntRanges ALL_OCTETS = IntRanges.of(0, 255);

  private static final String FROM = " from ";

  private final String text;
  private TrafficSet read = TrafficSet.NONE;

  /// The group that is open; null while the parts are numbers of protocols.
  private @Nullable Protocol protocol;

  private PortSet destinations = PortSet.NONE;

  /// Null while the group names no source ports, which is every one.
  private @Nullable PortSet sources;

  TrafficReader(String text) {
    this.text = text;
  }

  TrafficSet read() {
    try {
      for (String part : text.split(",", -1)) {
        readPart(part);
      }
      closeGroup();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no traffic: " + e.getMessage(), e);
    }
    return read;
  }

  private void readPart(String part) {
    if (!part.isEmpty() && Character.isDigit(part.charAt(0))) {
      readNumbers(part);
      return;
    }
    closeGroup();
    if (part.equals(TrafficNotation.OTHER)) {
      protocol = null;
      addProtocols(TrafficNotation.UNNAMED);
      return;
    }
    int blank = part.indexOf(' ');
    Protocol named = Protocol.parse(blank < 0 ? part : part.substring(0, blank));
    protocol = named;
    if (blank >= 0) {
      readNumbers(part.substring(blank + 1));
    } else if (named.hasPorts()) {
      throw new IllegalArgumentException(named + " lacks its ports, such as " + named + " 1-65535");
    } else {
      read = read.union(TrafficSet.of(named));
    }
  }

  private void readNumbers(String numbers) {
    Protocol open = protocol;
    if (open == null) {
      addProtocols(octets(numbers));
    } else if (open.hasIcmpTypes()) {
      int slash = numbers.indexOf('/');
      IntRanges types = octets(slash < 0 ? numbers : numbers.substring(0, slash));
      IntRanges codes = slash < 0 ? ALL_OCTETS : octets(numbers.substring(slash + 1));
      read = read.union(TrafficSet.icmp(open, types, codes));
    } else if (open.hasPorts()) {
      readPorts(numbers);
    } else {
      throw new IllegalArgumentException(open + " has no ports, yet " + numbers + " follows");
    }
  }

  private void readPorts(String numbers) {
    PortSet named = sources;
    if (named != null) {
      sources = named.union(PortSet.of(PortRange.parse(numbers)));
      return;
    }
    int from = numbers.indexOf(FROM);
    destinations =
        destinations.union(
            PortSet.of(PortRange.parse(from < 0 ? numbers : numbers.substring(0, from))));
    if (from >= 0) {
      sources = PortSet.of(PortRange.parse(numbers.substring(from + FROM.length())));
    }
  }

  private void addProtocols(IntRanges numbers) {
    for (int range = 0; range < numbers.count(); range++) {
      for (int number = numbers.first(range); number <= numbers.last(range); number++) {
        read = read.union(TrafficSet.of(new Protocol(number)));
      }
    }
  }

  private void closeGroup() {
    if (protocol != null && protocol.hasPorts()) {
      read =
          read.union(
              TrafficSet.of(protocol, destinations, sources == null ? PortSet.ALL : sources));
    }
    destinations = PortSet.NONE;
    sources = null;
  }

  /// One number from 0 to 255, or a range of them.
  static IntRanges octets(String text) {
    int dash = text.indexOf('-');
    int first = Decimal.tryParse(dash < 0 ? text : text.substring(0, dash), 255);
    int last = dash < 0 ? first : Decimal.tryParse(text.substring(dash + 1), 255);
    if (first < 0 || last < first) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is neither a number nor a range within 0 to 255");
    }
    return IntRanges.of(first, last);
  }
}
