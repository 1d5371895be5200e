package dev.palisade.translate;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.DialectSettings.Use;
import dev.palisade.analysis.reachability.Endpoint;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.FlowEvaluator;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.Protocol;
import java.util.ArrayList;
import java.util.List;

/// A small cluster of two namespaces under Calico's policies.
record CalicoWorld(Translation translation, Reachability reachability, FlowEvaluator evaluator) {
  static final DialectSettings SETTINGS = DialectSettings.of(Dialect.CALICO, Use.MANIFESTS);

  private static final String CLUSTER =
      """
      {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {env: prod}}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: bank, labels: {env: test}}}
      ---
      {apiVersion: v1, kind: ServiceAccount, metadata: {name: db, namespace: bank, labels: {role: data}}}
      ---
      """
          + pod(
              "shop",
              "web",
              "10.0.0.1",
              "{name: http, containerPort: 80}, {name: dns, containerPort: 53, protocol: UDP}, {name: metrics, containerPort: 88}")
          + pod("shop", "api", "10.0.0.2", "{name: http, containerPort: 8080}")
          + pod("shop", "cron", "10.0.0.3", "")
          + pod("bank", "db", "10.1.0.1", "{name: sql, containerPort: 5432}")
          + pod("bank", "web", "10.1.0.2", "{name: http, containerPort: 80}");

  private static String pod(String namespace, String name, String address, String ports) {
    return """
        {apiVersion: v1, kind: Pod, metadata: {name: %s, namespace: %s, labels: {app: %s}},
         spec: {nodeName: n1, serviceAccountName: %s, containers: [{name: c, image: i, ports: [%s]}]},
         status: {phase: Running, podIP: %s}}
        ---
        """
        .formatted(name, namespace, name, name, ports, address);
  }

  static CalicoWorld of(List<String> policies) {
    List<String> documents = new ArrayList<>(List.of(CLUSTER));
    documents.addAll(policies);
    Translation translation =
        Translator.translate(Snapshots.of(documents.toArray(String[]::new)), SETTINGS);
    return new CalicoWorld(
        translation,
        Reachability.of(translation.inventory(), translation.policies(), SETTINGS),
        FlowEvaluator.of(translation.inventory(), translation.policies(), SETTINGS));
  }

  /// @param flow `SOURCE > DESTINATION PROTOCOL PORT[/SOURCE PORT]`, or `ICMP TYPE`
  boolean allowsBySets(String flow) {
    String[] words = flow.split(" ");
    return reachability.traffic(number(words[0]), number(words[2])).contains(packet(words));
  }

  boolean allowsByWalk(String flow) {
    String[] words = flow.split(" ");
    return evaluator.evaluate(endpoint(words[0]), endpoint(words[2]), packet(words)).allowed();
  }

  private static Packet packet(String[] words) {
    Protocol protocol = Protocol.parse(words[3]);
    String[] ports = words[4].split("/");
    int first = Integer.parseInt(ports[0]);
    if (protocol.hasIcmpTypes()) {
      return Packet.icmp(protocol, first, 0);
    }
    return ports.length == 1
        ? Packet.of(protocol, first)
        : Packet.of(protocol, Integer.parseInt(ports[1]), first);
  }

  private int number(String text) {
    Endpoints endpoints = reachability.endpoints();
    return IpAddress.tryParse(text)
        .map(address -> endpoints.addressesIn(IpSet.of(address)).first())
        .orElseGet(() -> endpoints.idOf(pod(text)));
  }

  private Endpoint endpoint(String text) {
    return IpAddress.tryParse(text)
        .<Endpoint>map(address -> new Endpoint.AddressEndpoint(IpRange.of(address)))
        .orElseGet(() -> new Endpoint.PodEndpoint(pod(text)));
  }

  private Pod pod(String name) {
    return translation.inventory().pods().stream()
        .filter(pod -> pod.toString().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
