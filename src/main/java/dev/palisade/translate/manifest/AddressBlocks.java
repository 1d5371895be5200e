package dev.palisade.translate.manifest;

import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.document.Cursor;
import org.jspecify.annotations.Nullable;

/// Address blocks in policies.
public final class AddressBlocks {
  private AddressBlocks() {}

  /// The block at a place. Host bits are tolerated, as the API server does, and advised against.
  ///
  /// @return null when it was refused
  public static @Nullable Cidr read(Candidate candidate, Cursor at) {
    String text = at.text("");
    if (text.isEmpty()) {
      candidate.refuse(at, "a CIDR is required");
      return null;
    }
    Cidr cidr = Cidr.tryParse(text).orElse(null);
    if (cidr == null) {
      candidate.refuse(
          at, "\"" + text + "\" is no CIDR: expected ADDRESS/PREFIX, as in 10.0.0.0/8");
      return null;
    }
    if (Cidr.hasHostBits(text)) {
      candidate.advise(
          at, "the CIDR \"" + text + "\" has bits set beyond its prefix: it is read as " + cidr);
    }
    if (cidr.family() == IpAddress.Family.V6) {
      candidate.obstruct(
          MapObstacle.Kind.IPV6_ADDRESSES,
          at,
          "the IPv6 addresses \"" + text + "\" are not in the map, which is IPv4");
    }
    return cidr;
  }
}
