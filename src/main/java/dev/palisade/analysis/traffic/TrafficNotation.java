package dev.palisade.analysis.traffic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Traffic as text, as in the maps of netpol-analyzer: `All Connections`, `No Connections`, or the
/// protocols in alphabetical order, each with its ports merged and ascending: `SCTP 1-65535,TCP
/// 80,8080-8090,UDP 53`.
///
/// Beyond those maps:
/// - protocols without a name stand first, by number: `4,41-43,TCP 80`; all of them together as
///   `OTHER`
/// - ICMP stands as `ICMP`, as `ICMP 8` (every code) or as `ICMP 3/0-4,8/0` (type/code)
/// - where the source port matters, destinations with the same sources form a group of their own:
///   `TCP 443,TCP 80,81 from 1000-2000`
public final class TrafficNotation {

  public static final String ALL = "All Connections";
  public static final String NONE = "No Connections";

  /// Every protocol that has no name here.
  static final String OTHER = "OTHER";

  static final IntRanges UNNAMED = unnamed();

  private TrafficNotation() {}

  private static IntRanges unnamed() {
    IntRanges numbers = IntRanges.EMPTY;
    for (int number = 0; number <= 255; number++) {
      if (!new Protocol(number).isNamed()) {
        numbers = numbers.union(IntRanges.of(number, number));
      }
    }
    return numbers;
  }

  /// As text, `All Connections` standing for all of TCP, UDP and SCTP.
  public static String format(TrafficSet traffic) {
    return format(traffic, TrafficSet.TCP_UDP_SCTP);
  }

  /// As text. A set that does not contain the whole universe is written in full, what lies beyond
  /// the universe too; who wants to speak of the universe alone intersects with it first.
  ///
  /// @param universe the traffic that `All Connections` stands for
  public static String format(TrafficSet traffic, TrafficSet universe) {
    if (traffic.isEmpty()) {
      return NONE;
    }
    if (traffic.contains(universe)) {
      return ALL;
    }
    SortedMap<Protocol, String> groups = new TreeMap<>();
    for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP)) {
      List<PortPairs> products = new ArrayList<>(traffic.portPairs(protocol));
      if (!products.isEmpty()) {
        products.sort(Comparator.comparing(product -> !product.sources().isAll()));
        groups.put(
            protocol, joined(products.stream().map(product -> protocol + " " + product).toList()));
      }
    }
    for (Protocol protocol : List.of(Protocol.ICMP, Protocol.ICMPV6)) {
      if (!traffic.icmpRows(protocol).isEmpty()) {
        groups.put(protocol, icmp(traffic, protocol));
      }
    }
    IntRanges others = traffic.otherProtocols();
    if (others.contains(Protocol.UDPLITE.number())) {
      groups.put(Protocol.UDPLITE, Protocol.UDPLITE.toString());
      others = others.minus(IntRanges.of(Protocol.UDPLITE.number(), Protocol.UDPLITE.number()));
    }
    List<String> parts = new ArrayList<>(groups.values());
    if (!others.isEmpty()) {
      parts.addFirst(others.equals(UNNAMED) ? OTHER : others.toString());
    }
    return joined(parts);
  }

  private static String icmp(TrafficSet traffic, Protocol protocol) {
    if (traffic.contains(TrafficSet.of(protocol))) {
      return protocol.toString();
    }
    // By lowest type, then lowest code, whatever row they come from.
    SortedMap<Integer, List<String>> items = new TreeMap<>();
    for (PairSet.Row row : traffic.icmpRows(protocol)) {
      boolean everyCode = row.seconds().size() == 256;
      for (int type = 0; type < row.firsts().count(); type++) {
        String types = text(row.firsts(), type);
        List<String> list = new ArrayList<>();
        for (int code = 0; code < row.seconds().count(); code++) {
          list.add(everyCode ? types : types + "/" + text(row.seconds(), code));
        }
        items.put(row.firsts().first(type), list);
      }
    }
    return protocol + " " + joined(items.values().stream().flatMap(List::stream).toList());
  }

  private static String text(IntRanges ranges, int range) {
    return IntRanges.of(ranges.first(range), ranges.last(range)).toString();
  }

  private static String joined(List<String> parts) {
    return String.join(",", parts);
  }

  /// Reads what [#format(TrafficSet)] writes.
  ///
  /// @throws IllegalArgumentException if it is none
  public static TrafficSet parse(String text) {
    return parse(text, TrafficSet.TCP_UDP_SCTP);
  }

  /// Reads what [#format(TrafficSet, TrafficSet)] writes; protocols may come in any order and more
  /// than once.
  ///
  /// @param universe the traffic that `All Connections` stands for
  /// @throws IllegalArgumentException if it is none
  public static TrafficSet parse(String text, TrafficSet universe) {
    return switch (text) {
      case ALL -> universe;
      case NONE -> TrafficSet.NONE;
      default -> new TrafficReader(text).read();
    };
  }

  /// Reads the notation of the scope: `PROTOCOL`, `PROTOCOL/PORT` or `PROTOCOL/FIRST-LAST` with
  /// TCP, UDP or SCTP; for ICMP, the number is a type from 0 to 255. `ICMP` is that of IPv4; IPv6's
  /// is `ICMPv6`, whose numbers mean other things.
  ///
  /// @throws IllegalArgumentException if it is none of these
  public static TrafficSet parseScope(String text) {
    int slash = text.indexOf('/');
    String name = slash < 0 ? text : text.substring(0, slash);
    Protocol protocol =
        Protocol.tryParse(name)
            .filter(known -> known.hasPorts() || known.hasIcmpTypes())
            .filter(known -> known.toString().equalsIgnoreCase(name))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "\""
                            + text
                            + "\" is no traffic: expected TCP, UDP, SCTP or ICMP, alone or followed by /PORT or"
                            + " /FIRST-LAST, such as TCP/5432"));
    if (slash < 0) {
      return TrafficSet.of(protocol);
    }
    String numbers = text.substring(slash + 1);
    try {
      return protocol.hasPorts()
          ? TrafficSet.of(protocol, PortSet.of(PortRange.parse(numbers)))
          : TrafficSet.icmp(protocol, TrafficReader.octets(numbers), TrafficReader.ALL_OCTETS);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no traffic: " + e.getMessage(), e);
    }
  }
}
