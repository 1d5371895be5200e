package dev.palisade.translate.kubernetes;

import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import dev.palisade.translate.manifest.Metadata;
import dev.palisade.translate.manifest.ObjectName;
import dev.palisade.translate.manifest.Selectors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads UserDefinedNetwork and ClusterUserDefinedNetwork of `k8s.ovn.org/v1` (OVN-Kubernetes,
/// `go-controller/pkg/crd/userdefinednetwork/v1`, with its CEL validations as far as they bear on
/// which network a pod gets).
final class UserDefinedNetworkReader {
  static final String KIND = "UserDefinedNetwork";
  static final String CLUSTER_KIND = "ClusterUserDefinedNetwork";

  private static final KnownFields SPEC =
      KnownFields.of("topology", "layer2", "layer3", "localnet", "transport", "noOverlay", "evpn");
  private static final KnownFields CLUSTER_SPEC = KnownFields.of("namespaceSelector", "network");
  private static final List<String> TOPOLOGIES = List.of("Layer2", "Layer3", "Localnet");

  private final Candidate candidate;
  private final boolean cluster;

  private UserDefinedNetworkReader(Candidate candidate) {
    this.candidate = candidate;
    this.cluster = candidate.ref().kind().equals(CLUSTER_KIND);
  }

  /// What an object asks for.
  ///
  /// @param primary whether it is to be the network of the pods' first interface
  /// @param pointer JSON pointer of what says so
  /// @param namespaces which namespaces of the cluster; null: its own
  record Wanted(boolean primary, String pointer, @Nullable Selector namespaces) {}

  static Wanted read(Candidate candidate) {
    return new UserDefinedNetworkReader(candidate).wanted();
  }

  private Wanted wanted() {
    Metadata.check(candidate, ObjectName.SUBDOMAIN);
    Cursor spec = candidate.root().get("spec");
    if (!cluster) {
      place();
      return network(spec, null);
    }
    CLUSTER_SPEC.check(candidate, spec);
    Cursor selector = spec.get("namespaceSelector");
    if (!selector.isPresent()) {
      candidate.refuse(selector, "a namespaceSelector is required");
    }
    return network(spec.get("network"), Selectors.read(candidate, selector).toSelector());
  }

  /// Names and namespaces that a network of one namespace cannot have.
  private void place() {
    Cursor metadata = candidate.root().get("metadata");
    if (candidate.ref().name().equals("default")) {
      candidate.refuse(
          metadata.get("name"), "\"default\" is the name of the cluster's own network");
    }
    if (isSystem(candidate.ref().namespace())) {
      candidate.refuse(
          metadata.get("namespace"),
          "the namespace \"" + candidate.ref().namespace() + "\" cannot have a network of its own");
    }
  }

  /// "UserDefinedNetwork CRs should not be created in the default namespace" and those of
  /// OpenShift.
  static boolean isSystem(String namespace) {
    return namespace.equals("default") || namespace.startsWith("openshift-");
  }

  private Wanted network(Cursor network, @Nullable Selector namespaces) {
    SPEC.check(candidate, network);
    Cursor topology = network.get("topology");
    String chosen = topology.text("");
    if (!TOPOLOGIES.contains(chosen) || (chosen.equals("Localnet") && !cluster)) {
      candidate.refuse(
          topology,
          (chosen.isEmpty() ? "a topology is required" : "\"" + chosen + "\" is no topology here")
              + ": expected "
              + (cluster ? "Layer2, Layer3 or Localnet" : "Layer2 or Layer3"));
    }
    Wanted wanted = new Wanted(false, network.pointer(), namespaces);
    for (String other : TOPOLOGIES) {
      Cursor layer = network.get(field(other));
      if (other.equals(chosen)) {
        wanted = layer(layer, chosen, namespaces);
      } else if (layer.isPresent()) {
        candidate.refuse(layer, "it is only for the topology " + other);
      }
    }
    return wanted;
  }

  private static String field(String topology) {
    return Character.toLowerCase(topology.charAt(0)) + topology.substring(1);
  }

  private Wanted layer(Cursor layer, String topology, @Nullable Selector namespaces) {
    if (!layer.isPresent()) {
      candidate.refuse(layer, "it is required for the topology " + topology);
    }
    Cursor role = layer.get("role");
    String text = role.text("");
    boolean localnet = topology.equals("Localnet");
    if (!text.equals("Secondary") && (localnet || !text.equals("Primary"))) {
      candidate.refuse(
          role,
          (text.isEmpty() ? "a role is required" : "\"" + text + "\" is no role here")
              + ": expected "
              + (localnet ? "Secondary" : "Primary or Secondary"));
    }
    boolean primary = text.equals("Primary");
    if (!primary && layer.get("joinSubnets").isPresent()) {
      candidate.refuse(layer.get("joinSubnets"), "it is only for the role Primary");
    }
    addressing(layer, topology, primary);
    return new Wanted(primary, role.pointer(), namespaces);
  }

  private void addressing(Cursor layer, String topology, boolean primary) {
    Cursor mode = layer.get("ipam").get("mode");
    boolean assigned = mode.text("Enabled").equals("Enabled");
    if (!assigned && primary) {
      candidate.refuse(mode, "a network of the role Primary needs the mode Enabled");
    }
    Cursor subnets = layer.get("subnets");
    List<Cursor> items = subnets.items();
    if (items.isEmpty() && assigned && layer.isPresent()) {
      candidate.refuse(subnets, "subnets are required");
    }
    if (!items.isEmpty() && !assigned) {
      candidate.refuse(subnets, "there can be no subnets without the ipam mode Enabled");
    }
    boolean objects = topology.equals("Layer3");
    List<Cidr> read = new ArrayList<>();
    for (Cursor item : items) {
      Cursor at = objects ? item.get("cidr") : item;
      Cidr.tryParse(at.text(""))
          .ifPresentOrElse(
              read::add, () -> candidate.refuse(at, "\"" + at.text("") + "\" is no CIDR"));
    }
    boolean sameFamily = read.size() == 2 && read.getFirst().family() == read.getLast().family();
    if (!objects && (items.size() > 2 || sameFamily)) {
      candidate.refuse(subnets, "there can be one subnet of IPv4 and one of IPv6");
    }
  }
}
