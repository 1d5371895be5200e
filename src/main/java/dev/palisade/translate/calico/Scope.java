package dev.palisade.translate.calico;

import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.label.CalicoSelector;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.NamespaceMatch;
import org.jspecify.annotations.Nullable;

/// Where the endpoints of a selection may be.
///
/// @param namespaces which namespaces
/// @param withoutNamespace whether those too that have none: host endpoints and GlobalNetworkSets
record Scope(NamespaceMatch namespaces, boolean withoutNamespace) {
  static final Scope ANYWHERE = new Scope(new NamespaceMatch.Any(), true);

  static Scope own(String namespace) {
    return new Scope(NamespaceMatch.Named.of(namespace), false);
  }

  static Scope of(CalicoSelector namespaceSelector) {
    Selector labels = namespaceSelector.namespaceExpression();
    return new Scope(
        labels.equals(Selector.EVERYTHING)
            ? new NamespaceMatch.Any()
            : new NamespaceMatch.Labelled(labels),
        namespaceSelector.selectsWithoutNamespace());
  }

  boolean contains(@Nullable Namespace namespace) {
    return namespace == null ? withoutNamespace : namespaces.matches(namespace);
  }
}
