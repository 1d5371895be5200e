package dev.palisade.application;

import dev.palisade.document.Node;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The keys of labels that a policy selects by, in any dialect: those of `matchLabels` and
/// `matchExpressions`, those that a selector in Calico's grammar names, and those of `sameLabels`.
final class SelectedKeys {
  private static final Set<String> CALICO =
      Set.of(
          "selector",
          "notSelector",
          "namespaceSelector",
          "serviceAccountSelector",
          "labelSelector");
  private static final Set<String> SAME = Set.of("sameLabels", "notSameLabels");

  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z0-9._/-]+");

  /// What stands before a key where it is another object's: Cilium's sources and labels of
  /// namespaces, Calico's of namespaces and service accounts.
  private static final Pattern PREFIX =
      Pattern.compile("^(any|k8s)[:.]|^io\\.cilium\\.k8s\\.namespace\\.labels\\.");

  private static final List<String> CALICO_PREFIXES = List.of("pcns.", "pcsa.");

  private final SortedSet<String> keys = new TreeSet<>();

  private SelectedKeys() {}

  static SortedSet<String> of(Node policy) {
    SelectedKeys selected = new SelectedKeys();
    selected.read(policy);
    return Collections.unmodifiableSortedSet(selected.keys);
  }

  private void read(Node node) {
    if (node instanceof Node.ArrayNode array) {
      array.items().forEach(this::read);
    }
    if (!(node instanceof Node.ObjectNode object)) {
      return;
    }
    if (object.fields().get("key") instanceof Node.StringNode key
        && object.fields().containsKey("operator")) {
      add(key.value());
    }
    object
        .fields()
        .forEach(
            (name, value) -> {
              if (name.equals("matchLabels") && value instanceof Node.ObjectNode labels) {
                labels.fields().keySet().forEach(this::add);
              } else if (CALICO.contains(name) && value instanceof Node.StringNode selector) {
                words(selector.value());
              } else if (SAME.contains(name) && value instanceof Node.ArrayNode same) {
                same.items().stream()
                    .filter(Node.StringNode.class::isInstance)
                    .forEach(key -> add(((Node.StringNode) key).value()));
              }
              read(value);
            });
  }

  private void words(String selector) {
    for (String word : BETWEEN_WORDS.split(QUOTED.matcher(selector).replaceAll(" "))) {
      if (!word.isEmpty()) {
        add(word);
      }
    }
  }

  private void add(String key) {
    keys.add(key);
    String bare = key;
    for (var m = PREFIX.matcher(bare); m.find(); m = PREFIX.matcher(bare)) {
      bare = bare.substring(m.end());
      keys.add(bare);
    }
    for (String prefix : CALICO_PREFIXES) {
      if (key.startsWith(prefix)) {
        keys.add(key.substring(prefix.length()));
      }
    }
  }
}
