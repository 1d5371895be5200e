package dev.palisade.compliance.diff;

import dev.palisade.document.Cursor;
import dev.palisade.document.Node;
import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a policy says where it says nothing, written out.
public final class PolicyDefaults {
  private PolicyDefaults() {}

  /// networking.k8s.io/v1: a port without protocol is TCP; without policyTypes a policy is Ingress,
  /// and Egress where it has an egress section. An API server writes both. Other objects are as
  /// they are.
  public static Node of(Node root) {
    Cursor at = new Cursor("object", "", root);
    boolean networkPolicy =
        at.get("apiVersion").isString()
            && at.get("apiVersion").text("").startsWith("networking.k8s.io/")
            && at.get("kind").isString()
            && at.get("kind").text("").equals("NetworkPolicy");
    if (!networkPolicy
        || !(root instanceof ObjectNode object)
        || !(object.fields().get("spec") instanceof ObjectNode spec)) {
      return root;
    }
    Map<String, Node> fields = new LinkedHashMap<>();
    spec.fields().forEach((name, value) -> fields.put(name, protocols(value)));
    if (!(fields.get("policyTypes") instanceof ArrayNode types) || types.items().isEmpty()) {
      List<Node> types = new ArrayList<>(List.of(Node.text("Ingress")));
      if (fields.get("egress") instanceof ArrayNode egress && !egress.items().isEmpty()) {
        types.add(Node.text("Egress"));
      }
      fields.put("policyTypes", Node.array(types));
    }
    Map<String, Node> all = new LinkedHashMap<>(object.fields());
    all.put("spec", Node.object(fields));
    return Node.object(all);
  }

  private static Node protocols(Node value) {
    return switch (value) {
      case ArrayNode array ->
          Node.array(array.items().stream().map(PolicyDefaults::protocols).toList());
      case ObjectNode object -> {
        Map<String, Node> fields = new LinkedHashMap<>();
        object
            .fields()
            .forEach(
                (name, field) ->
                    fields.put(
                        name,
                        name.equals("ports") && field instanceof ArrayNode ports
                            ? Node.array(ports.items().stream().map(PolicyDefaults::port).toList())
                            : protocols(field)));
        yield Node.object(fields);
      }
      default -> value;
    };
  }

  private static Node port(Node port) {
    if (!(port instanceof ObjectNode object) || object.fields().containsKey("protocol")) {
      return port;
    }
    Map<String, Node> fields = new LinkedHashMap<>(object.fields());
    fields.put("protocol", Node.text("TCP"));
    return Node.object(fields);
  }
}
