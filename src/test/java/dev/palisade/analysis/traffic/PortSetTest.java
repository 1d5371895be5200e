package dev.palisade.analysis.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The algebra against [BitSet], over every pair of subsets of seven cells that reach from port 1
/// to port 65535.
class PortSetTest {

  /// Neighbouring cells touch, so joining and parting of ranges is exercised, at both ends of the
  /// port space too.
  private static final List<PortRange> CELLS =
      List.of(
          PortRange.of(1),
          PortRange.of(2),
          new PortRange(3, 79),
          PortRange.of(80),
          new PortRange(81, 65533),
          PortRange.of(65534),
          PortRange.of(65535));

  private static PortSet ports(BitSet cells) {
    return PortSet.of(cells.stream().mapToObj(CELLS::get).toArray(PortRange[]::new));
  }

  private static BitSet cells(int bits) {
    return BitSet.valueOf(new long[] {bits});
  }

  @Test
  void everyOperationAgreesWithBitSets() {
    int subsets = 1 << CELLS.size();
    for (int a = 0; a < subsets; a++) {
      for (int b = 0; b < subsets; b++) {
        PortSet left = ports(cells(a));
        PortSet right = ports(cells(b));
        assertThat(left.union(right)).isEqualTo(ports(cells(a | b)));
        assertThat(left.intersect(right)).isEqualTo(ports(cells(a & b)));
        assertThat(left.minus(right)).isEqualTo(ports(cells(a & ~b)));
        assertThat(left.isSubsetOf(right)).isEqualTo((a & ~b) == 0);
        assertThat(left.overlaps(right)).isEqualTo((a & b) != 0);
        assertThat(left.equals(right)).isEqualTo(a == b);
      }
    }
  }

  @Test
  void membershipSizeAndTextAgreeWithTheCells() {
    for (int a = 0; a < 1 << CELLS.size(); a++) {
      BitSet cells = cells(a);
      PortSet set = ports(cells);
      int size = 0;
      for (int cell = 0; cell < CELLS.size(); cell++) {
        PortRange range = CELLS.get(cell);
        assertThat(set.contains(range.first())).isEqualTo(cells.get(cell));
        assertThat(set.contains(range.last())).isEqualTo(cells.get(cell));
        size += cells.get(cell) ? range.last() - range.first() + 1 : 0;
      }
      assertThat(set.size()).isEqualTo(size);
      assertThat(PortSet.parse(set.toString())).isEqualTo(set);
      assertThat(PortSet.of(set.ranges())).isEqualTo(set);
      assertThat(set.complement()).isEqualTo(ports(cells(a ^ ((1 << CELLS.size()) - 1))));
      assertThat(set.isEmpty()).isEqualTo(a == 0);
      assertThat(set.isAll()).isEqualTo(a == (1 << CELLS.size()) - 1);
    }
  }

  @Test
  void theOrderOfRangesDoesNotMatter() {
    List<PortRange> reversed = new ArrayList<>(CELLS);
    Collections.reverse(reversed);
    assertThat(PortSet.of(reversed)).isSameAs(PortSet.ALL);
    assertThat(
            PortSet.of(new PortRange(10, 30), new PortRange(20, 25), PortRange.of(31)).toString())
        .isEqualTo("10-31");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "65536",
        "80-79",
        "-80",
        "80-",
        "",
        "08",
        "1,,2",
        "http",
        "+80",
        " 80",
        "99999999999"
      })
  void whatIsNoPortIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PortSet.parse("1," + text))
        .withMessageContaining("65535");
  }

  @Test
  void protocolsAreReadByNameAndNumber() {
    assertThat(Protocol.parse("tcp")).isEqualTo(Protocol.TCP);
    assertThat(Protocol.parse("ICMPv6")).isEqualTo(Protocol.ICMPV6);
    assertThat(Protocol.parse("132")).isEqualTo(Protocol.SCTP).hasToString("SCTP");
    assertThat(Protocol.parse("89")).hasToString("89");
    assertThat(Protocol.tryParse("256")).isEmpty();
    assertThat(Protocol.tryParse("-1")).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Protocol.parse("TPC"))
        .withMessageContaining("\"TPC\"");
  }

  @Test
  void unnamedProtocolsSortByNumberBeforeNamedOnes() {
    List<Protocol> sorted =
        List.of(
                Protocol.UDPLITE,
                Protocol.TCP,
                new Protocol(89),
                Protocol.ICMPV6,
                new Protocol(112),
                Protocol.ICMP)
            .stream()
            .sorted()
            .toList();
    assertThat(sorted).hasToString("[89, 112, ICMP, ICMPv6, TCP, UDPLite]");
  }
}
