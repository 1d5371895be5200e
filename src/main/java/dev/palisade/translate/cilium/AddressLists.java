package dev.palisade.translate.cilium;

import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.AddressBlocks;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.ObjectName;
import dev.palisade.translate.manifest.Selectors;
import dev.palisade.translate.manifest.Selectors.Keys;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the items of `fromCIDR`, `fromCIDRSet` and their like (`pkg/policy/api/cidr.go`).
final class AddressLists {
  private static final KnownFields SET =
      KnownFields.of("cidr", "cidrGroupRef", "cidrGroupSelector", "except");

  private AddressLists() {}

  /// A block, or a single address.
  static IpSet block(Candidate candidate, Cursor at) {
    Optional<IpAddress> single = IpAddress.tryParse(at.text(""));
    if (single.isPresent()) {
      return IpSet.of(single.get());
    }
    Cidr cidr = AddressBlocks.read(candidate, at);
    return cidr == null ? IpSet.NONE : IpSet.of(cidr);
  }

  static IpSet set(Candidate candidate, Cursor item, AddressGroups groups) {
    SET.check(candidate, item);
    List<String> given =
        List.of("cidr", "cidrGroupRef", "cidrGroupSelector").stream()
            .filter(field -> item.get(field).isPresent())
            .toList();
    if (given.size() != 1) {
      candidate.refuse(
          item, "an item needs exactly one of cidr, cidrGroupRef and cidrGroupSelector");
      return IpSet.NONE;
    }
    Cursor at = item.get(given.getFirst());
    Cidr whole = null;
    IpSet left;
    if (given.contains("cidr")) {
      whole = AddressBlocks.read(candidate, at);
      left = whole == null ? IpSet.NONE : IpSet.of(whole);
    } else if (given.contains("cidrGroupRef")) {
      left = named(candidate, at, groups);
    } else {
      left = groups.labelled(Selectors.read(candidate, at, Keys.OF_IDENTITIES).toSelector());
    }
    for (Cursor except : item.get("except").items()) {
      left = left.minus(except(candidate, except, whole));
    }
    if (left.isEmpty()) {
      candidate.advise(item, "no address is left: the item matches nothing");
    }
    return left;
  }

  private static IpSet named(Candidate candidate, Cursor at, AddressGroups groups) {
    candidate.refuseAll(at, ObjectName.SUBDOMAIN.problems(at.text("")));
    IpSet group = groups.named(at.text(""));
    if (group == null) {
      candidate.advise(at, "there is no CiliumCIDRGroup " + at.text("") + ": it matches nothing");
      return IpSet.NONE;
    }
    return group;
  }

  private static IpSet except(Candidate candidate, Cursor at, @Nullable Cidr whole) {
    Cidr cidr = AddressBlocks.read(candidate, at);
    if (cidr == null) {
      return IpSet.NONE;
    }
    if (whole != null && !whole.contains(cidr)) {
      candidate.refuse(at, cidr + " must lie within the cidr " + whole);
    }
    return IpSet.of(cidr);
  }
}
