package dev.palisade.analysis.traffic;

import java.util.stream.Stream;

/// The addresses of the public internet: all but those that no public network is at (RFC 1918,
/// 6598, 3927, 1122, 5771, 1112; for IPv6 RFC 4193, 4291).
public final class PublicAddresses {
  public static final IpSet ALL =
      IpSet.unionOf(
              Stream.of(
                      "0.0.0.0/8",
                      "10.0.0.0/8",
                      "100.64.0.0/10",
                      "127.0.0.0/8",
                      "169.254.0.0/16",
                      "172.16.0.0/12",
                      "192.168.0.0/16",
                      "224.0.0.0/3",
                      "::/8",
                      "fc00::/7",
                      "fe80::/10",
                      "ff00::/8")
                  .map(cidr -> IpSet.of(Cidr.parse(cidr)))
                  .toList())
          .complement();

  private PublicAddresses() {}
}
