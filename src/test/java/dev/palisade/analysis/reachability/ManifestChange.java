package dev.palisade.analysis.reachability;

import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.document.Node;
import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.NumberNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Changes to manifests that must not change a verdict, save for names.
enum ManifestChange {
  /// Keys and values of pods' labels, everywhere; what one value begins, ends with or contains
  /// stays.
  RENAMED_LABELS {
    private static final Map<String, String> KEYS = Map.of("a", "colour", "b", "shape");

    @Override
    TreeChange change(long seed) {
      return new TreeChange() {
        @Override
        public String key(String parent, String key) {
          if (!Set.of("labels", "matchLabels", "selector").contains(parent)) {
            return key;
          }
          int source = key.indexOf(':') + 1;
          String name = key.substring(source);
          return key.substring(0, source) + KEYS.getOrDefault(name, name);
        }

        @Override
        public Node value(String field, Node value) {
          if (!(value instanceof StringNode(var text, var line))) {
            return value;
          }
          if (field.equals("key")) {
            return Node.text(KEYS.getOrDefault(text, text));
          }
          if (Set.of("x", "y", "xy").contains(text)) {
            return Node.text(text.replace('x', 'u').replace('y', 'v'));
          }
          return field.endsWith("elector") ? Node.text(inExpression(text)) : value;
        }
      };
    }

    // in Calico's selectors
    private static String inExpression(String text) {
      return text.replaceAll("\\ba (==|!=|in|not)", "colour $1")
          .replaceAll("\\bb (==|!=|starts|ends|contains)", "shape $1")
          .replace("has(b)", "has(shape)")
          .replaceAll("'x(y?)'", "'u$1'")
          .replaceAll("'(u?)y'", "'$1v'");
    }
  },

  /// To names that sort the other way round.
  RENAMED_NAMESPACES {
    private static final Map<String, String> NAMES = Map.of("n1", "z9", "n2", "z5", "n3", "z1");

    @Override
    TreeChange change(long seed) {
      return new TreeChange() {
        @Override
        public Node value(String field, Node value) {
          return value instanceof StringNode(var text, var line)
              ? Node.text(renamed(NAMES.getOrDefault(text, text)))
              : value;
        }
      };
    }

    private static String renamed(String text) {
      return text.replace("'n1'", "'z9'");
    }

    @Override
    String namespace(String name) {
      return NAMES.getOrDefault(name, name);
    }
  },

  /// Wherever a list of blocks, or of things that hold one, can have both in place of the whole.
  SPLIT_BLOCKS {
    @Override
    TreeChange change(long seed) {
      return new TreeChange() {
        @Override
        public List<Node> items(String field, List<Node> items) {
          if (field.equals("subnets")) {
            return items; // a network has one of each family
          }
          return items.stream().flatMap(item -> Blocks.halves(item).stream()).toList();
        }
      };
    }
  },

  SPLIT_PORT_RANGES {
    @Override
    TreeChange change(long seed) {
      return new TreeChange() {
        @Override
        public List<Node> items(String field, List<Node> items) {
          return items.stream().flatMap(item -> PortRanges.halves(item).stream()).toList();
        }
      };
    }
  },

  /// The documents, and every list whose order says nothing.
  SHUFFLED_LISTS {
    private static final Set<String> UNORDERED =
        Set.of(
            "from",
            "to",
            "ports",
            "notPorts",
            "protocols",
            "nets",
            "notNets",
            "networks",
            "externalCIDRs",
            "except",
            "matchExpressions",
            "values",
            "policyTypes",
            "types",
            "toPorts",
            "fields",
            "icmps",
            "specs",
            "ingressDeny",
            "egressDeny");

    @Override
    List<ObjectNode> of(List<ObjectNode> objects, long seed) {
      Random random = new Random(seed);
      List<ObjectNode> shuffled = new ArrayList<>();
      for (ObjectNode object : objects) {
        String kind = Trees.text(object, "kind");
        boolean additive =
            kind.startsWith("Cilium")
                || Trees.text(object, "apiVersion").equals("networking.k8s.io/v1");
        shuffled.add(shuffling(random, additive).applyTo(object));
      }
      Collections.shuffle(shuffled, random);
      return shuffled;
    }

    private static TreeChange shuffling(Random random, boolean additive) {
      return new TreeChange() {
        @Override
        public List<Node> items(String field, List<Node> items) {
          boolean rules = field.equals("ingress") || field.equals("egress");
          if (!UNORDERED.contains(field)
              && !field.matches("(from|to)[A-Z].*")
              && !(rules && additive)) {
            return items;
          }
          List<Node> shuffled = new ArrayList<>(items);
          Collections.shuffle(shuffled, random);
          return shuffled;
        }
      };
    }
  },

  /// A pod, of a namespace of its own, that no policy means to select.
  ONE_MORE_POD {
    @Override
    List<ObjectNode> of(List<ObjectNode> objects, long seed) {
      List<ObjectNode> more = new ArrayList<>(objects);
      more.add(Trees.manifest("v1", "Pod", "n9", "extra", null, "spec", Trees.object()));
      return more;
    }
  },

  /// Of every kind, with rules in both directions.
  POLICIES_THAT_SELECT_NOTHING {
    @Override
    List<ObjectNode> of(List<ObjectNode> objects, long seed) {
      List<ObjectNode> more = new ArrayList<>(objects);
      more.addAll(IdlePolicies.ofTheKindsOf(objects));
      return more;
    }
  },

  /// Those of kinds that add up.
  POLICIES_TWICE {
    private static final Set<String> ADDITIVE =
        Set.of(
            "networking.k8s.io/v1/NetworkPolicy",
            "cilium.io/v2/CiliumNetworkPolicy",
            "cilium.io/v2/CiliumClusterwideNetworkPolicy");

    @Override
    List<ObjectNode> of(List<ObjectNode> objects, long seed) {
      List<ObjectNode> more = new ArrayList<>(objects);
      for (ObjectNode object : objects) {
        if (ADDITIVE.contains(
            Trees.text(object, "apiVersion") + "/" + Trees.text(object, "kind"))) {
          Map<String, Node> fields = new LinkedHashMap<>(object.fields());
          String name = Trees.text(object, "metadata", "name");
          String namespace = Trees.text(object, "metadata", "namespace");
          fields.put(
              "metadata",
              Trees.object(
                  "name", name + "-again", "namespace", namespace.isEmpty() ? null : namespace));
          more.add(Node.object(fields));
        }
      }
      return more;
    }
  },

  LABELS_AS_EXPRESSIONS {
    @Override
    TreeChange change(long seed) {
      return new TreeChange() {
        @Override
        public Node value(String field, Node value) {
          return value instanceof ObjectNode(var fields, var line)
                  && fields.get("matchLabels") instanceof ObjectNode(var labels, var at)
                  // what Cilium adds is not read alike in both forms
                  && labels.keySet().stream().allMatch(key -> key.matches("[a-z]+"))
              ? expressions(fields, labels)
              : value;
        }
      };
    }

    private static Node expressions(Map<String, Node> fields, Map<String, Node> labels) {
      List<Node> all = new ArrayList<>();
      if (fields.get("matchExpressions") instanceof ArrayNode(var items, var line)) {
        all.addAll(items);
      }
      labels.forEach(
          (key, label) ->
              all.add(Trees.object("key", key, "operator", "In", "values", List.of(label))));
      return Trees.object("matchExpressions", all);
    }
  },

  /// In rules of ingress, whose destination is the pod that the policy selects.
  PORTS_BY_NAME {
    @Override
    List<ObjectNode> of(List<ObjectNode> objects, long seed) {
      return objects.stream().map(PortsByName::of).toList();
    }
  },

  /// In a world that has no IPv6, and says nothing of a family.
  IPV4_AS_IPV6 {
    @Override
    List<ObjectNode> prepared(List<ObjectNode> objects) {
      boolean told = objects.stream().map(Node::toString).anyMatch(t -> FAMILIES.matcher(t).find());
      return told ? List.of() : objects.stream().map(OtherFamily.ONLY_IPV4::applyTo).toList();
    }

    @Override
    TreeChange change(long seed) {
      return OtherFamily.AS_IPV6;
    }

    @Override
    @Nullable IpAddress earlier(IpAddress address) {
      return OtherFamily.earlier(address);
    }
  };

  private static final Pattern FAMILIES = Pattern.compile("ipVersion|world-ipv|icmps|IPv6");

  private static final TreeChange NONE = new TreeChange() {};

  TreeChange change(long seed) {
    return NONE;
  }

  List<ObjectNode> of(List<ObjectNode> objects, long seed) {
    TreeChange change = change(seed);
    return objects.stream().map(change::applyTo).toList();
  }

  /// The manifests that the change is made to.
  List<ObjectNode> prepared(List<ObjectNode> objects) {
    return objects;
  }

  /// What an address was before the change; null: none.
  @Nullable IpAddress earlier(IpAddress address) {
    return address;
  }

  /// What a namespace is called after the change.
  String namespace(String name) {
    return name;
  }

  static @Nullable Integer number(@Nullable Node node) {
    return node instanceof NumberNode number ? (Integer) (int) number.longValue() : null;
  }
}
