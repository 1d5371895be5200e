package dev.palisade.analysis.traffic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/// A set of packets that open a connection: for TCP, UDP and SCTP pairs of a destination and a
/// source port, for ICMP and ICMPv6 pairs of a type and a code, every other protocol whole or not
/// at all.
///
/// Immutable and canonical: equal sets are equal objects, [#NONE] and [#ALL] always the same
/// instance.
public final class TrafficSet {

  private static final List<Protocol> DETAILED =
      List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP, Protocol.ICMP, Protocol.ICMPV6);
  private static final int UNDETAILED = -1;

  private static final IntRanges OCTET = IntRanges.of(0, 255);
  private static final PairSet ALL_PORTS = PairSet.of(PortSet.ALL.asInts(), PortSet.ALL.asInts());
  private static final PairSet ALL_ICMP = PairSet.of(OCTET, OCTET);
  private static final IntRanges ALL_OTHERS =
      DETAILED.stream()
          .map(protocol -> IntRanges.of(protocol.number(), protocol.number()))
          .reduce(OCTET, IntRanges::minus);

  /// No packet.
  public static final TrafficSet NONE = new TrafficSet(noPairs(), IntRanges.EMPTY);

  /// Every packet of every protocol.
  public static final TrafficSet ALL =
      new TrafficSet(
          new PairSet[] {ALL_PORTS, ALL_PORTS, ALL_PORTS, ALL_ICMP, ALL_ICMP}, ALL_OTHERS);

  /// All ports of TCP, UDP and SCTP: what Kubernetes NetworkPolicy is defined for.
  public static final TrafficSet TCP_UDP_SCTP =
      of(Protocol.TCP).union(of(Protocol.UDP)).union(of(Protocol.SCTP));

  /// By [#slot]; never changed after construction.
  private final PairSet[] pairs;

  /// The numbers of the other protocols.
  private final IntRanges others;

  private final int hash;

  private TrafficSet(PairSet[] pairs, IntRanges others) {
    this.pairs = pairs;
    this.others = others;
    this.hash = 31 * Arrays.hashCode(pairs) + others.hashCode();
  }

  private static TrafficSet canonical(PairSet[] pairs, IntRanges others) {
    TrafficSet set = new TrafficSet(pairs, others);
    if (set.equals(NONE)) {
      return NONE;
    }
    return set.equals(ALL) ? ALL : set;
  }

  private static PairSet[] noPairs() {
    PairSet[] pairs = new PairSet[DETAILED.size()];
    Arrays.fill(pairs, PairSet.EMPTY);
    return pairs;
  }

  private static int slot(Protocol protocol) {
    return switch (protocol.number()) {
      case 6 -> 0;
      case 17 -> 1;
      case 132 -> 2;
      case 1 -> 3;
      case 58 -> 4;
      default -> UNDETAILED;
    };
  }

  private static TrafficSet of(Protocol protocol, PairSet only) {
    PairSet[] pairs = noPairs();
    pairs[slot(protocol)] = only;
    return canonical(pairs, IntRanges.EMPTY);
  }

  /// Every packet of a protocol.
  public static TrafficSet of(Protocol protocol) {
    int slot = slot(protocol);
    return slot == UNDETAILED
        ? canonical(noPairs(), IntRanges.of(protocol.number(), protocol.number()))
        : of(protocol, ALL.pairs[slot]);
  }

  /// From any source port.
  ///
  /// @throws IllegalArgumentException if the protocol has no ports
  public static TrafficSet of(Protocol protocol, PortSet destination) {
    return of(protocol, destination, PortSet.ALL);
  }

  /// @throws IllegalArgumentException if the protocol has no ports
  public static TrafficSet of(Protocol protocol, PortSet destination, PortSet source) {
    if (!protocol.hasPorts()) {
      throw new IllegalArgumentException("protocol " + protocol + " has no ports");
    }
    return of(protocol, PairSet.of(destination.asInts(), source.asInts()));
  }

  /// ICMP or ICMPv6 of a type.
  ///
  /// @param code null for every code of the type
  /// @throws IllegalArgumentException if the protocol has no types, or a number is not within 0 to
  ///   255
  public static TrafficSet icmp(Protocol protocol, int type, @Nullable Integer code) {
    IntRanges codes = code == null ? OCTET : octet(code, "code");
    return icmp(protocol, octet(type, "type"), codes);
  }

  static TrafficSet icmp(Protocol protocol, IntRanges types, IntRanges codes) {
    if (!protocol.hasIcmpTypes()) {
      throw new IllegalArgumentException("protocol " + protocol + " has no ICMP types");
    }
    return of(protocol, PairSet.of(types, codes));
  }

  private static IntRanges octet(int value, String field) {
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException("ICMP " + field + " " + value + " is not within 0 to 255");
    }
    return IntRanges.of(value, value);
  }

  public TrafficSet union(TrafficSet other) {
    if (equals(other) || other.isEmpty() || isAll()) {
      return this;
    }
    return isEmpty() || other.isAll()
        ? other
        : combine(other, PairSet::union, others.union(other.others));
  }

  public TrafficSet intersect(TrafficSet other) {
    if (equals(other) || other.isAll() || isEmpty()) {
      return this;
    }
    return isAll() || other.isEmpty()
        ? other
        : combine(other, PairSet::intersect, others.intersect(other.others));
  }

  public TrafficSet minus(TrafficSet other) {
    if (equals(other) || other.isAll()) {
      return NONE;
    }
    return isEmpty() || other.isEmpty()
        ? this
        : combine(other, PairSet::minus, others.minus(other.others));
  }

  private TrafficSet combine(
      TrafficSet other, BinaryOperator<PairSet> operation, IntRanges combinedOthers) {
    PairSet[] combined = new PairSet[pairs.length];
    for (int slot = 0; slot < pairs.length; slot++) {
      combined[slot] = operation.apply(pairs[slot], other.pairs[slot]);
    }
    return canonical(combined, combinedOthers);
  }

  /// Every packet of every protocol that is not in this set.
  public TrafficSet complement() {
    return ALL.minus(this);
  }

  // the two extremes exist once each: see canonical
  public boolean isEmpty() {
    return this == NONE;
  }

  public boolean isAll() {
    return this == ALL;
  }

  /// Whether every packet of the other set is in this one.
  public boolean contains(TrafficSet other) {
    if (equals(other) || isAll() || other.isEmpty()) {
      return true;
    }
    for (int slot = 0; slot < pairs.length; slot++) {
      if (!other.pairs[slot].isSubsetOf(pairs[slot])) {
        return false;
      }
    }
    return other.others.isSubsetOf(others);
  }

  public boolean contains(Packet packet) {
    Protocol protocol = packet.protocol();
    if (protocol.hasPorts()) {
      return pairs[slot(protocol)].contains(packet.destinationPort(), packet.sourcePort());
    }
    return protocol.hasIcmpTypes()
        ? pairs[slot(protocol)].contains(packet.icmpType(), packet.icmpCode())
        : others.contains(protocol.number());
  }

  /// Whether some packet is in both sets.
  public boolean overlaps(TrafficSet other) {
    for (int slot = 0; slot < pairs.length; slot++) {
      if (pairs[slot].overlaps(other.pairs[slot])) {
        return true;
      }
    }
    return others.overlaps(other.others);
  }

  /// The protocols of which some packet is in this set, in the order of written traffic.
  public SortedSet<Protocol> protocols() {
    SortedSet<Protocol> protocols = new TreeSet<>();
    for (int slot = 0; slot < pairs.length; slot++) {
      if (!pairs[slot].isEmpty()) {
        protocols.add(DETAILED.get(slot));
      }
    }
    for (int range = 0; range < others.count(); range++) {
      for (int number = others.first(range); number <= others.last(range); number++) {
        protocols.add(new Protocol(number));
      }
    }
    return Collections.unmodifiableSortedSet(protocols);
  }

  /// What of this set is of a protocol.
  public TrafficSet restrictedTo(Protocol protocol) {
    return intersect(of(protocol));
  }

  /// The destination ports reached from at least one source port; none for a protocol without
  /// ports.
  public PortSet destinationPorts(Protocol protocol) {
    return protocol.hasPorts() ? PortSet.of(pairs[slot(protocol)].firsts()) : PortSet.NONE;
  }

  /// The ports of a protocol as products whose destinations are disjoint and whose sources differ,
  /// by lowest destination.
  public List<PortPairs> portPairs(Protocol protocol) {
    List<PortPairs> products = new ArrayList<>();
    if (protocol.hasPorts()) {
      for (PairSet.Row row : pairs[slot(protocol)].rows()) {
        products.add(new PortPairs(PortSet.of(row.firsts()), PortSet.of(row.seconds())));
      }
    }
    return List.copyOf(products);
  }

  /// The pairs of type and code of a protocol that has such.
  List<PairSet.Row> icmpRows(Protocol protocol) {
    return pairs[slot(protocol)].rows();
  }

  IntRanges otherProtocols() {
    return others;
  }

  /// Whether the source port never matters: each destination port is open from all source ports or
  /// from none.
  public boolean isSourceFree() {
    return equals(anySource());
  }

  /// The set with each destination port that is reached from some source port opened for all of
  /// them.
  public TrafficSet anySource() {
    PairSet[] widened = pairs.clone();
    for (Protocol protocol : DETAILED) {
      if (protocol.hasPorts()) {
        int slot = slot(protocol);
        widened[slot] = PairSet.of(pairs[slot].firsts(), PortSet.ALL.asInts());
      }
    }
    return canonical(widened, others);
  }

  /// One packet of this set, always the same: the first of TCP, UDP, SCTP, ICMP, ICMPv6, then the
  /// lowest number; there the lowest destination port or type; there source port 49152 or else the
  /// lowest, and the lowest code.
  ///
  /// @throws NoSuchElementException if the set is empty
  public Packet example() {
    for (int slot = 0; slot < pairs.length; slot++) {
      if (!pairs[slot].isEmpty()) {
        return example(DETAILED.get(slot), pairs[slot].rows().getFirst());
      }
    }
    if (others.isEmpty()) {
      throw new NoSuchElementException("no packet is in the empty set");
    }
    return Packet.of(new Protocol(others.first(0)));
  }

  private static Packet example(Protocol protocol, PairSet.Row row) {
    int first = row.firsts().first(0);
    int second = row.seconds().first(0);
    if (protocol.hasIcmpTypes()) {
      return Packet.icmp(protocol, first, second);
    }
    boolean ephemeral = row.seconds().contains(Packet.EPHEMERAL_PORT);
    return Packet.of(protocol, ephemeral ? Packet.EPHEMERAL_PORT : second, first);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof TrafficSet that
            && hash == that.hash
            && others.equals(that.others)
            && Arrays.equals(pairs, that.pairs));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /// As [TrafficNotation#format] writes it, with every protocol as the universe.
  @Override
  public String toString() {
    return TrafficNotation.format(this, ALL);
  }
}
