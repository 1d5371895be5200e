package dev.palisade.compliance.control.hygiene;

import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.document.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Why a selection finds no pod, and what was probably meant.
final class Selections {
  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

  /// @param reason what does not match, without a full stop
  /// @param likely the likely correction, as it would be written; null: none is near
  record Miss(String reason, @Nullable String likely) {}

  private Selections() {}

  /// @param selection one that finds no pod
  static Miss explain(Terrain terrain, Peer.Pods selection) {
    Set<String> in = terrain.pods().namespaces(selection.namespaces());
    if (in.isEmpty()) {
      return namespaces(terrain, selection.namespaces());
    }
    List<Pod> there = in.stream().sorted().flatMap(n -> terrain.pods().of(n).stream()).toList();
    if (there.isEmpty()) {
      return new Miss("there is no pod in namespace " + String.join(", ", new TreeSet<>(in)), null);
    }
    List<Labels> labels = there.stream().map(Pod::selectorLabels).distinct().toList();
    String likely = likely(selection.pods(), labels);
    if (likely == null) {
      likely = elsewhere(terrain, selection.pods());
    }
    String where =
        in.size() <= 3 ? "in namespace " + String.join(", ", new TreeSet<>(in)) : "there";
    return new Miss("no pod " + where + " has " + selection.pods(), likely);
  }

  private static Miss namespaces(Terrain terrain, NamespaceMatch match) {
    if (!(match instanceof NamespaceMatch.Labelled(var selector))) {
      return new Miss("there is no such namespace", null);
    }
    List<Namespace> all = List.copyOf(terrain.inventory().namespaces().values());
    for (Map.Entry<String, String> wanted : equalities(selector).entrySet()) {
      boolean byName = wanted.getKey().equals(NAMESPACE_NAME);
      boolean exists = all.stream().anyMatch(n -> n.name().equals(wanted.getValue()));
      if (!byName && exists) {
        // people write the name as if it were a label; the API server sets only this one
        return new Miss("no namespace has " + selector, NAMESPACE_NAME + ": " + wanted.getValue());
      }
    }
    return new Miss(
        "no namespace has " + selector,
        likely(selector, all.stream().map(Namespace::labels).distinct().toList()));
  }

  /// The first requirement of a label that nothing fulfils, with the key or the value that looks
  /// like it.
  private static @Nullable String likely(Selector selector, List<Labels> labels) {
    for (Map.Entry<String, String> wanted : equalities(selector).entrySet()) {
      String key = wanted.getKey();
      List<String> values = distinct(labels, l -> l.get(key));
      if (values.contains(wanted.getValue())) {
        continue;
      }
      String value = Spelling.nearest(values, wanted.getValue());
      if (value != null) {
        return key + ": " + value;
      }
      for (Labels one : labels) {
        for (Map.Entry<String, String> has : one.asMap().entrySet()) {
          if (has.getValue().equals(wanted.getValue()) && isLike(has.getKey(), key)) {
            return has.getKey() + ": " + has.getValue();
          }
        }
      }
    }
    return null;
  }

  /// `app` is like `app.kubernetes.io/name` in what people write for it.
  private static boolean isLike(String key, String wanted) {
    return Spelling.nearest(List.of(key), wanted) != null
        || key.endsWith("/" + wanted)
        || (wanted.equals("app") && key.equals("app.kubernetes.io/name"))
        || (wanted.equals("app.kubernetes.io/name") && key.equals("app"));
  }

  private static @Nullable String elsewhere(Terrain terrain, Selector selector) {
    List<Pod> found =
        terrain
            .pods()
            .select(
                new Peer.Pods(new NamespaceMatch.Any(), selector, Peer.HostNetworkPods.BY_SETTING));
    if (found.isEmpty() || selector.equals(Selector.EVERYTHING)) {
      return null;
    }
    TreeSet<String> names = new TreeSet<>();
    found.forEach(pod -> names.add(pod.namespace()));
    return "namespace " + names.first() + ", where such pods are,";
  }

  /// The labels that a selector asks for one by one, by key.
  private static Map<String, String> equalities(Selector selector) {
    List<Selector> parts =
        selector instanceof Selector.And(var operands) ? operands : List.of(selector);
    Map<String, String> wanted = new TreeMap<>();
    for (Selector part : parts) {
      if (part instanceof Selector.In(var key, var values) && values.size() == 1) {
        wanted.put(key, values.iterator().next());
      }
    }
    return wanted;
  }

  private static List<String> distinct(
      List<Labels> labels, Function<Labels, @Nullable String> value) {
    TreeSet<String> values = new TreeSet<>();
    for (Labels one : labels) {
      String text = value.apply(one);
      if (text != null) {
        values.add(text);
      }
    }
    return new ArrayList<>(values);
  }
}
