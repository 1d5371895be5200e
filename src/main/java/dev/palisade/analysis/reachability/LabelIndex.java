package dev.palisade.analysis.reachability;

import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.roaringbitmap.RoaringBitmap;

/// Which grains of pods carry a label: answers selectors by operations on bitmaps, without looking
/// at any pod.
final class LabelIndex {

  private static final RoaringBitmap EMPTY = new RoaringBitmap();

  private final Map<String, Map<String, RoaringBitmap>> grains = new HashMap<>();

  void add(int grain, Labels labels) {
    for (String key : labels.keys()) {
      String value = labels.get(key);
      if (value != null) {
        grains
            .computeIfAbsent(key, k -> new HashMap<>())
            .computeIfAbsent(value, v -> new RoaringBitmap())
            .add(grain);
      }
    }
  }

  /// The grains of a scope that a selector selects. The answer may be the scope itself, or one of
  /// the index's own: it must not be changed.
  RoaringBitmap select(Selector selector, RoaringBitmap scope) {
    if (scope.isEmpty()) {
      return EMPTY;
    }
    return switch (selector) {
      case Selector.Everything e -> scope;
      case Selector.Nothing n -> EMPTY;
      case Selector.Has has -> withValue(has.key(), scope, value -> true);
      case Selector.In in -> withOneOf(in, scope);
      case Selector.StartsWith s -> withValue(s.key(), scope, value -> value.startsWith(s.text()));
      case Selector.EndsWith s -> withValue(s.key(), scope, value -> value.endsWith(s.text()));
      case Selector.Contains s -> withValue(s.key(), scope, value -> value.contains(s.text()));
      case Selector.And and -> {
        RoaringBitmap rest = scope;
        for (Selector operand : and.operands()) {
          rest = select(operand, rest);
        }
        yield rest;
      }
      case Selector.Or or -> {
        RoaringBitmap any = new RoaringBitmap();
        for (Selector operand : or.operands()) {
          any.or(select(operand, scope));
        }
        yield any;
      }
      case Selector.Not not -> RoaringBitmap.andNot(scope, select(not.operand(), scope));
    };
  }

  private RoaringBitmap withOneOf(Selector.In in, RoaringBitmap scope) {
    Map<String, RoaringBitmap> byValue = grains.getOrDefault(in.key(), Map.of());
    RoaringBitmap any = new RoaringBitmap();
    for (String value : in.values()) {
      RoaringBitmap carriers = byValue.get(value);
      if (carriers != null) {
        any.or(RoaringBitmap.and(carriers, scope));
      }
    }
    return any;
  }

  private RoaringBitmap withValue(String key, RoaringBitmap scope, Predicate<String> wanted) {
    RoaringBitmap any = new RoaringBitmap();
    grains
        .getOrDefault(key, Map.of())
        .forEach(
            (value, carriers) -> {
              if (wanted.test(value)) {
                any.or(RoaringBitmap.and(carriers, scope));
              }
            });
    return any;
  }
}
