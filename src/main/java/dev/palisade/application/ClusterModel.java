package dev.palisade.application;

import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.DialectSettings.Use;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.translate.Translation;
import dev.palisade.translate.Translator;
import dev.palisade.translate.manifest.MapObstacle;
import dev.palisade.translate.manifest.Refusal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Manifests, read for a question about traffic: whatever makes the answer wrong makes it unusable. (Assessments and reviews go on
/// instead, and doubt what they cannot know.)
///
/// @param warnings what the answer leaves out, or what people may have meant otherwise
public record ClusterModel(Analysis analysis, List<Message> warnings) {

  /// What the answer is to be.
  enum Purpose {
    /// A map by workloads and IPv4 ranges, which cannot show everything.
    WORKLOAD_MAP,
    /// A map by pods and IPv4 ranges.
    POD_MAP,
    /// A verdict on given endpoints.
    VERDICT
  }

  /// @throws UnusableInput when nothing is there to read, an API server would refuse something that is there, policies are of a kind that
  ///     is not modelled, or (maps) something cannot be shown
  static ClusterModel read(List<Path> paths, DialectChoice choice, Purpose purpose) {
    ManifestReading reading = ManifestReading.of(paths, "manifests", Clock.systemUTC());
    Snapshot snapshot = reading.snapshot();
    DialectSettings settings = choice.settings(snapshot, Use.MANIFESTS);
    Translation translation = Translator.translate(snapshot, settings);
    Map<ResourceRef, Manifest> manifests = new HashMap<>();
    snapshot.manifests().forEach(manifest -> manifests.put(manifest.ref(), manifest));
    List<Message> errors = new ArrayList<>(reading.errors());
    for (Refusal refusal : translation.refusals()) {
      errors.add(
          Message.error(
              Message.place(refusal.file(), refusal.ref(), refusal.pointer()) + refusal.problem()));
    }
    errors.addAll(obstacles(translation, purpose, true));
    List<Message> unmodelled = unmodelled(translation, settings.dialect(), manifests);
    if (!errors.isEmpty()) {
      throw new UnusableInput(Stream.concat(errors.stream(), unmodelled.stream()).toList());
    }
    if (!unmodelled.isEmpty()) {
      throw new UnmodelledPolicies(unmodelled);
    }
    List<Message> warnings = new ArrayList<>(reading.warnings());
    warnings.addAll(warnings(translation, manifests));
    warnings.addAll(obstacles(translation, purpose, false));
    Reachability reachability =
        Reachability.of(translation.inventory(), translation.policies(), settings);
    return new ClusterModel(new Analysis(snapshot, translation, reachability), warnings);
  }

  /// Policies of the dialect that nobody translates: whatever the others say, these may say otherwise.
  private static List<Message> unmodelled(
      Translation translation, Dialect dialect, Map<ResourceRef, Manifest> manifests) {
    return translation.warnings().stream()
        .filter(w -> w.effect() == Effect.MAY_ALLOW && w.pointer().isEmpty())
        .filter(
            w -> {
              // Kubernetes' own policies hold under every network plugin
              Dialect of = Translation.dialectOf(w.ref());
              return of == dialect || of == Dialect.KUBERNETES;
            })
        .map(w -> Message.error(text(w, manifests.get(w.ref()))))
        .toList();
  }

  private static List<Message> obstacles(
      Translation translation, Purpose purpose, boolean fatal) {
    List<Message> messages = new ArrayList<>();
    for (MapObstacle obstacle : translation.mapObstacles()) {
      boolean concerns =
          switch (purpose) {
            case WORKLOAD_MAP -> true;
            case POD_MAP -> obstacle.kind() != MapObstacle.Kind.SPLIT_WORKLOAD;
            case VERDICT -> false;
          };
      if (concerns && obstacle.kind().isFatal() == fatal) {
        String text =
            Message.place(obstacle.file(), obstacle.ref(), obstacle.pointer()) + obstacle.message();
        messages.add(fatal ? Message.error(text) : Message.warning(text));
      }
    }
    return messages;
  }

  private static List<Message> warnings(
      Translation translation, Map<ResourceRef, Manifest> manifests) {
    List<Message> messages = new ArrayList<>();
    Set<String> said = new HashSet<>();
    for (Warning warning : translation.warnings()) {
      messages.add(Message.warning(text(warning, manifests.get(warning.ref()))));
      said.add(warning.ref().toString());
    }
    for (Gap gap : translation.gaps()) {
      String namespace = gap.namespace() == null ? "" : gap.namespace() + "/";
      if (gap.name() == null || !said.contains(gap.kind() + " " + namespace + gap.name())) {
        messages.add(Message.warning(gap.message()));
      }
    }
    return messages;
  }

  private static String text(Warning warning, @Nullable Manifest manifest) {
    return Message.place(manifest, warning.ref(), warning.pointer()) + warning.message();
  }
}
