package dev.palisade.translate.calico;

import dev.palisade.analysis.label.CalicoSelector;
import dev.palisade.analysis.label.Selector;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import org.jspecify.annotations.Nullable;

/// Selectors in Calico's grammar, where they stand in objects.
final class SelectorText {
  private SelectorText() {}

  /// The selector at a place.
  ///
  /// @return null when it is absent or empty, and when it was refused
  static @Nullable CalicoSelector read(Candidate candidate, Cursor at) {
    String text = at.text("");
    if (text.isEmpty()) {
      return null;
    }
    try {
      return CalicoSelector.parse(text);
    } catch (IllegalArgumentException e) {
      candidate.refuse(at, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /// As [#read], where `global()` may not stand: it is for the namespaceSelector of a rule alone.
  static @Nullable CalicoSelector readWithoutGlobal(Candidate candidate, Cursor at) {
    CalicoSelector selector = read(candidate, at);
    // validation looks for the text itself, wherever it stands
    if (selector != null && (selector.usesGlobal() || at.text("").contains("global("))) {
      candidate.refuse(
          at, "global() can only stand in the namespaceSelector of a source or destination");
    }
    return selector;
  }

  static Selector expression(@Nullable CalicoSelector selector) {
    return selector == null ? Selector.EVERYTHING : selector.expression();
  }

  /// The same over keys with a prefix: labels that an endpoint inherits stand so among its own
  /// (`parseSelectorAttachPrefix`).
  static Selector prefixed(Selector selector, String prefix) {
    return switch (selector) {
      case Selector.Everything e -> e;
      case Selector.Nothing n -> n;
      case Selector.Has has -> Selector.has(prefix + has.key());
      case Selector.In in -> Selector.in(prefix + in.key(), in.values());
      case Selector.StartsWith s -> Selector.startsWith(prefix + s.key(), s.text());
      case Selector.EndsWith s -> Selector.endsWith(prefix + s.key(), s.text());
      case Selector.Contains s -> Selector.contains(prefix + s.key(), s.text());
      case Selector.And and ->
          Selector.and(and.operands().stream().map(o -> prefixed(o, prefix)).toList());
      case Selector.Or or ->
          Selector.or(or.operands().stream().map(o -> prefixed(o, prefix)).toList());
      case Selector.Not not -> Selector.not(prefixed(not.operand(), prefix));
    };
  }
}
