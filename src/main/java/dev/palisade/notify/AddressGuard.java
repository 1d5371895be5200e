package dev.palisade.notify;

import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpSet;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// To which addresses notices may go: to public ones, and to those that the installation allows.
/// Whoever names an address, or answers for its name in the DNS, must not reach what only this
/// service can reach: the cluster's own services, the cloud's metadata, the machine itself.
///
/// A name is resolved once. What it resolves to is checked, and the connection goes to the very
/// address that was checked, whatever the name says a moment later.
public final class AddressGuard {
  /// Not public: the special-purpose registries of IANA (RFC 6890 and what was added since). Of
  /// IPv6 only global unicast (2000::/3) is public, less what embeds IPv4 addresses or is
  /// documentation.
  private static final IpSet CLOSED =
      cidrs(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4")
          .union(IpSet.ALL_V6.minus(cidrs("2000::/3")))
          .union(cidrs("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"));

  private final IpSet allowed;
  private final Set<String> hosts;
  private final Resolver resolver;

  /// Finds a name's addresses.
  @FunctionalInterface
  public interface Resolver {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private AddressGuard(IpSet allowed, Set<String> hosts, Resolver resolver) {
    this.allowed = allowed;
    this.hosts = hosts;
    this.resolver = resolver;
  }

  /// @param allowed addresses, CIDRs, and names of hosts that may be sent to wherever they are
  public static AddressGuard allowing(List<String> allowed, Resolver resolver) {
    List<Cidr> ranges = new ArrayList<>();
    Set<String> hosts = new HashSet<>();
    for (String one : allowed) {
      String text = one.strip();
      boolean address = text.contains(":") || text.matches("[0-9./]+");
      if (address) {
        ranges.add(Cidr.parseAddressOrCidr(text));
      } else {
        hosts.add(canonical(text));
      }
    }
    return new AddressGuard(IpSet.of(ranges.toArray(Cidr[]::new)), hosts, resolver);
  }

  /// The address to connect to.
  ///
  /// @throws Refused if the name resolves to an address that is closed: one among several is
  ///   enough, since a receiver has no reason to mix them
  /// @throws UnknownHostException if the name resolves to nothing
  InetAddress resolve(String host) throws Refused, UnknownHostException {
    InetAddress[] found = resolver.addresses(host);
    if (found.length == 0) {
      throw new UnknownHostException(host);
    }
    if (!hosts.contains(canonical(host))) {
      for (InetAddress address : found) {
        requireOpen(address);
      }
    }
    return found[0];
  }

  /// @throws Refused if the address is closed
  void requireOpen(InetAddress address) throws Refused {
    IpAddress known = address(address);
    if (CLOSED.contains(known) && !allowed.contains(known)) {
      throw new Refused(known);
    }
  }

  private static IpAddress address(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet6Address) {
      return isMapped(bytes)
          ? IpAddress.v4(number(bytes, 12, 16))
          : IpAddress.v6(number(bytes, 0, 8), number(bytes, 8, 16));
    }
    return IpAddress.v4(number(bytes, 0, 4));
  }

  /// ::ffff:0:0/96 (RFC 4291 section 2.5.5.2): the network sends to the IPv4 address.
  private static boolean isMapped(byte[] bytes) {
    byte[] prefix = new byte[12];
    prefix[10] = (byte) 0xff;
    prefix[11] = (byte) 0xff;
    return Arrays.equals(bytes, 0, 12, prefix, 0, 12);
  }

  private static long number(byte[] bytes, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number << 8 | bytes[i] & 0xff;
    }
    return number;
  }

  private static String canonical(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static IpSet cidrs(String... texts) {
    return IpSet.of(Arrays.stream(texts).map(Cidr::parse).toArray(Cidr[]::new));
  }

  /// Nothing is sent to this address.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(IpAddress address) {
      super(address + " is not public, and palisade.notify.allow does not name it");
    }
  }
}
