package dev.palisade.analysis.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "6 | 0 | 80 | -1 | -1 | source port 0 is not within 1 to 65535",
        "6 | 65536 | 80 | -1 | -1 | source port 65536 is not within 1 to 65535",
        "17 | 80 | 0 | -1 | -1 | destination port 0 is not within 1 to 65535",
        "132 | 80 | 65536 | -1 | -1 | destination port 65536 is not within 1 to 65535",
        "6 | 80 | 80 | 8 | -1 | the protocol has no ICMP type, yet it is 8",
        "6 | 80 | 80 | -1 | 0 | the protocol has no ICMP code, yet it is 0",
        "1 | -1 | -1 | -1 | 0 | ICMP type -1 is not within 0 to 255",
        "1 | -1 | -1 | 256 | 0 | ICMP type 256 is not within 0 to 255",
        "58 | -1 | -1 | 8 | -1 | ICMP code -1 is not within 0 to 255",
        "58 | -1 | -1 | 8 | 256 | ICMP code 256 is not within 0 to 255",
        "1 | 80 | -1 | 8 | 0 | the protocol has no source port, yet it is 80",
        "47 | -1 | 80 | -1 | -1 | the protocol has no destination port, yet it is 80",
      })
  void fieldsAreThoseOfTheProtocol(
      int protocol, int source, int destination, int type, int code, String refusal) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Packet(new Protocol(protocol), source, destination, type, code))
        .withMessage(refusal);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "65535, 65535"})
  void portsReachToBothEnds(int source, int destination) {
    assertThat(Packet.of(Protocol.TCP, source, destination).asSet())
        .isEqualTo(TrafficSet.of(Protocol.TCP, PortSet.of(destination), PortSet.of(source)));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "255, 255"})
  void typesReachToBothEnds(int type, int code) {
    assertThat(Packet.icmp(Protocol.ICMPV6, type, code).asSet())
        .isEqualTo(TrafficSet.icmp(Protocol.ICMPV6, type, code));
  }

  @Test
  void aPacketOfAnotherProtocolIsAllOfIt() {
    assertThat(Packet.of(new Protocol(47)).asSet()).isEqualTo(TrafficSet.of(new Protocol(47)));
  }

  @Test
  void theUsualSourcePortIsTheFirstDynamicOneAndNotWritten() {
    assertThat(Packet.of(Protocol.TCP, 80))
        .isEqualTo(Packet.of(Protocol.TCP, 49152, 80))
        .hasToString("TCP 80");
    assertThat(Packet.of(Protocol.TCP, 1000, 80)).hasToString("TCP 80 from 1000");
    assertThat(Packet.icmp(Protocol.ICMP, 8, 0)).hasToString("ICMP 8/0");
    assertThat(Packet.of(new Protocol(47))).hasToString("47");
  }
}
