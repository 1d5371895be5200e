package dev.palisade.compliance.diff;

import dev.palisade.compliance.diff.ObjectChange.FieldChange;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What differs between two documents, value by value.
/// - Fields are compared by their keys, whatever their order.
/// - Items of a list that all have a `name` of their own are compared by it.
/// - Of other lists, equal items are paired wherever they stand; what is left over is paired in
///   order, and the rest is added or removed.
/// - Where only the order of such a list differs, that is one change of the list, if its order has
///   a meaning.
public final class FieldComparison {

  /// Whether the order of items in lists says something: it does for ordered rules, not for those
  /// of a NetworkPolicy.
  public enum ListOrder {
    MEANT,
    MEANINGLESS
  }

  private final ListOrder order;
  private final List<FieldChange> changes = new ArrayList<>();

  private FieldComparison(ListOrder order) {
    this.order = order;
  }

  public static List<FieldChange> of(Node before, Node after, ListOrder order) {
    FieldComparison comparison = new FieldComparison(order);
    comparison.compare("", before, after);
    return List.copyOf(comparison.changes);
  }

  private void compare(String pointer, @Nullable Node before, @Nullable Node after) {
    if (before == null || after == null) {
      changes.add(
          new FieldChange(
              before == null ? Change.ADDED : Change.REMOVED, pointer, text(before), text(after)));
    } else if (before.sameContent(after)) {
      return;
    } else if (before instanceof ObjectNode one && after instanceof ObjectNode two) {
      var keys = new TreeSet<>(one.fields().keySet());
      keys.addAll(two.fields().keySet());
      for (String key : keys) {
        compare(
            pointer + "/" + key.replace("~", "~0").replace("/", "~1"),
            one.fields().get(key),
            two.fields().get(key));
      }
    } else if (before instanceof ArrayNode one && after instanceof ArrayNode two) {
      lists(pointer, one, two);
    } else {
      changes.add(new FieldChange(Change.CHANGED, pointer, text(before), text(after)));
    }
  }

  private void lists(String pointer, ArrayNode before, ArrayNode after) {
    Map<String, Integer> namesBefore = names(before);
    Map<String, Integer> namesAfter = names(after);
    int found = changes.size();
    if (namesBefore != null && namesAfter != null) {
      namesAfter.forEach(
          (name, i) -> {
            Integer was = namesBefore.get(name);
            compare(
                pointer + "/" + i,
                was == null ? null : before.items().get(was),
                after.items().get(i));
          });
      namesBefore.forEach(
          (name, i) -> {
            if (!namesAfter.containsKey(name)) {
              compare(pointer + "/" + i, before.items().get(i), null);
            }
          });
    } else {
      paired(pointer, before, after);
    }
    if (changes.size() == found && order == ListOrder.MEANT) {
      changes.add(new FieldChange(Change.CHANGED, pointer, text(before), text(after)));
    }
  }

  private void paired(String pointer, ArrayNode before, ArrayNode after) {
    List<Integer> gone = new ArrayList<>();
    List<Integer> come = new ArrayList<>();
    for (int i = 0; i < after.items().size(); i++) {
      come.add(i);
    }
    for (int i = 0; i < before.items().size(); i++) {
      Node item = before.items().get(i);
      int same = -1;
      for (int c = 0; c < come.size() && same < 0; c++) {
        same = item.sameContent(after.items().get(come.get(c))) ? c : -1;
      }
      if (same < 0) {
        gone.add(i);
      } else {
        come.remove(same);
      }
    }
    int pairs = Math.min(gone.size(), come.size());
    for (int i = 0; i < pairs; i++) {
      compare(
          pointer + "/" + come.get(i),
          before.items().get(gone.get(i)),
          after.items().get(come.get(i)));
    }
    for (int i : come.subList(pairs, come.size())) {
      compare(pointer + "/" + i, null, after.items().get(i));
    }
    for (int i : gone.subList(pairs, gone.size())) {
      compare(pointer + "/" + i, before.items().get(i), null);
    }
  }

  /// Where each name stands; null unless every item has a name of its own.
  private static @Nullable Map<String, Integer> names(ArrayNode list) {
    Map<String, Integer> names = new LinkedHashMap<>();
    for (int i = 0; i < list.items().size(); i++) {
      if (!(list.items().get(i) instanceof ObjectNode item
          && item.fields().get("name") instanceof StringNode name
          && names.putIfAbsent(name.value(), i) == null)) {
        return null;
      }
    }
    return names;
  }

  private static @Nullable String text(@Nullable Node node) {
    return node == null ? null : CanonicalJson.text(node);
  }
}
