package dev.palisade.translate.cilium;

import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.document.Cursor;
import dev.palisade.snapshot.Manifest;
import dev.palisade.translate.manifest.AddressBlocks;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.Metadata;
import dev.palisade.translate.manifest.ObjectName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The CiliumCIDRGroups, by name (`CiliumCIDRGroupSpec`).
record AddressGroups(Map<String, Group> groups) {
  private static final KnownFields OBJECT =
      KnownFields.of("apiVersion", "kind", "metadata", "spec", "status");
  private static final KnownFields SPEC =
      KnownFields.of("externalCIDRs").confused("cidrs", "externalCIDRs");

  record Group(Labels labels, IpSet addresses) {}

  static AddressGroups read(List<Manifest> manifests, Diagnostics diagnostics) {
    Map<String, Group> groups = new TreeMap<>();
    for (Manifest manifest : manifests) {
      if (CiliumKinds.isAddressGroup(manifest.ref())) {
        Group group = Candidate.read(manifest, diagnostics, AddressGroups::group);
        if (group != null) {
          groups.put(manifest.ref().name(), group);
        }
      }
    }
    return new AddressGroups(groups);
  }

  private static Group group(Candidate candidate) {
    Cursor root = candidate.root();
    Metadata.checkPolicy(candidate, ObjectName.SUBDOMAIN);
    OBJECT.check(candidate, root);
    SPEC.check(candidate, root.get("spec"));
    if (!root.get("spec").get("externalCIDRs").isPresent()) {
      candidate.refuse(root.get("spec").get("externalCIDRs"), "externalCIDRs are required");
    }
    IpSet addresses = IpSet.NONE;
    for (Cursor item : root.get("spec").get("externalCIDRs").items()) {
      Cidr cidr = AddressBlocks.read(candidate, item);
      if (cidr != null) {
        addresses = addresses.union(IpSet.of(cidr));
      }
    }
    return new Group(Metadata.labels(candidate, root.get("metadata")), addresses);
  }

  /// @return null when there is none
  @Nullable IpSet named(String name) {
    Group group = groups.get(name);
    return group == null ? null : group.addresses();
  }

  IpSet labelled(Selector selector) {
    return IpSet.unionOf(
        groups.values().stream()
            .filter(group -> selector.matches(group.labels()))
            .map(Group::addresses)
            .toList());
  }
}
