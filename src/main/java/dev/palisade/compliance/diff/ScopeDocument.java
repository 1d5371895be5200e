package dev.palisade.compliance.diff;

import dev.palisade.compliance.diff.FieldComparison.ListOrder;
import dev.palisade.compliance.diff.ObjectChange.FieldChange;
import dev.palisade.compliance.diff.ScopeChange.EntryChange;
import dev.palisade.compliance.diff.ScopeChange.ExceptionChange;
import dev.palisade.compliance.diff.ScopeChange.Part;
import dev.palisade.compliance.diff.ScopeChange.Version;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.Document;
import dev.palisade.document.Node;
import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A scope document as it was written, to be compared with others.
public record ScopeDocument(Version version, Node content) {
  /// The order of zones has a meaning: a pod is in the first that matches.
  private static final String ORDER_OF_ZONES = "order of zones";

  /// @param content what a scope was read from
  /// @param number its version in the store; null: it is not kept there
  /// @param author who saved it; null: not known
  public static ScopeDocument of(
      Node content, @Nullable Integer number, @Nullable String author, @Nullable Instant savedAt) {
    return new ScopeDocument(
        new Version(
            number, CanonicalJson.digest(content), author, savedAt, confirmation(content)),
        content);
  }

  private static @Nullable String confirmation(Node content) {
    Cursor confirmed = new Document("", "", content, null).cursor().get("confirmed");
    // YAML 1.1, which kubectl reads, takes an unquoted key "on" for true
    String on = confirmed.get(confirmed.get("true").isPresent() ? "true" : "on").text();
    return confirmed.isPresent() ? "by " + confirmed.get("by").text() + " on " + on : null;
  }

  private record Key(Part part, String name) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::part).thenComparing(Key::name);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /// What differs.
  ///
  /// @param before null: none was in force yet, and what differs from the first is said
  /// @param later the versions that followed, the oldest first: the last of them is in force at the
  ///   state after
  /// @param exceptions null: it is not known what became of them
  public static ScopeChange changes(
      @Nullable ScopeDocument before,
      List<ScopeDocument> later,
      Version judgedBy,
      @Nullable List<ExceptionChange> exceptions) {
    ScopeDocument after = later.isEmpty() ? before : later.getLast();
    return new ScopeChange(
        before == null ? null : before.version(),
        after == null ? null : after.version(),
        judgedBy,
        later.stream().map(ScopeDocument::version).toList(),
        later.isEmpty()
            ? List.of()
            : before == null
                ? entries(later.getFirst(), later.subList(1, later.size()))
                : entries(before, later),
        exceptions);
  }

  private static List<EntryChange> entries(ScopeDocument before, List<ScopeDocument> later) {
    List<SortedMap<Key, Node>> states = new ArrayList<>();
    states.add(before.entries());
    later.forEach(document -> states.add(document.entries()));
    TreeSet<Key> keys = new TreeSet<>(states.getFirst().keySet());
    keys.addAll(states.getLast().keySet());
    List<EntryChange> changes = new ArrayList<>();
    for (Key key : keys) {
      Node old = states.getFirst().get(key);
      Node young = states.getLast().get(key);
      if (!same(old, young)) {
        changes.add(change(key, old, young, versions(key, states, later)));
      }
    }
    if (!later.isEmpty()) {
      order(before, later.getLast(), changes);
    }
    return changes;
  }

  private static List<Integer> versions(
      Key key, List<SortedMap<Key, Node>> states, List<ScopeDocument> later) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < later.size(); i++) {
      Integer number = later.get(i).version().number();
      if (number != null && !same(states.get(i).get(key), states.get(i + 1).get(key))) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  private static boolean same(@Nullable Node old, @Nullable Node young) {
    return old == null || young == null
        ? old == young
        : old.sameContent(young) || fields(old, young).isEmpty();
  }

  private static List<FieldChange> fields(Node old, Node young) {
    return FieldComparison.of(old, young, ListOrder.MEANINGLESS);
  }

  private static EntryChange change(
      Key key, @Nullable Node old, @Nullable Node young, List<Integer> versions) {
    if (old != null && young != null) {
      return new EntryChange(
          key.part(), Change.CHANGED, key.name(), fields(old, young), null, null, versions);
    }
    return new EntryChange(
        key.part(),
        old == null ? Change.ADDED : Change.REMOVED,
        key.name(),
        List.of(),
        old == null ? null : CanonicalJson.text(old),
        young == null ? null : CanonicalJson.text(young),
        versions);
  }

  private SortedMap<Key, Node> entries() {
    SortedMap<Key, Node> entries = new TreeMap<>();
    top()
        .forEach(
            (key, value) -> {
              switch (key) {
                case "apiVersion", "kind" -> {}
                case "zones" -> named(Part.ZONE, "name", value, entries);
                case "networks" -> named(Part.NETWORK, "name", value, entries);
                case "register" -> named(Part.REGISTER, "id", value, entries);
                default -> entries.put(new Key(Part.SETTING, key), value);
              }
            });
    return entries;
  }

  private Map<String, Node> top() {
    return content instanceof ObjectNode object ? object.fields() : Map.of();
  }

  private static void named(Part part, String name, Node list, Map<Key, Node> entries) {
    if (list instanceof ArrayNode array) {
      for (Node item : array.items()) {
        if (item instanceof ObjectNode object
            && object.fields().get(name) instanceof StringNode text) {
          entries.put(new Key(part, text.value()), item);
        }
      }
    }
  }

  private static void order(
      ScopeDocument before, ScopeDocument after, List<EntryChange> changes) {
    List<String> old = new ArrayList<>(before.zones());
    List<String> young = new ArrayList<>(after.zones());
    old.retainAll(after.zones());
    young.retainAll(before.zones());
    if (!old.equals(young)) {
      changes.add(
          new EntryChange(
              Part.SETTING,
              Change.CHANGED,
              ORDER_OF_ZONES,
              List.of(new FieldChange(Change.CHANGED, "/zones", text(old), text(young))),
              null,
              null,
              List.of()));
    }
  }

  private static String text(List<String> names) {
    return CanonicalJson.text(Node.array(names.stream().map(Node::text).toList()));
  }

  private List<String> zones() {
    List<String> names = new ArrayList<>();
    if (top().get("zones") instanceof ArrayNode array) {
      for (Node item : array.items()) {
        if (item instanceof ObjectNode object
            && object.fields().get("name") instanceof StringNode text) {
          names.add(text.value());
        }
      }
    }
    return names;
  }
}
