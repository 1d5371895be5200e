package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.Service;
import dev.palisade.analysis.inventory.Service.Endpoint;
import dev.palisade.analysis.inventory.Service.Port;
import dev.palisade.analysis.inventory.Service.Type;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.document.Cursor;
import dev.palisade.snapshot.Manifest;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import dev.palisade.translate.manifest.Metadata;
import dev.palisade.translate.manifest.ObjectName;
import dev.palisade.translate.manifest.PortNumber;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads Services, each with the endpoints of its EndpointSlices, or of its Endpoints where there
/// are no slices.
final class Services {
  private Services() {}

  static List<Service> read(List<Manifest> manifests, Diagnostics diagnostics) {
    ServiceEndpoints endpoints = ServiceEndpoints.read(manifests, diagnostics);
    List<Service> services = new ArrayList<>();
    for (Manifest manifest : manifests) {
      if (manifest.ref().kind().equals("Service") && manifest.ref().group().isEmpty()) {
        Service service = Candidate.read(manifest, diagnostics, c -> service(c, endpoints));
        if (service != null) {
          services.add(service);
        }
      }
    }
    return services;
  }

  private static Service service(Candidate candidate, ServiceEndpoints endpoints) {
    Metadata.check(candidate, ObjectName.SERVICE);
    Cursor spec = candidate.root().get("spec");
    Labels selector = Metadata.texts(spec.get("selector"));
    List<Port> ports = new ArrayList<>();
    for (Cursor port : spec.get("ports").items()) {
      ports.add(port(candidate, port));
    }
    String namespace = candidate.ref().namespace();
    List<Endpoint> backends = endpoints.of(namespace, candidate.ref().name());
    return new Service(
        candidate.ref(),
        namespace,
        candidate.ref().name(),
        type(candidate, spec.get("type")),
        // an empty selector selects nothing, like an absent one
        selector.isEmpty() ? null : selector,
        clusterAddresses(candidate, spec),
        spec.get("externalIPs").texts(),
        ports,
        backends);
  }

  private static Type type(Candidate candidate, Cursor at) {
    return switch (at.text("")) {
      case "", "ClusterIP" -> Type.CLUSTER_IP;
      case "NodePort" -> Type.NODE_PORT;
      case "LoadBalancer" -> Type.LOAD_BALANCER;
      case "ExternalName" -> Type.EXTERNAL_NAME;
      default -> {
        candidate.refuse(
            at,
            "\""
                + at.text("")
                + "\" is no type: expected ClusterIP, NodePort, LoadBalancer or ExternalName");
        yield Type.CLUSTER_IP;
      }
    };
  }

  private static Port port(Candidate candidate, Cursor at) {
    int port = PortNumber.read(candidate, at.get("port"));
    Cursor target = at.get("targetPort");
    String targetName = target.isString() ? target.text() : null;
    if (targetName != null) {
      candidate.refuseAll(target, ObjectName.PORT.problems(targetName));
    }
    Cursor nodePort = at.get("nodePort");
    String name = at.get("name").text("");
    return new Port(
        name.isEmpty() ? null : name,
        ContainerPorts.protocol(candidate, at.get("protocol")),
        port,
        targetName == null ? (Integer) numberOr(candidate, target, port) : null,
        targetName,
        isSet(nodePort) ? (Integer) PortNumber.read(candidate, nodePort) : null,
        at.pointer());
  }

  /// "If this is not specified, the value of the 'port' field is used"; 0 is Go's not specified.
  private static int numberOr(Candidate candidate, Cursor at, int otherwise) {
    return isSet(at) ? PortNumber.read(candidate, at) : otherwise;
  }

  private static boolean isSet(Cursor at) {
    Long number = at.integer();
    return number != null && number != 0;
  }

  private static List<IpAddress> clusterAddresses(Candidate candidate, Cursor spec) {
    List<IpAddress> addresses = new ArrayList<>();
    List<Cursor> items = spec.get("clusterIPs").items();
    for (Cursor at : items.isEmpty() ? List.of(spec.get("clusterIP")) : items) {
      IpAddress address = address(candidate, at);
      if (address != null) {
        addresses.add(address);
      }
    }
    return addresses;
  }

  /// @return null for none, and for the `None` of a headless service
  private static @Nullable IpAddress address(Candidate candidate, Cursor at) {
    String text = at.text("");
    if (text.isEmpty() || text.equals("None")) {
      return null;
    }
    IpAddress address = IpAddress.tryParse(text).orElse(null);
    if (address == null) {
      candidate.refuse(at, "\"" + text + "\" is no IP address");
    }
    return address;
  }
}
