package dev.palisade.application;

import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.DialectSettings.Use;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.translate.Translation;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Whose reading of the policies is asked for, and with which settings.
///
/// @param dialect null: calico or cilium if policies of that kind are there, kubernetes otherwise
/// @param overrides settings of the dialect by name
public record DialectChoice(@Nullable Dialect dialect, SortedMap<String, String> overrides) {

  /// The manifests decide, with the dialect's own settings.
  public static final DialectChoice BY_MANIFESTS = new DialectChoice(null, new TreeMap<>());

  public static DialectChoice of(Dialect dialect) {
    return new DialectChoice(dialect, new TreeMap<>());
  }

  /// The settings for a snapshot.
  ///
  /// @throws UnusableInput when policies of two network plugins are there and none was chosen, or
  ///   an override is none
  public DialectSettings settings(Snapshot snapshot, Use use) {
    DialectSettings settings =
        DialectSettings.of(dialect == null ? byPolicies(snapshot) : dialect, use);
    for (Map.Entry<String, String> override : overrides.entrySet()) {
      try {
        settings = settings.with(override.getKey(), override.getValue());
      } catch (IllegalArgumentException e) {
        throw new UnusableInput("--set: " + e.getMessage());
      }
    }
    return settings;
  }

  private static Dialect byPolicies(Snapshot snapshot) {
    SortedSet<Dialect> there = new TreeSet<>(Translation.detectDialect(snapshot));
    there.remove(Dialect.KUBERNETES);
    if (there.size() > 1) {
      throw new UnusableInput(
          "policies of Calico and of Cilium are there: say with --dialect which of the two enforces");
    }
    return there.isEmpty() ? Dialect.KUBERNETES : there.first();
  }
}
