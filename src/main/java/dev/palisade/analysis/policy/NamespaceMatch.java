package dev.palisade.analysis.policy;

import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.label.Selector;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which namespaces a selection of pods reaches into.
public sealed interface NamespaceMatch {

  boolean matches(Namespace namespace);

  /// Every namespace.
  record Any() implements NamespaceMatch {
    @Override
    public boolean matches(Namespace namespace) {
      return true;
    }
  }

  /// The namespaces of these names, whatever their labels.
  record Named(SortedSet<String> names) implements NamespaceMatch {
    public Named {
      names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    public static Named of(String name) {
      return new Named(new TreeSet<>(java.util.Set.of(name)));
    }

    @Override
    public boolean matches(Namespace namespace) {
      return names.contains(namespace.name());
    }
  }

  /// The namespaces whose labels match.
  record Labelled(Selector selector) implements NamespaceMatch {
    @Override
    public boolean matches(Namespace namespace) {
      return selector.matches(namespace.labels());
    }
  }
}
