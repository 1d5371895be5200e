package dev.palisade.verifier;

import static dev.palisade.verifier.Trees.at;
import static dev.palisade.verifier.Trees.list;
import static dev.palisade.verifier.Trees.text;
import static dev.palisade.verifier.Trees.texts;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What networking.k8s.io/v1 policies let through, flow by flow, as their specification says it:
/// the manifests' half of [ProofChecker].
final class PolicyReading {
  private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "SCTP");
  private static final Pattern TRAFFIC = Pattern.compile("([A-Z]+)(?:[ /]([0-9][0-9,-]*))?");
  static final String CACHE = "169.254.20.10";

  /// A pod, a node (no namespace), or an address outside (no name).
  record End(String namespace, String name, Object labels, Object spec, List<String> ips) {
    boolean host() {
      return Boolean.TRUE.equals(at(spec, "hostNetwork"));
    }

    String node() {
      return namespace.isEmpty() ? name.replaceFirst("node/", "") : text(spec, "nodeName");
    }

    /// From a node to its own pods there is no policy.
    boolean passesBy(End to) {
      boolean near = node().isEmpty() || to.node().isEmpty() || node().equals(to.node());
      return near && !to.namespace.isEmpty() && (namespace.isEmpty() ? !name.isEmpty() : host());
    }
  }

  final Map<String, Object> namespaces = new TreeMap<>();
  final Map<String, Object> policies = new TreeMap<>();
  final List<Object> services = new ArrayList<>();
  final List<End> ends = new ArrayList<>();
  final List<String> problems = new ArrayList<>();
  private final Object scope;

  PolicyReading(List<?> manifests, Object scope) {
    this.scope = scope;
    Map<String, Object> templates = new TreeMap<>();
    Set<String> running = new TreeSet<>();
    for (Object object : manifests) {
      String kind = text(object, "kind");
      String namespace = text(object, "metadata", "namespace");
      String id = namespace + "/" + text(object, "metadata", "name");
      Object labels = at(object, "metadata", "labels");
      List<String> ips = new ArrayList<>();
      if (kind.matches(".*NetworkPolic(y|ies)")) {
        policies.put(id, object);
        if (!text(object, "apiVersion").equals("networking.k8s.io/v1")) {
          problems.add(kind + " " + id + " is not of networking.k8s.io/v1");
        }
      } else if (kind.equals("Namespace")) {
        namespaces.put(id.substring(1), labels);
      } else if (kind.equals("Service")) {
        services.add(object);
      } else if (kind.equals("Node")) {
        list(object, "status", "addresses").forEach(a -> ips.add(text(a, "address")));
        ips.removeIf(ip -> !ip.matches("[0-9.]+|[0-9a-f.]*:[0-9a-f.:]*"));
        ends.add(new End("", "node" + id, labels, null, ips));
      } else if (at(object, "spec", "template", "spec") != null) {
        templates.put(id + "[" + kind + "]", object);
      } else if (kind.equals("CronJob")) {
        templates.put(id + "[" + kind + "]", at(object, "spec", "jobTemplate"));
      } else if (kind.equals("Pod")
          && !text(object, "status", "phase").matches("Succeeded|Failed")) {
        list(object, "status", "podIPs").forEach(ip -> ips.add(text(ip, "ip")));
        ips.addAll(ips.isEmpty() ? texts(object, "status", "podIP") : List.of());
        running.add(owner(object, id + "[Pod]", null));
        String name = owner(object, id + "[Pod]", labels);
        running.add(name);
        ends.add(new End(namespace, name, labels, at(object, "spec"), ips));
      }
    }
    templates.forEach(
        (id, object) -> {
          boolean owned = templates.containsKey(owner(object, "", null));
          if (!owned && !running.contains(id) && at(object, "status", "completionTime") == null) {
            Object pod = at(object, "spec", "template");
            String namespace = id.substring(0, id.indexOf('/'));
            Object labels = at(pod, "metadata", "labels");
            ends.add(new End(namespace, id, labels, at(pod, "spec"), List.of()));
          }
        });
    ends.forEach(end -> namespaces.putIfAbsent(end.namespace, null));
    addresses();
  }

  /// What controls an object, by the name that lasts: Deployments by the hash in their ReplicaSets.
  private static String owner(Object object, String self, Object labels) {
    for (Object owner : list(object, "metadata", "ownerReferences")) {
      String name = text(object, "metadata", "namespace") + "/" + text(owner, "name");
      String hash = "-" + text(labels, "pod-template-hash");
      String kind = text(owner, "kind");
      if (Boolean.TRUE.equals(at(owner, "controller")) && !kind.equals("Node")) {
        return labels != null && kind.equals("ReplicaSet") && name.endsWith(hash)
            ? name.substring(0, name.length() - hash.length()) + "[Deployment]"
            : labels != null && kind.equals("Job") && name.matches(".+-\\d{8}")
                ? name.substring(0, name.length() - 9) + "[CronJob]"
                : name + "[" + kind + "]";
      }
    }
    return self;
  }

  /// The first address of each range that no policy and no network cuts, outside of the cluster.
  private void addresses() {
    Set<String> own = new TreeSet<>();
    ends.forEach(end -> own.addAll(end.ips));
    Set<String> blocks = new TreeSet<>(Set.of("0.0.0.0/0", "::/0", CACHE));
    blocks.addAll(own);
    list(scope, "networks").forEach(network -> blocks.addAll(texts(network, "cidrs")));
    for (Object policy : policies.values()) {
      Stream.concat(
              list(policy, "spec", "ingress").stream().flatMap(r -> list(r, "from").stream()),
              list(policy, "spec", "egress").stream().flatMap(r -> list(r, "to").stream()))
          .forEach(
              peer -> {
                blocks.addAll(texts(peer, "ipBlock", "cidr"));
                blocks.addAll(texts(peer, "ipBlock", "except"));
              });
    }
    Set<String> points = new TreeSet<>();
    for (String block : blocks) {
      String bits = bits(block);
      String next = new BigInteger("1" + bits.substring(1), 2).add(BigInteger.ONE).toString(2);
      points.add(bits);
      points.add(bits.charAt(0) + (next.length() > bits.length() ? "" : next.substring(1)));
    }
    Set<String> inside = new TreeSet<>(own.stream().map(PolicyReading::bits).toList());
    points.stream()
        .map(bits -> bits + "0".repeat((bits.charAt(0) == '4' ? 33 : 129) - bits.length()))
        .distinct()
        .filter(bits -> !inside.contains(bits))
        .forEach(bits -> ends.add(new End("", "", null, null, List.of(bits))));
  }

  /// The family, and the bits of an address or of a block's prefix; bits as they are.
  static String bits(String block) {
    if (block.matches("[46][01]{32}([01]{96})?")) {
      return block;
    }
    try {
      byte[] bytes = InetAddress.getByName(block.split("/")[0]).getAddress();
      String all = new BigInteger(1, bytes).setBit(bytes.length * 8).toString(2).substring(1);
      int length = block.contains("/") ? Integer.parseInt(block.split("/")[1]) : all.length();
      return (bytes.length == 4 ? "4" : "6") + all.substring(0, length);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(block, e);
    }
  }

  static boolean within(List<String> ips, List<String> blocks) {
    return ips.stream().anyMatch(ip -> blocks.stream().anyMatch(b -> bits(ip).startsWith(bits(b))));
  }

  static boolean selects(Object selector, Object labels) {
    Object wanted = at(selector, "matchLabels");
    boolean all =
        !(wanted instanceof Map<?, ?> map)
            || map.entrySet().stream()
                .allMatch(e -> String.valueOf(e.getValue()).equals(at(labels, "" + e.getKey())));
    for (Object term : list(selector, "matchExpressions")) {
      Object value = at(labels, text(term, "key"));
      boolean listed = value != null && list(term, "values").contains(value);
      all &=
          switch (text(term, "operator")) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "Exists" -> value != null;
            default -> value == null;
          };
    }
    return all;
  }

  Object labelsOf(String namespace) {
    Map<Object, Object> labels = new TreeMap<>(Map.of("kubernetes.io/metadata.name", namespace));
    if (namespaces.get(namespace) instanceof Map<?, ?> own) {
      labels.putAll(own);
    }
    return labels;
  }

  /// The policies that isolate, by name; none for what is no pod, or is in its node's network.
  Set<String> isolating(End end, String direction) {
    Set<String> names = new TreeSet<>();
    policies.forEach(
        (id, policy) -> {
          List<String> types = texts(policy, "spec", "policyTypes");
          boolean speaks =
              types.isEmpty()
                  ? direction.equals("ingress") || !list(policy, "spec", "egress").isEmpty()
                  : types.stream().anyMatch(direction::equalsIgnoreCase);
          if (speaks
              && !end.namespace.isEmpty()
              && !end.host()
              && id.startsWith(end.namespace + "/")
              && selects(at(policy, "spec", "podSelector"), end.labels)) {
            names.add(id);
          }
        });
    return names;
  }

  /// What one side lets through of the traffic between its own end and another.
  BitSet side(End from, End to, String direction) {
    boolean in = direction.equals("ingress");
    Set<String> isolating = isolating(in ? to : from, direction);
    BitSet open = isolating.isEmpty() ? traffic("TCP,UDP,SCTP") : new BitSet();
    for (String id : isolating) {
      for (Object rule : list(policies.get(id), "spec", direction)) {
        open.or(admitted(id, rule, from, to, in));
      }
    }
    return open;
  }

  /// What passes both sides.
  BitSet passing(End from, End to) {
    BitSet open = side(from, to, "egress");
    open.and(side(from, to, "ingress"));
    return from.passesBy(to) ? traffic("TCP,UDP,SCTP") : open;
  }

  BitSet admitted(String policy, Object rule, End from, End to, boolean in) {
    List<?> peers = list(rule, in ? "from" : "to");
    End other = in ? from : to;
    BitSet open = new BitSet();
    if (peers.isEmpty() || peers.stream().anyMatch(p -> matches(p, policy, other))) {
      for (Object port : list(rule, "ports")) {
        String protocol = text(port, "protocol").isEmpty() ? "TCP" : text(port, "protocol");
        Object number = at(port, "port");
        String last = text(port, "endPort").isEmpty() ? "" + number : text(port, "endPort");
        if (number instanceof String name && !name.matches("\\d+")) {
          open.or(named(to, name, protocol));
        } else {
          open.or(traffic(protocol + (number == null ? "" : " " + number + "-" + last)));
        }
      }
      open.or(list(rule, "ports").isEmpty() ? traffic("TCP,UDP,SCTP") : new BitSet());
    }
    return open;
  }

  private boolean matches(Object peer, String policy, End other) {
    if (at(peer, "ipBlock") != null) {
      return other.ips.stream()
          .anyMatch(
              ip ->
                  within(List.of(ip), texts(peer, "ipBlock", "cidr"))
                      && !within(List.of(ip), texts(peer, "ipBlock", "except")));
    }
    Object spaces = at(peer, "namespaceSelector");
    return !other.namespace.isEmpty()
        && !other.host()
        && selects(at(peer, "podSelector"), other.labels)
        && (spaces == null
            ? policy.startsWith(other.namespace + "/")
            : selects(spaces, labelsOf(other.namespace)));
  }

  static BitSet named(End end, String name, String protocol) {
    BitSet open = new BitSet();
    for (String containers : List.of("containers", "initContainers")) {
      for (Object container : list(end.spec, containers)) {
        for (Object port : list(container, "ports")) {
          String own = text(port, "protocol").isEmpty() ? "TCP" : text(port, "protocol");
          if (name.equals(text(port, "name")) && own.equals(protocol)) {
            open.or(traffic(protocol + " " + text(port, "containerPort")));
          }
        }
      }
    }
    return open;
  }

  /// `TCP 80,8080-8090,UDP 53`, `TCP/8443`: a bit for each protocol and port.
  static BitSet traffic(String text) {
    BitSet open = new BitSet();
    Matcher parts = TRAFFIC.matcher(text.equals("All Connections") ? "TCP,UDP,SCTP" : text);
    while (parts.find()) {
      int base = PROTOCOLS.indexOf(parts.group(1)) << 16;
      for (String range : (parts.group(2) == null ? "1-65535" : parts.group(2)).split(",")) {
        String[] ends = range.split("-");
        if (base >= 0) {
          open.set(
              base + Integer.parseInt(ends[0]), base + Integer.parseInt(ends[ends.length - 1]) + 1);
        }
      }
    }
    return open;
  }
}
