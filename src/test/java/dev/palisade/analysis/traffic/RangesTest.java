package dev.palisade.analysis.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ends of ranges of ports and of addresses, of blocks, and of protocols' numbers.
class RangesTest {

  @ParameterizedTest
  @CsvSource({"80, 80, 80", "80-80, 80, 80", "1-65535, 1, 65535", "8080-8090, 8080, 8090"})
  void portsAreRead(String text, int first, int last) {
    assertThat(PortRange.parse(text)).isEqualTo(new PortRange(first, last));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "0", "0-5", "-80", "80-", "90-80", "65536", "1-65536", "http"})
  void whatIsNoRangeOfPortsIsRefusedByName(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PortRange.parse(text))
        .withMessage("\"" + text + "\" is neither a port nor a range of ports within 1 to 65535");
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "5, 65536", "6, 5"})
  void portsOutsideAreNoRange(int first, int last) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PortRange(first, last))
        .withMessage("ports " + first + "-" + last + " are no range within 1 to 65535");
  }

  @ParameterizedTest
  @CsvSource({"79, false", "80, true", "85, true", "90, true", "91, false"})
  void bothEndsBelongToARangeOfPorts(int port, boolean contained) {
    assertThat(new PortRange(80, 90).contains(port)).isEqualTo(contained);
  }

  @Test
  void rangesOfPortsStandByTheirFirstAndThenTheirLast() {
    assertThat(Stream.of("80-90", "443", "80", "1-65535").map(PortRange::parse).sorted())
        .extracting(PortRange::toString)
        .containsExactly("1-65535", "80", "80-90", "443");
  }

  @ParameterizedTest
  @CsvSource({
    "9.255.255.255, false",
    "10.0.0.0, true",
    "10.0.0.7, true",
    "10.0.1.0, true",
    "10.0.1.1, false",
    "::a00:7, false",
  })
  void bothEndsBelongToARangeOfAddresses(String address, boolean contained) {
    assertThat(IpRange.parse("10.0.0.0-10.0.1.0").contains(IpAddress.parse(address)))
        .isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1-10.0.0.0", "10.0.0.1-::1"})
  void endsInDisorderOrOfTwoFamiliesAreNoRange(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpRange.parse(text))
        .withMessage(text + " is no range of addresses");
  }

  @Test
  void aTextThatBeginsWithADashIsNoRangeOfAddresses() {
    assertThatIllegalArgumentException().isThrownBy(() -> IpRange.parse("-10.0.0.1"));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0/8, true",
    "10.0.0.0/8, 10.1.0.0/16, true",
    "10.0.0.0/8, 10.255.255.255/32, true",
    "10.1.0.0/16, 10.0.0.0/8, false",
    "10.0.0.0/8, 11.0.0.0/16, false",
    "0.0.0.0/0, ::/0, false",
  })
  void blocksContainTheirParts(String outer, String inner, boolean contained) {
    assertThat(Cidr.parse(outer).contains(Cidr.parse(inner))).isEqualTo(contained);
  }

  @Test
  void blocksStandByAddressAndThenByLength() {
    assertThat(
            Stream.of("10.1.0.0/16", "::/0", "10.0.0.0/16", "10.0.0.0/8").map(Cidr::parse).sorted())
        .extracting(Cidr::toString)
        .containsExactly("10.0.0.0/8", "10.0.0.0/16", "10.1.0.0/16", "::/0");
  }

  @Test
  void aTextThatIsABlockOrAnAddressIsReadWhereOnlyThatIsAsked() {
    assertThat(Cidr.tryParse("10.0.0.0/8")).contains(Cidr.parse("10.0.0.0/8"));
    assertThat(Cidr.tryParse("10.0.0.0")).isEmpty();
    assertThat(IpAddress.tryParse("10.0.0.1")).contains(IpAddress.parse("10.0.0.1"));
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.0, -1, 32", "10.0.0.0, 33, 32", "::, 129, 128", "::, -1, 128"})
  void aPrefixOutsideIsNoBlock(String address, int prefix, int bits) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cidr(IpAddress.parse(address), prefix))
        .withMessage("prefix length " + prefix + " is not within 0 to " + bits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fe80::1%eth0 | : zones are not taken",
        "%eth0 | : zones are not taken",
        "10.0.0.0/8 | : a prefix length is not taken here",
        "/8 | : a prefix length is not taken here",
        "10.01.0.0 | : the octet 01 has a leading zero, which some readers take as octal",
      })
  void whatIsWrongWithAnAddressIsSaid(String text, String hint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpAddress.parse(text))
        .withMessageEndingWith(hint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0", "10.0.0.0.0", "::1.02.3.4", ":0:x", "0.x.0.0"})
  void nothingIsGuessedWhereNothingIsKnown(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpAddress.parse(text))
        .withMessageNotContaining("leading zero");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 256})
  void protocolsAreOneOctet(int number) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Protocol(number))
        .withMessage("protocol number " + number + " is not within 0 to 255");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "255, 255"})
  void protocolsReachToBothEnds(String text, int number) {
    assertThat(Protocol.tryParse(text)).contains(new Protocol(number));
  }

  @Test
  void cutsAreEqualIfTheirPiecesAre() {
    AddressCuts cuts = AddressCuts.of(List.of(IpSet.of(Cidr.parse("10.0.0.0/8"))));
    AddressCuts same = AddressCuts.of(List.of(IpSet.of(Cidr.parse("10.0.0.0/8"))));
    AddressCuts none = AddressCuts.of(List.of());
    assertThat(cuts).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(none);
    assertThat(cuts.size()).isEqualTo(4);
    assertThat(none)
        .hasToString("[0.0.0.0-255.255.255.255, ::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]");
  }

  @Test
  void emptinessOfASetOfAddressesIsKnown() {
    assertThat(IpSet.NONE.isEmpty()).isTrue();
    assertThat(IpSet.of(Cidr.parse("10.0.0.0/8")).isEmpty()).isFalse();
  }
}
