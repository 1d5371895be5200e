package dev.palisade.translate;

import dev.palisade.document.Node;
import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.BooleanNode;
import dev.palisade.document.Node.NullNode;
import dev.palisade.document.Node.NumberNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// One change of a manifest's tree, at a place chosen by chance.
///
/// @param pointer JSON pointer of the place that was changed; of a renamed field that of its new
///   name
public record TreeMutation(Kind kind, String pointer, Node root) {

  /// What is done to a value.
  public enum Kind {
    DELETE,
    RENAME,
    OTHER_TYPE,
    NULL,
    EMPTY,
    DUPLICATE,
    HUGE_NUMBER,
    NEGATIVE,
    STRANGE_TEXT,
    NEST,
    MOVE,
    MANY
  }

  private static final List<String> STRANGE =
      List.of(
          "",
          " ",
          "\u0000",
          "a\u0000b",
          "\u202Egnp",
          "ä",
          "日本",
          "\uD83D\uDE00",
          "\uFEFF",
          "-",
          "--",
          "..",
          "/",
          "~1",
          "null",
          "true",
          "80",
          "0",
          "99999",
          "1e3",
          "0x50",
          "10.0.0.0/33",
          "0.0.0.0/0",
          "::/0",
          "::ffff:10.0.0.1/128",
          "all()",
          "!!!has(a)",
          "a in {",
          "*",
          "[",
          "(?=a)",
          "a".repeat(300),
          "a.".repeat(3000),
          "a-".repeat(3000),
          "(".repeat(4000),
          "!".repeat(4000) + "has(a)",
          "a == 'b' || ".repeat(500) + "has(a)",
          "{{ .Values.x }}",
          "$(id)",
          "\r\n",
          "\n---\n");

  private record Place(List<Object> path, Node value) {}

  public static TreeMutation of(Node root, Random random) {
    List<Place> places = new ArrayList<>();
    collect(root, List.of(), places);
    Place place = places.get(1 + random.nextInt(places.size() - 1));
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    Object last = place.path().getLast();
    Node value = place.value();
    return switch (kind) {
      case DELETE -> new TreeMutation(kind, pointer(place.path()), edit(root, place.path(), null));
      case RENAME -> rename(root, place, random);
      case OTHER_TYPE -> replaced(kind, root, place, otherType(value, random));
      case NULL -> replaced(kind, root, place, new NullNode(0));
      case EMPTY ->
          replaced(
              kind,
              root,
              place,
              random.nextBoolean() ? new ObjectNode(Map.of(), 0) : new ArrayNode(List.of(), 0));
      case DUPLICATE -> duplicate(root, place, last);
      case HUGE_NUMBER -> replaced(kind, root, place, huge(random));
      case NEGATIVE -> replaced(kind, root, place, new NumberNode("-" + random.nextInt(3), 0));
      case STRANGE_TEXT ->
          replaced(
              kind, root, place, new StringNode(STRANGE.get(random.nextInt(STRANGE.size())), 0));
      case NEST -> replaced(kind, root, place, nested(value, random));
      case MOVE -> {
        Place other = places.get(1 + random.nextInt(places.size() - 1));
        yield replaced(kind, root, place, other.value());
      }
      case MANY -> {
        int times = random.nextInt(10) > 0 ? 101 : 1100;
        List<Node> many = new ArrayList<>();
        for (int i = 0; i < times; i++) {
          many.add(
              value instanceof ArrayNode(var items, var l) && !items.isEmpty()
                  ? items.getFirst()
                  : value);
        }
        yield replaced(kind, root, place, new ArrayNode(many, 0));
      }
    };
  }

  private static TreeMutation replaced(Kind kind, Node root, Place place, Node by) {
    return new TreeMutation(kind, pointer(place.path()), edit(root, place.path(), by));
  }

  private static Node huge(Random random) {
    List<String> numbers =
        List.of(
            "65536", "2147483648", "9223372036854775808", "1e300", "1" + "0".repeat(400), "0.5");
    return new NumberNode(numbers.get(random.nextInt(numbers.size())), 0);
  }

  private static Node otherType(Node value, Random random) {
    List<Node> others =
        List.of(
            new StringNode("x", 0),
            new NumberNode("7", 0),
            new BooleanNode(true, 0),
            new ArrayNode(List.of(new StringNode("x", 0)), 0),
            new ObjectNode(Map.of("x", new StringNode("y", 0)), 0));
    Node other = others.get(random.nextInt(others.size()));
    return other.getClass() == value.getClass() ? new NullNode(0) : other;
  }

  private static Node nested(Node value, Random random) {
    int depth = random.nextInt(4) == 0 ? 150 : 1 + random.nextInt(5);
    Node nested = value;
    for (int i = 0; i < depth; i++) {
      nested =
          random.nextBoolean()
              ? new ArrayNode(List.of(nested), 0)
              : new ObjectNode(Map.of("spec", nested), 0);
    }
    return nested;
  }

  /// The same item once more; of a field, the same value under another name.
  private static TreeMutation duplicate(Node root, Place place, Object last) {
    List<Object> parent = place.path().subList(0, place.path().size() - 1);
    Node holder = at(root, parent);
    Node by;
    if (holder instanceof ArrayNode(var items, var line)) {
      List<Node> more = new ArrayList<>(items);
      more.add(place.value());
      by = new ArrayNode(more, 0);
    } else {
      Map<String, Node> more = new LinkedHashMap<>(((ObjectNode) holder).fields());
      more.put(last + "Twice", place.value());
      by = new ObjectNode(more, 0);
    }
    return new TreeMutation(
        Kind.DUPLICATE,
        pointer(place.path()) + "Twice",
        parent.isEmpty() ? by : edit(root, parent, by));
  }

  private static TreeMutation rename(Node root, Place place, Random random) {
    if (!(place.path().getLast() instanceof String key)) {
      return new TreeMutation(Kind.DELETE, pointer(place.path()), edit(root, place.path(), null));
    }
    String name =
        switch (random.nextInt(4)) {
          case 0 -> key + "s";
          case 1 -> key.toUpperCase(java.util.Locale.ROOT);
          case 2 -> "unheardOf";
          default -> key.length() < 2 ? key + key : key.substring(1) + key.charAt(0);
        };
    List<Object> parent = place.path().subList(0, place.path().size() - 1);
    Map<String, Node> fields = new LinkedHashMap<>();
    ((ObjectNode) at(root, parent))
        .fields()
        .forEach((k, v) -> fields.put(k.equals(key) ? name : k, v));
    Node by = new ObjectNode(fields, 0);
    List<Object> to = new ArrayList<>(parent);
    to.add(name);
    return new TreeMutation(
        Kind.RENAME, pointer(to), parent.isEmpty() ? by : edit(root, parent, by));
  }

  private static void collect(Node node, List<Object> path, List<Place> to) {
    to.add(new Place(path, node));
    switch (node) {
      case ObjectNode(var fields, var line) ->
          fields.forEach((key, value) -> collect(value, child(path, key), to));
      case ArrayNode(var items, var line) -> {
        for (int i = 0; i < items.size(); i++) {
          collect(items.get(i), child(path, i), to);
        }
      }
      default -> {}
    }
  }

  private static List<Object> child(List<Object> path, Object step) {
    List<Object> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }

  private static Node at(Node root, List<Object> path) {
    Node node = root;
    for (Object step : path) {
      node =
          step instanceof String key
              ? java.util.Objects.requireNonNull(((ObjectNode) node).fields().get(key))
              : ((ArrayNode) node).items().get((int) step);
    }
    return node;
  }

  /// @param by null: the value is taken out
  private static Node edit(
      Node node, List<Object> path, @org.jspecify.annotations.Nullable Node by) {
    Object step = path.getFirst();
    List<Object> rest = path.subList(1, path.size());
    if (step instanceof String key) {
      Map<String, Node> fields = new LinkedHashMap<>(((ObjectNode) node).fields());
      if (!rest.isEmpty()) {
        fields.put(key, edit(java.util.Objects.requireNonNull(fields.get(key)), rest, by));
      } else if (by == null) {
        fields.remove(key);
      } else {
        fields.put(key, by);
      }
      return new ObjectNode(fields, 0);
    }
    List<Node> items = new ArrayList<>(((ArrayNode) node).items());
    int index = (int) step;
    if (!rest.isEmpty()) {
      items.set(index, edit(items.get(index), rest, by));
    } else if (by == null) {
      items.remove(index);
    } else {
      items.set(index, by);
    }
    return new ArrayNode(items, 0);
  }

  private static String pointer(List<Object> path) {
    StringBuilder out = new StringBuilder();
    for (Object step : path) {
      out.append('/').append(step.toString().replace("~", "~0").replace("/", "~1"));
    }
    return out.toString();
  }
}
