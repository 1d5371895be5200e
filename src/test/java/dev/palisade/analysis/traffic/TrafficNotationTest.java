package dev.palisade.analysis.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficNotationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "All Connections",
        "No Connections",
        "UDP 53",
        "SCTP 7070,TCP 8080-8081,UDP 9090",
        "SCTP 1-65535,TCP 80,8080-8090,UDP 53",
        "TCP 80 from 1000-2000",
        "TCP 443,TCP 80-81,90 from 1000-2000,3000",
        "TCP 80 from 1000,TCP 81 from 1001,UDP 5",
        "ICMP",
        "ICMP 8",
        "ICMP 8/0",
        "ICMP 0,3/0-4,8/0,8/2,ICMPv6 128-129",
        "4,41-43,89,ICMP,TCP 1-65535,UDPLite",
      })
  void whatIsWrittenIsReadBackTheSame(String text) {
    assertThat(TrafficNotation.format(TrafficNotation.parse(text))).isEqualTo(text);
  }

  @Test
  void allConnectionsMeansTheUniverse() {
    TrafficSet tcp = TrafficSet.of(Protocol.TCP);
    assertThat(TrafficNotation.format(TrafficSet.ALL)).isEqualTo("All Connections");
    assertThat(TrafficNotation.format(TrafficSet.TCP_UDP_SCTP)).isEqualTo("All Connections");
    assertThat(TrafficNotation.format(TrafficSet.TCP_UDP_SCTP, TrafficSet.ALL))
        .isEqualTo("SCTP 1-65535,TCP 1-65535,UDP 1-65535");
    assertThat(TrafficNotation.format(tcp, tcp)).isEqualTo("All Connections");
    assertThat(TrafficNotation.parse("All Connections", tcp)).isEqualTo(tcp);
  }

  @Test
  void protocolsMayComeInAnyOrderAndTwice() {
    assertThat(TrafficNotation.format(TrafficNotation.parse("UDP 53,TCP 81,TCP 80")))
        .isEqualTo("TCP 80-81,UDP 53");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "TCP",
        "TCP ",
        "TCP 0",
        "TCP 80,",
        "TCP 80/1",
        "XYZ 80",
        "TCP 80 from",
        "ICMP 256",
        "ICMP 8/0/0",
        "UDPLite 5",
        "Some Connections",
        "TCP 80 from 70000",
        "256",
        "TCP 90-80",
      })
  void whatIsNoTrafficIsRefusedByName(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrafficNotation.parse(text))
        .withMessageContaining("\"" + text + "\" is no traffic");
  }

  @ParameterizedTest
  @CsvSource({
    "TCP, TCP 1-65535",
    "tcp/443, TCP 443",
    "UDP/53, UDP 53",
    "SCTP/1000-2000, SCTP 1000-2000",
    "ICMP, ICMP",
    "ICMP/8, ICMP 8",
  })
  void theScopesNotationIsRead(String text, String meaning) {
    assertThat(TrafficNotation.format(TrafficNotation.parseScope(text))).isEqualTo(meaning);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "TCP/",
        "TCP/http",
        "TCP/0",
        "TCP/1-70000",
        "6/80",
        "UDPLite",
        "TCP 80",
        "TCP/80/81",
        "any"
      })
  void whatTheScopeCannotMeanIsRefusedByName(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrafficNotation.parseScope(text))
        .withMessageContaining("\"" + text + "\" is no traffic");
  }

  @Test
  void allProtocolsWithoutANameAreWrittenAsOther() {
    TrafficSet allButOnePort = TrafficSet.ALL.minus(TrafficSet.of(Protocol.TCP, PortSet.of(53)));
    String text = TrafficNotation.format(allButOnePort);
    assertThat(text)
        .isEqualTo("OTHER,ICMP,ICMPv6,SCTP 1-65535,TCP 1-52,54-65535,UDP 1-65535,UDPLite");
    assertThat(TrafficNotation.parse(text)).isEqualTo(allButOnePort);
  }
}
