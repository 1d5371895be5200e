package dev.palisade.application;

import dev.palisade.document.Cursor;
import dev.palisade.document.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;

/// What a cluster's controllers make of workloads: ReplicaSets, and running pods with addresses,
/// spread over the nodes. Deterministic.
final class SampleControllers {
  private record Host(String name, String address, String podPrefix) {}

  private final List<Node> objects = new ArrayList<>();
  private final List<Host> hosts = new ArrayList<>();
  private int placed;

  private SampleControllers() {}

  static List<Node> reconcile(List<Node> declared) {
    SampleControllers controllers = new SampleControllers();
    declared.forEach(controllers::findHost);
    declared.forEach(controllers::reconcile);
    return controllers.objects;
  }

  private void findHost(Node object) {
    Cursor cursor = new Cursor("sample", "", object);
    if (cursor.get("kind").requiredText().equals("Node")) {
      String range = cursor.get("spec").get("podCIDRs").get(0).requiredText();
      hosts.add(
          new Host(
              cursor.get("metadata").get("name").requiredText(),
              cursor.get("status").get("addresses").get(0).get("address").requiredText(),
              range.substring(0, range.lastIndexOf('.') + 1)));
    }
  }

  private void reconcile(Node object) {
    Cursor cursor = new Cursor("sample", "", object);
    String kind = cursor.get("kind").requiredText();
    String name = cursor.get("metadata").get("name").requiredText();
    objects.add(
        withMetadata(object, Map.of("uid", Node.text(SampleCluster.uid(kind, qualified(cursor))))));
    Long replicas = cursor.get("spec").get("replicas").integer();
    int wanted = replicas == null ? 1 : replicas.intValue();
    switch (kind) {
      case "Deployment" -> deployment(cursor, name, wanted);
      case "StatefulSet" -> {
        for (int i = 0; i < wanted; i++) {
          pod(cursor, kind, name, name + "-" + i, Map.of(), hosts.get(placed % hosts.size()));
        }
      }
      case "DaemonSet" -> {
        for (Host host : hosts) {
          pod(cursor, kind, name, name + "-" + suffix(name + host.name()), Map.of(), host);
        }
      }
      default -> {}
    }
  }

  private void deployment(Cursor deployment, String name, int replicas) {
    String hash = suffix(qualified(deployment)) + "4c";
    String set = name + "-" + hash;
    Map<String, Node> extra = Map.of("pod-template-hash", Node.text(hash));
    Map<String, Node> metadata = new LinkedHashMap<>();
    metadata.put("name", Node.text(set));
    metadata.put("namespace", namespace(deployment));
    metadata.put("uid", Node.text(SampleCluster.uid("ReplicaSet", set)));
    metadata.put("ownerReferences", owner("apps/v1", "Deployment", name));
    Map<String, Node> spec = new LinkedHashMap<>();
    spec.put("replicas", Node.number(replicas));
    spec.put("selector", node(deployment.get("spec").get("selector")));
    spec.put("template", node(deployment.get("spec").get("template")));
    objects.add(object("apps/v1", "ReplicaSet", metadata, spec, Map.of()));
    for (int i = 0; i < replicas; i++) {
      String pod = set + "-" + suffix(set + i);
      pod(deployment, "ReplicaSet", set, pod, extra, hosts.get(placed % hosts.size()));
    }
  }

  private void pod(
      Cursor workload,
      String ownerKind,
      String owner,
      String name,
      Map<String, Node> extra,
      Host host) {
    placed++;
    Cursor template = workload.get("spec").get("template");
    Map<String, Node> labels = new LinkedHashMap<>();
    template.get("metadata").get("labels").fields().forEach((k, v) -> labels.put(k, node(v)));
    labels.putAll(extra);
    Map<String, Node> metadata = new LinkedHashMap<>();
    metadata.put("name", Node.text(name));
    metadata.put("namespace", namespace(workload));
    metadata.put("uid", Node.text(SampleCluster.uid("Pod", name)));
    metadata.put("labels", Node.object(labels));
    metadata.put("ownerReferences", owner("apps/v1", ownerKind, owner));
    Map<String, Node> spec = new LinkedHashMap<>();
    template.get("spec").fields().forEach((k, v) -> spec.put(k, node(v)));
    spec.put("nodeName", Node.text(host.name()));
    boolean hostNetwork = Boolean.TRUE.equals(template.get("spec").get("hostNetwork").bool());
    String address = hostNetwork ? host.address() : host.podPrefix() + (placed + 1);
    Map<String, Node> status = new LinkedHashMap<>();
    status.put("phase", Node.text("Running"));
    status.put("hostIP", Node.text(host.address()));
    status.put("podIP", Node.text(address));
    status.put("podIPs", Node.array(List.of(Node.object(Map.of("ip", Node.text(address))))));
    status.put(
        "conditions",
        Node.array(
            List.of(Node.object(Map.of("type", Node.text("Ready"), "status", Node.text("True"))))));
    objects.add(object("v1", "Pod", metadata, spec, status));
  }

  private static Node object(
      String apiVersion,
      String kind,
      Map<String, Node> metadata,
      Map<String, Node> spec,
      Map<String, Node> status) {
    Map<String, Node> object = new LinkedHashMap<>();
    object.put("apiVersion", Node.text(apiVersion));
    object.put("kind", Node.text(kind));
    object.put("metadata", Node.object(metadata));
    object.put("spec", Node.object(spec));
    if (!status.isEmpty()) {
      object.put("status", Node.object(status));
    }
    return Node.object(object);
  }

  private static Node withMetadata(Node object, Map<String, Node> more) {
    Map<String, Node> fields = new LinkedHashMap<>(((Node.ObjectNode) object).fields());
    Node.ObjectNode before =
        (Node.ObjectNode) Objects.requireNonNull(fields.get("metadata"), "metadata");
    Map<String, Node> metadata = new LinkedHashMap<>(before.fields());
    metadata.putAll(more);
    fields.put("metadata", Node.object(metadata));
    return Node.object(fields);
  }

  private static Node owner(String apiVersion, String kind, String name) {
    Map<String, Node> reference = new LinkedHashMap<>();
    reference.put("apiVersion", Node.text(apiVersion));
    reference.put("kind", Node.text(kind));
    reference.put("name", Node.text(name));
    reference.put("uid", Node.text(SampleCluster.uid(kind, name)));
    reference.put("controller", Node.bool(true));
    return Node.array(List.of(Node.object(reference)));
  }

  private static Node namespace(Cursor object) {
    return Node.text(object.get("metadata").get("namespace").requiredText());
  }

  private static String qualified(Cursor object) {
    return object.get("metadata").get("namespace").text("")
        + "/"
        + object.get("metadata").get("name").requiredText();
  }

  private static Node node(Cursor cursor) {
    Node node = cursor.node();
    if (node == null) {
      throw cursor.malformed("is missing in the sample");
    }
    return node;
  }

  private static String suffix(String seed) {
    CRC32 crc = new CRC32();
    crc.update(seed.getBytes(StandardCharsets.UTF_8));
    return Long.toString(crc.getValue() + 60_466_176L, 36).substring(0, 5);
  }
}
