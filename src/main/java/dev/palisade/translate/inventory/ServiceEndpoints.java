package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.Service.Endpoint;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.document.Cursor;
import dev.palisade.snapshot.Manifest;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import dev.palisade.translate.manifest.PortNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The backends of services by EndpointSlice and Endpoints, whether ready or not: those that are
/// not yet ready will be.
final class ServiceEndpoints {
  private static final String SERVICE_NAME = "kubernetes.io/service-name";

  private final Map<String, List<Endpoint>> slices = new HashMap<>();
  private final Map<String, List<Endpoint>> endpoints = new HashMap<>();

  private ServiceEndpoints() {}

  static ServiceEndpoints read(List<Manifest> manifests, Diagnostics diagnostics) {
    ServiceEndpoints all = new ServiceEndpoints();
    for (Manifest m : manifests) {
      String kind = m.ref().group() + "/" + m.ref().kind();
      if (kind.equals("discovery.k8s.io/EndpointSlice")) {
        String service =
            Candidate.read(
                m,
                diagnostics,
                c -> c.root().get("metadata").get("labels").get(SERVICE_NAME).text(""));
        if (service != null && !service.isEmpty()) {
          add(all.slices, key(m, service), Candidate.read(m, diagnostics, ServiceEndpoints::slice));
        }
      } else if (kind.equals("/Endpoints")) {
        add(
            all.endpoints,
            key(m, m.ref().name()),
            Candidate.read(m, diagnostics, ServiceEndpoints::subsets));
      }
    }
    return all;
  }

  List<Endpoint> of(String namespace, String service) {
    String key = namespace + "/" + service;
    List<Endpoint> found = slices.get(key);
    return found != null ? found : endpoints.getOrDefault(key, List.of());
  }

  private static String key(Manifest manifest, String service) {
    return manifest.ref().namespace() + "/" + service;
  }

  private static void add(
      Map<String, List<Endpoint>> to, String key, @Nullable List<Endpoint> read) {
    if (read != null) {
      to.computeIfAbsent(key, k -> new ArrayList<>()).addAll(read);
    }
  }

  private static List<Endpoint> slice(Candidate candidate) {
    Cursor root = candidate.root();
    List<Endpoint> found = new ArrayList<>();
    if (root.get("addressType").text("").equals("FQDN")) {
      return found; // names outside the cluster
    }
    for (Cursor endpoint : root.get("endpoints").items()) {
      for (Cursor address : endpoint.get("addresses").items()) {
        addPorts(candidate, address, root.get("ports"), found);
      }
    }
    return found;
  }

  private static List<Endpoint> subsets(Candidate candidate) {
    List<Endpoint> found = new ArrayList<>();
    for (Cursor subset : candidate.root().get("subsets").items()) {
      for (String list : List.of("addresses", "notReadyAddresses")) {
        for (Cursor address : subset.get(list).items()) {
          addPorts(candidate, address.get("ip"), subset.get("ports"), found);
        }
      }
    }
    return found;
  }

  private static PortSet ports(Candidate candidate, Cursor at) {
    boolean ofSlice = candidate.ref().kind().equals("EndpointSlice");
    return ofSlice && !at.isPresent() ? PortSet.ALL : PortSet.of(PortNumber.read(candidate, at));
  }

  private static void addPorts(
      Candidate candidate, Cursor address, Cursor ports, List<Endpoint> to) {
    IpAddress ip = IpAddress.tryParse(address.text("")).orElse(null);
    if (ip == null) {
      candidate.refuse(address, "\"" + address.text("") + "\" is no IP address");
      return;
    }
    for (Cursor port : ports.items()) {
      String name = port.get("name").text("");
      to.add(
          new Endpoint(
              ip,
              name.isEmpty() ? null : name,
              ContainerPorts.protocol(candidate, port.get("protocol")),
              ports(candidate, port.get("port"))));
    }
  }
}
