package dev.palisade.application;

import dev.palisade.analysis.reachability.Change;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.compliance.control.Evidence;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.translate.Translation;
import dev.palisade.translate.Translator;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// A snapshot, what its manifests say, and the traffic that follows.
public record Analysis(Snapshot snapshot, Translation translation, Reachability reachability) {

  /// @param cuts further sets of addresses that must be told apart (a scope's networks)
  public static Analysis of(Snapshot snapshot, DialectSettings settings, Collection<IpSet> cuts) {
    Translation translation = Translator.translate(snapshot, settings);
    return new Analysis(
        snapshot,
        translation,
        Reachability.of(translation.inventory(), translation.policies(), settings, cuts));
  }

  public static Analysis of(Snapshot snapshot, DialectSettings settings) {
    return of(snapshot, settings, List.of());
  }

  /// The same of another state of the cluster: what does not differ is taken over.
  public Analysis on(Snapshot other) {
    Translation then = Translator.translate(other, reachability.settings());
    Change.State state = new Change.State(then.inventory(), then.policies());
    return new Analysis(
        other, then, reachability.with(Change.between(reachability.state(), state)));
  }

  /// What the checks judge.
  public Evidence evidence() {
    List<Gap> gaps = Stream.concat(snapshot.gaps().stream(), translation.gaps().stream()).toList();
    return new Evidence(
        snapshot,
        translation.inventory(),
        translation.policies(),
        reachability,
        translation.warnings(),
        gaps);
  }
}
