package dev.palisade.analysis.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:DB8::0:1, 2001:db8::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "0:1:2:3:4:5:6:7, 0:1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    "::ffff:10.0.0.1, 10.0.0.1",
    "::ffff:a00:1, 10.0.0.1",
    "::10.0.0.1, ::a00:1",
    "::fffe:10.0.0.1, ::fffe:a00:1",
  })
  void addressesAreReadAndWrittenInTheShortestForm(String text, String written) {
    assertThat(IpAddress.parse(text)).hasToString(written);
    assertThat(IpAddress.parse(written)).isEqualTo(IpAddress.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.04",
        "01.2.3.4",
        "1.2.3.-4",
        "1.2..4",
        "1.2.3.4 ",
        "1.2.3.4/8",
        "0x1.2.3.4",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        ":1::2",
        "1::2:",
        "12345::",
        "g::",
        "::1%eth0",
        "1.2.3.4::",
        "::1.2.3",
        "::1.2.3.04",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::+1",
        "fe80::1/64",
        "١::",
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThat(IpAddress.tryParse(text)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpAddress.parse(text))
        .withMessageStartingWith("\"" + text + "\" is not an IP address");
  }

  @Test
  void theLeadingZeroIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpAddress.parse("10.010.0.1"))
        .withMessageContaining("the octet 010 has a leading zero");
  }

  @Test
  void randomAddressesAgreeWithTheJdk() throws UnknownHostException {
    long seed = 20260103;
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      // Few set bits, so that runs of zeros of every place and length occur.
      long high = fewBits(random) & 0xff00_ffff_000f_ffffL;
      long low = fewBits(random) & 0xffff_0000_ffff_000fL;
      InetAddress jdk =
          InetAddress.getByAddress(ByteBuffer.allocate(16).putLong(high).putLong(low).array());
      IpAddress ours = IpAddress.v6(high, low);
      assertThat(IpAddress.parse(jdk.getHostAddress())).as("seed %d", seed).isEqualTo(ours);
      assertThat(InetAddress.getByName(ours.toString())).as("seed %d", seed).isEqualTo(jdk);
    }
  }

  @Test
  void addressesAreOrderedUnsignedAndVersion4First() {
    List<String> ascending =
        List.of(
            "0.0.0.0",
            "127.255.255.255",
            "128.0.0.0",
            "255.255.255.255",
            "::",
            "::1",
            "0:0:0:0:8000::",
            "0:0:0:1::",
            "8000::");
    List<IpAddress> sorted = ascending.reversed().stream().map(IpAddress::parse).sorted().toList();
    assertThat(sorted).isEqualTo(ascending.stream().map(IpAddress::parse).toList());
  }

  @Test
  void neighboursCarryOverEveryBorder() {
    Stream.of(
            "0.0.0.255",
            "127.255.255.255",
            "::ffff:ffff:ffff:ffff",
            "7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            "::1")
        .map(IpAddress::parse)
        .forEach(
            address ->
                assertThat(address.next().previous())
                    .isEqualTo(address)
                    .isLessThan(address.next()));
    assertThat(IpAddress.parse("::ffff:ffff:ffff:ffff").next()).hasToString("0:0:0:1::");
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> IpAddress.parse("255.255.255.255").next());
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> IpAddress.parse("::").previous());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0/8, 10.255.255.255, false",
    "192.168.242.213/24, 192.168.242.0/24, 192.168.242.255, true",
    "0.0.0.0/0, 0.0.0.0/0, 255.255.255.255, false",
    "1.2.3.4/0, 0.0.0.0/0, 255.255.255.255, true",
    "1.2.3.4/32, 1.2.3.4/32, 1.2.3.4, false",
    "::/0, ::/0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, false",
    "ff06::/3, e000::/3, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, true",
    "2001:db8::1/64, 2001:db8::/64, 2001:db8::ffff:ffff:ffff:ffff, true",
    "2001:db8::/65, 2001:db8::/65, 2001:db8::7fff:ffff:ffff:ffff, false",
    "2001:db8::1/128, 2001:db8::1/128, 2001:db8::1, false",
    "::ffff:10.0.0.0/104, 10.0.0.0/8, 10.255.255.255, false",
    "::ffff:10.0.0.1/104, 10.0.0.0/8, 10.255.255.255, true",
    "::ffff:0:0/95, ::fffe:0:0/95, ::ffff:ffff:ffff, true",
  })
  void blocksAreReadWithTheirHostBitsCleared(
      String text, String canonical, String last, boolean hostBits) {
    Cidr cidr = Cidr.parse(text);
    assertThat(cidr).hasToString(canonical);
    // Through a range, since the text of a mapped address would be read as IPv4.
    assertThat(cidr.last().toString()).isEqualTo(last);
    assertThat(Cidr.hasHostBits(text)).isEqualTo(hostBits);
    assertThat(cidr.contains(cidr.first())).isTrue();
    assertThat(cidr.contains(cidr.last())).isTrue();
    assertThat(IpSet.of(cidr).cidrs()).containsExactly(cidr);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/08",
        "10.0.0/8",
        "::/129",
        "10.0.0.0/-1",
        "/8",
        "a/8",
        "1.2.3.4/8/8"
      })
  void whatIsNoBlockIsRefused(String text) {
    assertThat(Cidr.tryParse(text)).isEmpty();
    assertThat(Cidr.hasHostBits(text)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cidr.parse(text))
        .withMessageStartingWith("\"" + text + "\" is not a CIDR: ");
  }

  @Test
  void anAddressAloneIsItsOwnBlock() {
    assertThat(Cidr.parseAddressOrCidr("10.0.0.1")).hasToString("10.0.0.1/32");
    assertThat(Cidr.parseAddressOrCidr("::1")).hasToString("::1/128");
    assertThat(Cidr.parseAddressOrCidr("10.0.0.1/8")).hasToString("10.0.0.0/8");
    assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parseAddressOrCidr("web"));
  }

  private static long fewBits(Random random) {
    long first = random.nextLong();
    long second = random.nextLong();
    long third = random.nextLong();
    return first & second & third;
  }
}
