package dev.palisade.compliance.scope;

import dev.palisade.analysis.label.LabelSelector;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.compliance.scope.Scope.CardholderData;
import dev.palisade.compliance.scope.Scope.Category;
import dev.palisade.compliance.scope.Scope.Zone;
import dev.palisade.document.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads the zones of a scope document.
final class ZonesReader {
  private static final Set<String> KEYS =
      Set.of("name", "category", "namespaces", "pods", "dataStores");
  private static final Set<String> RESERVED = Set.of(Scope.UNASSIGNED, Scope.KUBERNETES_SYSTEM);

  private final ScopeProblems problems;
  private final SelectorReader selectors;
  private final CardholderData data;

  ZonesReader(ScopeProblems problems, CardholderData data) {
    this.problems = problems;
    this.selectors = new SelectorReader(problems);
    this.data = data;
  }

  /// The declared zones in their order, then the implicit ones.
  List<Zone> read(Cursor list) {
    List<Zone> zones = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    problems.each(
        list,
        item -> {
          problems.requireKnownKeys(item, KEYS);
          String name = problems.requiredText(item, "name");
          if (name != null && RESERVED.contains(name)) {
            problems.add(
                item.get("name"),
                "the name \"" + name + "\" is that of an implicit zone: choose another");
          } else if (name != null && !seen.add(name)) {
            problems.add(item.get("name"), "a second zone with the name \"" + name + "\"");
          }
          Category category = category(item);
          if (data == CardholderData.NONE && category == Category.CARDHOLDER_DATA) {
            problems.add(
                item.get("category"),
                "contradicts cardholderData: none, which says that there is no cardholder data here");
          }
          NamespaceMatch namespaces = selectors.namespaces(item);
          LabelSelector pods = selectors.selector(item.get("pods"));
          LabelSelector stores = selectors.selector(item.get("dataStores"));
          if (name != null && category != null && namespaces != null) {
            zones.add(new Zone(name, category, namespaces, pods, stores, Zone.Origin.DECLARED));
          } else if (name != null) {
            // known by name, so that the register is not blamed for the zone's own problems
            zones.add(
                new Zone(
                    name,
                    Category.UNTRUSTED,
                    new NamespaceMatch.Any(),
                    null,
                    null,
                    Zone.Origin.DECLARED));
          }
        });
    zones.add(
        new Zone(
            Scope.KUBERNETES_SYSTEM,
            Category.SYSTEM,
            new NamespaceMatch.Named(
                new TreeSet<>(Set.of("kube-system", "kube-public", "kube-node-lease"))),
            null,
            null,
            Zone.Origin.IMPLICIT));
    zones.add(
        new Zone(
            Scope.UNASSIGNED,
            Category.UNTRUSTED,
            new NamespaceMatch.Any(),
            null,
            null,
            Zone.Origin.IMPLICIT));
    return zones;
  }

  private @Nullable Category category(Cursor item) {
    String word = problems.requiredText(item, "category");
    if (word == null) {
      return null;
    }
    List<String> words = new ArrayList<>();
    for (Category category : Category.values()) {
      if (category.toString().equals(word)) {
        return category;
      }
      words.add(category.toString());
    }
    problems.add(
        item.get("category"), "\"" + word + "\" is no category" + NearestName.hint(word, words));
    return null;
  }
}
