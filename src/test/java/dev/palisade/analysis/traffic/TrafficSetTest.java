package dev.palisade.analysis.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The algebra against [BitSet]: all traffic is cut into cells that differ in protocol, destination
/// and source port, ICMP type and code; a set is a union of cells.
class TrafficSetTest {

  private static final List<PortSet> PORTS =
      List.of(PortSet.of(1), PortSet.of(2), PortSet.of(new PortRange(3, 65535)));

  /// The nine cells of TCP, then those of the rest.
  private static final List<TrafficSet> CELLS = cells();

  private static List<TrafficSet> cells() {
    List<TrafficSet> cells = new ArrayList<>();
    for (PortSet destination : PORTS) {
      for (PortSet source : PORTS) {
        cells.add(TrafficSet.of(Protocol.TCP, destination, source));
      }
    }
    cells.add(TrafficSet.of(Protocol.UDP, PortSet.of(53)));
    cells.add(TrafficSet.of(Protocol.UDP).minus(TrafficSet.of(Protocol.UDP, PortSet.of(53))));
    cells.add(TrafficSet.of(Protocol.SCTP));
    cells.add(TrafficSet.icmp(Protocol.ICMP, 8, 0));
    cells.add(TrafficSet.icmp(Protocol.ICMP, 8, null).minus(TrafficSet.icmp(Protocol.ICMP, 8, 0)));
    cells.add(TrafficSet.of(Protocol.ICMP).minus(TrafficSet.icmp(Protocol.ICMP, 8, null)));
    cells.add(TrafficSet.of(Protocol.ICMPV6));
    cells.add(TrafficSet.of(new Protocol(89)));
    cells.add(TrafficSet.of(Protocol.UDPLITE));
    TrafficSet rest = TrafficSet.ALL;
    for (TrafficSet cell : cells) {
      rest = rest.minus(cell);
    }
    cells.add(rest);
    return List.copyOf(cells);
  }

  private static TrafficSet union(BitSet cells) {
    return cells.stream().mapToObj(CELLS::get).reduce(TrafficSet.NONE, TrafficSet::union);
  }

  private static BitSet bits(long bits) {
    return BitSet.valueOf(new long[] {bits});
  }

  private static void check(long a, long b) {
    TrafficSet left = union(bits(a));
    TrafficSet right = union(bits(b));
    assertThat(left.union(right)).isEqualTo(union(bits(a | b)));
    assertThat(left.intersect(right)).isEqualTo(union(bits(a & b)));
    assertThat(left.minus(right)).isEqualTo(union(bits(a & ~b)));
    assertThat(left.contains(right)).isEqualTo((b & ~a) == 0);
    assertThat(left.overlaps(right)).isEqualTo((a & b) != 0);
    assertThat(left.equals(right)).isEqualTo(a == b);
  }

  @Test
  void everyOperationAgreesWithBitSetsOnAllPairsOfTwoPortGrids() {
    for (int a = 0; a < 1 << 9; a++) {
      for (int b = 0; b < 1 << 9; b += 1 + a % 7) {
        check(a, b);
      }
    }
  }

  @Test
  void everyOperationAgreesWithBitSetsOnRandomSetsOfAllProtocols() {
    long seed = 20260101;
    Random random = new Random(seed);
    long all = (1L << CELLS.size()) - 1;
    for (int i = 0; i < 3000; i++) {
      long a = random.nextLong() & all;
      long b = random.nextLong() & (random.nextBoolean() ? all : a);
      try {
        check(a, b);
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ", sets " + a + " and " + b, e);
      }
    }
  }

  @Test
  void setsAreCanonicalWhateverTheOrderTheyAreMadeIn() {
    long seed = 20260102;
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      List<TrafficSet> some = new ArrayList<>();
      bits(random.nextLong() & ((1L << CELLS.size()) - 1)).stream()
          .forEach(cell -> some.add(CELLS.get(cell)));
      TrafficSet forwards = some.stream().reduce(TrafficSet.NONE, TrafficSet::union);
      Collections.shuffle(some, random);
      TrafficSet shuffled = some.stream().reduce(TrafficSet.NONE, (set, cell) -> cell.union(set));
      assertThat(shuffled).as("seed %d", seed).isEqualTo(forwards).hasSameHashCodeAs(forwards);
    }
  }

  @Test
  void textExampleAndProjectionsAgreeWithTheSet() {
    for (int a = 0; a < 1 << CELLS.size(); a += a < 512 ? 1 : 997) {
      TrafficSet set = union(bits(a));
      assertThat(TrafficNotation.parse(TrafficNotation.format(set, TrafficSet.ALL), TrafficSet.ALL))
          .isEqualTo(set);
      assertThat(set.anySource().contains(set)).isTrue();
      assertThat(set.anySource().isSourceFree()).isTrue();
      assertThat(set.complement().complement()).isEqualTo(set);
      if (set.isEmpty()) {
        continue;
      }
      Packet example = set.example();
      assertThat(set.contains(example)).isTrue();
      assertThat(set.complement().contains(example)).isFalse();
      assertThat(set.contains(example.asSet())).isTrue();
      assertThat(set.protocols()).contains(example.protocol());
      assertThat(set.restrictedTo(example.protocol()).overlaps(set)).isTrue();
    }
  }

  @Test
  void allCellsTogetherAreAll() {
    assertThat(union(bits((1L << CELLS.size()) - 1))).isSameAs(TrafficSet.ALL);
    assertThat(TrafficSet.ALL.complement()).isSameAs(TrafficSet.NONE);
    assertThat(TrafficSet.ALL.protocols()).hasSize(256);
    assertThat(TrafficSet.ALL.contains(TrafficSet.TCP_UDP_SCTP)).isTrue();
    assertThat(TrafficSet.TCP_UDP_SCTP.contains(TrafficSet.ALL)).isFalse();
    assertThat(TrafficSet.TCP_UDP_SCTP.contains(Packet.icmp(Protocol.ICMP, 8, 0))).isFalse();
  }

  @Test
  void examplesPreferLowPortsAndTheEphemeralSource() {
    assertThat(TrafficSet.ALL.example()).hasToString("TCP 1");
    assertThat(TrafficSet.of(Protocol.UDP, PortSet.parse("53,80")).example()).hasToString("UDP 53");
    assertThat(TrafficSet.of(Protocol.TCP, PortSet.of(80), PortSet.parse("7-9")).example())
        .hasToString("TCP 80 from 7");
    assertThat(TrafficSet.icmp(Protocol.ICMP, 8, null).example()).hasToString("ICMP 8/0");
    assertThat(TrafficSet.of(new Protocol(89)).example()).hasToString("89");
    assertThatThrownBy(TrafficSet.NONE::example).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void portsOfAProtocolAreGivenAsProducts() {
    TrafficSet set =
        TrafficSet.of(Protocol.TCP, PortSet.parse("80,443"))
            .union(TrafficSet.of(Protocol.TCP, PortSet.parse("22,443"), PortSet.of(1000)));
    assertThat(set.portPairs(Protocol.TCP)).hasToString("[22 from 1000, 80,443]");
    assertThat(set.destinationPorts(Protocol.TCP)).hasToString("22,80,443");
    assertThat(set.isSourceFree()).isFalse();
    assertThat(set.portPairs(Protocol.UDP)).isEmpty();
    assertThat(set.destinationPorts(Protocol.ICMP)).isEqualTo(PortSet.NONE);
  }

  @Test
  void whatAProtocolDoesNotHaveIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrafficSet.of(Protocol.ICMP, PortSet.ALL));
    assertThatIllegalArgumentException().isThrownBy(() -> TrafficSet.icmp(Protocol.TCP, 8, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrafficSet.icmp(Protocol.ICMP, 256, null));
    assertThatIllegalArgumentException().isThrownBy(() -> Packet.of(Protocol.ICMP, 80));
    assertThatIllegalArgumentException().isThrownBy(() -> Packet.of(Protocol.TCP));
    assertThatIllegalArgumentException().isThrownBy(() -> Packet.of(Protocol.TCP, 0));
  }

  @Test
  void anEmptySideMakesAnEmptySet() {
    assertThat(TrafficSet.of(Protocol.TCP, PortSet.NONE)).isSameAs(TrafficSet.NONE);
    assertThat(TrafficSet.of(Protocol.TCP, PortSet.ALL, PortSet.NONE)).isSameAs(TrafficSet.NONE);
  }
}
