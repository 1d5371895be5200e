package dev.palisade.snapshot;

import static dev.palisade.snapshot.Shape.WHOLE;

import dev.palisade.document.Node;
import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import dev.palisade.snapshot.Shape.AllBut;
import dev.palisade.snapshot.Shape.Each;
import dev.palisade.snapshot.Shape.Keys;
import dev.palisade.snapshot.Shape.Only;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Drops from an object what evidence does not need, before anything is stored: values that may be
/// secret (environments, command lines, volumes, Secrets, ConfigMaps) and values that change while
/// nothing happens (resource versions, heartbeats, probe times), so that an unchanged cluster has
/// unchanged digests.
///
/// Three ways, by kind:
/// - kinds of the policy groups, NetworkPolicy among them, keep all but `status`: a field that
///   nobody knows may allow traffic;
/// - the other kinds of [ResourceKinds] keep the listed fields;
/// - any other kind keeps `metadata` and `spec`, and loses what looks like a container's or
///   volume's inside.
public final class Trimming {

  private static final Shape POLICY =
      new AllBut(Set.of("status"), Map.of("metadata", MetadataTrimming.OBJECT));
  private static final Shape BARE = object();
  private static final Shape SPEC_ONLY = object().and("spec");
  private static final Shape SCRUBBED = object().with("spec", new Shape.By(Trimming::scrubbed));

  private static final Map<String, Shape> SHAPES = shapes();

  private Trimming() {}

  /// The object as it may be stored; null when nothing of it may be: a Secret, or a ConfigMap that
  /// is not among [ReadableSettings].
  ///
  /// @param apiVersion `group/version` of the object
  public static @Nullable Node trim(Node root, String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    if (group.isEmpty() && kind.equals("Secret")) {
      return null;
    }
    if (group.isEmpty() && kind.equals("ConfigMap")) {
      return configMap(root);
    }
    Shape shape = SHAPES.get(group + "/" + kind);
    if (shape == null) {
      shape = ResourceKinds.isEvidence(group, kind) ? POLICY : SCRUBBED;
    }
    return shape.keep(root);
  }

  private static @Nullable Node configMap(Node root) {
    if (!(root instanceof ObjectNode object)
        || !(object.fields().get("metadata") instanceof ObjectNode metadata)
        || !(metadata.fields().get("name") instanceof StringNode name)
        || !(metadata.fields().get("namespace") instanceof StringNode namespace)) {
      return null;
    }
    Set<String> keys = ReadableSettings.keysOf(namespace.value(), name.value());
    return keys == null ? null : object().with("data", Shape.of(keys)).keep(root);
  }

  /// Unknown kinds may hold a pod template anywhere.
  private static Node scrubbed(Node value) {
    return switch (value) {
      case ObjectNode(var fields, var line) -> {
        Map<String, Node> kept = new LinkedHashMap<>();
        fields.forEach(
            (key, field) -> {
              Node trimmed =
                  switch (key) {
                    case "containers", "initContainers", "ephemeralContainers" ->
                        new Each(PodTrimming.CONTAINER).keep(field);
                    case "volumes" -> new Each(PodTrimming.VOLUME).keep(field);
                    case "env", "envFrom", "data", "stringData", "binaryData" -> null;
                    default -> scrubbed(field);
                  };
              if (trimmed != null) {
                kept.put(key, trimmed);
              }
            });
        yield new ObjectNode(kept, line);
      }
      case ArrayNode(var items, var line) ->
          new ArrayNode(items.stream().map(Trimming::scrubbed).toList(), line);
      default -> value;
    };
  }

  private static Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new HashMap<>();
    shapes.put("/Namespace", object().with("status", Shape.of("phase")));
    shapes.put("/Pod", object().with("spec", PodTrimming.SPEC).with("status", PodTrimming.STATUS));
    shapes.put("/PodTemplate", object().with("template", PodTrimming.TEMPLATE));
    shapes.put("/Service", object().and("spec").with("status", Shape.of("loadBalancer")));
    shapes.put("/ServiceAccount", BARE);
    shapes.put("/Endpoints", object().and("subsets"));
    shapes.put("/Node", node());
    shapes.put("discovery.k8s.io/EndpointSlice", object().and("addressType", "endpoints", "ports"));
    WorkloadTrimming.addTo(shapes);
    shapes.put(
        "networking.k8s.io/Ingress", object().and("spec").with("status", Shape.of("loadBalancer")));
    shapes.put("networking.k8s.io/IngressClass", SPEC_ONLY);
    for (String role : Set.of("Role", "ClusterRole")) {
      shapes.put("rbac.authorization.k8s.io/" + role, object().and("rules", "aggregationRule"));
      shapes.put(
          "rbac.authorization.k8s.io/" + role + "Binding", object().and("roleRef", "subjects"));
    }
    shapes.put("apiextensions.k8s.io/CustomResourceDefinition", definition());
    String gateway = "gateway.networking.k8s.io/";
    shapes.put(gateway + "Gateway", object().and("spec").with("status", Shape.of("addresses")));
    for (ResourceKind kind : ResourceKinds.all()) {
      if (kind.group().equals("gateway.networking.k8s.io")) {
        shapes.putIfAbsent(kind.toString(), SPEC_ONLY);
      }
    }
    // spec.tls of a Route may hold the private key itself
    Shape route = new AllBut(Set.of(), Map.of("tls", Shape.of("termination")));
    shapes.put("route.openshift.io/Route", object().with("spec", route));
    // of what is not modelled nothing is read
    WaysIn.plurals().keySet().forEach(kind -> shapes.put(kind, BARE));
    shapes.put(
        WaysIn.TARGET_GROUP_BINDING, object().with("spec", Shape.of("serviceRef", "targetType")));
    settings(shapes);
    return Map.copyOf(shapes);
  }

  private static void settings(Map<String, Shape> shapes) {
    Shape felix = object().with("spec", Shape.of(ReadableSettings.felixConfiguration()));
    shapes.put("crd.projectcalico.org/FelixConfiguration", felix);
    shapes.put("projectcalico.org/FelixConfiguration", felix);
    Shape defaults = Shape.of("nodeSelector").with("defaults", Shape.of(ReadableSettings.cilium()));
    shapes.put("cilium.io/CiliumNodeConfig", object().with("spec", defaults));
  }

  private static Keys node() {
    Shape conditions =
        new Each(
            new Only("type", Set.of("Ready", "NetworkUnavailable"), Shape.of("type", "status")));
    return object()
        .with("spec", Shape.of("podCIDR", "podCIDRs", "taints", "unschedulable"))
        .with(
            "status",
            Shape.of("addresses")
                .with("conditions", conditions)
                .with("nodeInfo", Shape.of("operatingSystem", "kubeletVersion")));
  }

  /// Names only: which kinds there are, in which versions. Schemas are most of a definition.
  private static Keys definition() {
    Shape versions = new Each(Shape.of("name", "served", "storage"));
    return object().with("spec", Shape.of("group", "names", "scope").with("versions", versions));
  }

  /// The start of every shape.
  static Keys object() {
    return new Keys(
        Map.of("apiVersion", WHOLE, "kind", WHOLE, "metadata", MetadataTrimming.OBJECT));
  }
}
