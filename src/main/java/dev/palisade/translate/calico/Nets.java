package dev.palisade.translate.calico;

import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.MapObstacle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lists of addresses and CIDRs. An address without a mask is that address alone.
final class Nets {
  private Nets() {}

  /// Of a rule, where a CIDR must not have bits beyond its prefix (`validateIPNetwork`).
  static IpSet ofRule(Candidate candidate, Cursor list) {
    return read(candidate, list, true);
  }

  /// Of a network set, where bits beyond the prefix are taken off (`validateCIDR`).
  static IpSet ofSet(Candidate candidate, Cursor list) {
    return read(candidate, list, false);
  }

  private static IpSet read(Candidate candidate, Cursor list, boolean masked) {
    List<IpSet> read = new ArrayList<>();
    for (Cursor item : list.items()) {
      Cidr cidr = cidr(candidate, item, masked);
      if (cidr != null) {
        read.add(IpSet.of(cidr));
      }
    }
    return IpSet.unionOf(read);
  }

  private static @Nullable Cidr cidr(Candidate candidate, Cursor at, boolean masked) {
    String text = at.text("");
    Cidr cidr;
    try {
      cidr = Cidr.parseAddressOrCidr(text);
    } catch (IllegalArgumentException e) {
      candidate.refuse(
          at, "\"" + text + "\" is no CIDR: expected ADDRESS/PREFIX, as in 10.0.0.0/8");
      return null;
    }
    if (text.indexOf('/') >= 0 && Cidr.hasHostBits(text)) {
      String problem = "the CIDR \"" + text + "\" has bits set beyond its prefix: ";
      if (masked) {
        candidate.refuse(at, problem + cidr + " is meant?");
      } else {
        candidate.advise(at, problem + "it is read as " + cidr);
      }
    }
    if (cidr.family() == IpAddress.Family.V6) {
      candidate.obstruct(
          MapObstacle.Kind.IPV6_ADDRESSES,
          at,
          "the IPv6 addresses \"" + text + "\" are not in the map, which is IPv4");
    }
    return cidr;
  }

  static Set<IpAddress.Family> families(IpSet set) {
    Set<IpAddress.Family> families = EnumSet.noneOf(IpAddress.Family.class);
    set.ranges().forEach(range -> families.add(range.first().family()));
    return families;
  }
}
