package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.Node;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.document.Cursor;
import dev.palisade.snapshot.Manifest;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import dev.palisade.translate.manifest.Metadata;
import dev.palisade.translate.manifest.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads nodes.
final class Nodes {
  private static final Set<String> ADDRESS_TYPES = Set.of("InternalIP", "ExternalIP");

  private Nodes() {}

  static List<Node> read(List<Manifest> manifests, Diagnostics diagnostics) {
    List<Node> nodes = new ArrayList<>();
    for (Manifest manifest : manifests) {
      if (manifest.ref().kind().equals("Node") && manifest.ref().group().isEmpty()) {
        Node node = Candidate.read(manifest, diagnostics, Nodes::node);
        if (node != null) {
          nodes.add(node);
        }
      }
    }
    return nodes;
  }

  private static Node node(Candidate candidate) {
    Metadata.check(candidate, ObjectName.SUBDOMAIN);
    Cursor root = candidate.root();
    return new Node(
        candidate.ref(),
        candidate.ref().name(),
        Metadata.labels(candidate, root.get("metadata")),
        addresses(candidate, root.get("status").get("addresses")),
        podRanges(candidate, root.get("spec")));
  }

  private static List<IpAddress> addresses(Candidate candidate, Cursor list) {
    List<IpAddress> addresses = new ArrayList<>();
    for (Cursor item : list.items()) {
      if (ADDRESS_TYPES.contains(item.get("type").text(""))) {
        Cursor at = item.get("address");
        IpAddress.tryParse(at.text(""))
            .ifPresentOrElse(
                addresses::add,
                () -> candidate.refuse(at, "\"" + at.text("") + "\" is no IP address"));
      }
    }
    return addresses;
  }

  private static IpSet podRanges(Candidate candidate, Cursor spec) {
    List<Cursor> items = new ArrayList<>(spec.get("podCIDRs").items());
    if (items.isEmpty() && spec.get("podCIDR").isPresent()) {
      items.add(spec.get("podCIDR"));
    }
    IpSet ranges = IpSet.NONE;
    for (Cursor at : items) {
      String text = at.text("");
      Cidr cidr = Cidr.tryParse(text).orElse(null);
      if (cidr != null) {
        ranges = ranges.union(IpSet.of(cidr));
      } else if (!text.isEmpty()) {
        candidate.refuse(at, "\"" + text + "\" is no CIDR");
      }
    }
    return ranges;
  }
}
