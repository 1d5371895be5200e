package dev.palisade.analysis.reachability;

import dev.palisade.document.Node;
import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.NumberNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Names for all ports, which every pod declares, in place of their numbers in rules of ingress.
final class PortsByName {
  private PortsByName() {}

  static ObjectNode of(ObjectNode object) {
    return switch (Trees.text(object, "kind")) {
      case "Pod", "Deployment" -> DECLARING.applyTo(object);
      case "NetworkPolicy", "GlobalNetworkPolicy" ->
          Trees.text(object, "apiVersion").startsWith("networking")
              ? inIngress(object, KUBERNETES)
              : inIngress(object, CALICO);
      case "AdminNetworkPolicy", "BaselineAdminNetworkPolicy" -> inIngress(object, ADMIN);
      case "CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy" -> inIngress(object, CILIUM);
      default -> object;
    };
  }

  private static String name(int port, String protocol) {
    return "p" + port + "-" + protocol.toLowerCase(Locale.ROOT);
  }

  private static final TreeChange DECLARING =
      new TreeChange() {
        @Override
        public Node value(String field, Node value) {
          if (!field.equals("spec") || !(Trees.at(value, "containers") instanceof ArrayNode)) {
            return value;
          }
          List<Node> ports = new ArrayList<>();
          for (int port : ClusterObjects.PORTS) {
            for (String protocol : ClusterObjects.PROTOCOLS) {
              ports.add(
                  Trees.object(
                      "name", name(port, protocol), "containerPort", port, "protocol", protocol));
            }
          }
          Map<String, Node> fields = new LinkedHashMap<>(((ObjectNode) value).fields());
          List<Node> containers = new ArrayList<>(((ArrayNode) fields.get("containers")).items());
          containers.add(Trees.object("name", "more", "image", "i", "ports", ports));
          fields.put("containers", Node.array(containers));
          return Node.object(fields);
        }
      };

  private static ObjectNode inIngress(ObjectNode object, TreeChange change) {
    return new TreeChange() {
      @Override
      public Node value(String field, Node value) {
        return field.startsWith("ingress") && value instanceof ArrayNode(var items, var line)
            ? Node.array(items.stream().map(i -> change.applyTo((ObjectNode) i)).toList())
            : value;
      }
    }.applyTo(object);
  }

  private static final TreeChange KUBERNETES =
      new TreeChange() {
        @Override
        public Node value(String field, Node value) {
          if (!field.equals("ports")
              || !(value instanceof ObjectNode(var fields, var line))
              || fields.containsKey("endPort")
              || !(fields.get("port") instanceof NumberNode number)) {
            return value;
          }
          Map<String, Node> named = new LinkedHashMap<>(fields);
          String protocol = Trees.text(value, "protocol");
          named.put(
              "port",
              Node.text(name((int) number.longValue(), protocol.isEmpty() ? "TCP" : protocol)));
          return Node.object(named);
        }
      };

  private static final TreeChange ADMIN =
      new TreeChange() {
        @Override
        public Node value(String field, Node value) {
          return Trees.at(value, "portNumber", "port") instanceof NumberNode number
              ? Trees.object(
                  "namedPort",
                  name((int) number.longValue(), Trees.text(value, "portNumber", "protocol")))
              : value;
        }
      };

  private static final TreeChange CALICO =
      new TreeChange() {
        @Override
        public Node value(String field, Node rule) {
          String protocol =
              Trees.at(rule, "protocol") instanceof NumberNode
                  ? "TCP"
                  : Trees.text(rule, "protocol");
          if (!(rule instanceof ObjectNode(var fields, var line))
              || !(fields.get("destination") instanceof ObjectNode destination)
              || !ClusterObjects.PROTOCOLS.contains(protocol)) {
            return rule;
          }
          Map<String, Node> named = new LinkedHashMap<>(fields);
          named.put("destination", ofProtocol(protocol).applyTo(destination));
          return Node.object(named);
        }
      };

  private static TreeChange ofProtocol(String protocol) {
    return new TreeChange() {
      @Override
      public Node value(String field, Node value) {
        return (field.equals("ports") || field.equals("notPorts"))
                && value instanceof NumberNode number
                && ClusterObjects.PORTS.contains((int) number.longValue())
            ? Node.text(name((int) number.longValue(), protocol))
            : value;
      }
    };
  }

  private static final TreeChange CILIUM =
      new TreeChange() {
        @Override
        public Node value(String field, Node value) {
          String protocol = Trees.text(value, "protocol");
          if (!(value instanceof ObjectNode(var fields, var line))
              || fields.containsKey("endPort")
              || !ClusterObjects.PROTOCOLS.contains(protocol)
              || !(fields.get("port") instanceof StringNode(var port, var at))
              || !port.matches("[1-9]\\d*")) {
            return value;
          }
          Map<String, Node> named = new LinkedHashMap<>(fields);
          named.put("port", Node.text(name(Integer.parseInt(port), protocol)));
          return Node.object(named);
        }
      };
}
