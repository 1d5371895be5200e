package dev.palisade.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.notify.AddressGuard.Refused;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private static final AddressGuard STRICT =
      AddressGuard.allowing(List.of(), InetAddress::getAllByName);

  /// Literals, in all the forms that the platform reads: no name server is asked.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "2130706433", // 127.0.0.1 as one number
        "127.1",
        "0.0.0.0",
        "0",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "169.254.169.254", // metadata of most clouds
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192", // metadata of Oracle's cloud
        "192.168.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "::1",
        "::",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:a9fe:a9fe",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254", // metadata of AWS
        "ff02::1",
        "64:ff9b::7f00:1", // NAT64 of 127.0.0.1
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1", // 6to4 of 127.0.0.1
        "3fff::1",
        "localhost"
      })
  void nothingIsSentWhereOnlyThisServiceCanReach(String host) {
    assertThatThrownBy(() -> STRICT.resolve(host))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("palisade.notify.allow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "169.253.0.1",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "2606:4700::1111",
        "2a00:1450::1"
      })
  void publicAddressesAreOpen(String host) throws Exception {
    assertThat(STRICT.resolve(host)).isEqualTo(InetAddress.getByName(host));
  }

  @Test
  void whatTheInstallationAllowsIsOpenAndNothingBeside() throws Exception {
    AddressGuard guard =
        AddressGuard.allowing(
            List.of("10.20.0.0/16", "::1", "192.168.1.7"), InetAddress::getAllByName);
    assertThat(guard.resolve("10.20.255.1").getHostAddress()).isEqualTo("10.20.255.1");
    assertThat(guard.resolve("::ffff:10.20.0.1").getHostAddress()).isEqualTo("10.20.0.1");
    assertThat(guard.resolve("192.168.1.7")).isNotNull();
    assertThat(guard.resolve("::1")).isNotNull();
    for (String other : List.of("10.21.0.1", "192.168.1.8", "127.0.0.1")) {
      assertThatThrownBy(() -> guard.resolve(other)).as(other).isInstanceOf(Refused.class);
    }
  }

  @Test
  void aHostThatIsAllowedByNameIsOpenWhereverItIs() throws Exception {
    AddressGuard guard =
        AddressGuard.allowing(List.of("Hooks.Intern.Example"), host -> addresses("10.0.0.9"));
    assertThat(guard.resolve("hooks.intern.example.").getHostAddress()).isEqualTo("10.0.0.9");
    assertThatThrownBy(() -> guard.resolve("x.hooks.intern.example")).isInstanceOf(Refused.class);
  }

  @Test
  void oneClosedAddressAmongSeveralIsEnough() {
    AddressGuard guard = AddressGuard.allowing(List.of(), host -> addresses("8.8.8.8", "10.0.0.1"));
    assertThatThrownBy(() -> guard.resolve("mixed.example"))
        .isInstanceOf(Refused.class)
        .hasMessageStartingWith("10.0.0.1 is not public");
  }

  @Test
  void aNameWithoutAddressesIsUnknown() {
    AddressGuard guard = AddressGuard.allowing(List.of(), host -> new InetAddress[0]);
    assertThatThrownBy(() -> guard.resolve("nobody.example"))
        .isInstanceOf(UnknownHostException.class);
  }

  private static InetAddress[] addresses(String... texts) throws UnknownHostException {
    InetAddress[] addresses = new InetAddress[texts.length];
    for (int i = 0; i < texts.length; i++) {
      addresses[i] = InetAddress.getByName(texts[i]);
    }
    return addresses;
  }
}
