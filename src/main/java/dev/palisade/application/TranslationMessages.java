package dev.palisade.application;

import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.translate.Translation;
import dev.palisade.translate.manifest.MapObstacle;
import dev.palisade.translate.manifest.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What a translation has to say, as the texts of messages: `FILE: KIND NAMESPACE/NAME:
/// /json/pointer: what is wrong`.
final class TranslationMessages {
  private final Translation translation;
  private final Map<ResourceRef, String> files = new HashMap<>();

  TranslationMessages(Snapshot snapshot, Translation translation) {
    this.translation = translation;
    for (Manifest manifest : snapshot.manifests()) {
      files.put(manifest.ref(), manifest.file());
    }
  }

  /// Objects that an API server would refuse.
  List<String> refusals() {
    return translation.refusals().stream().map(TranslationMessages::text).toList();
  }

  private static String text(Refusal refusal) {
    return place(refusal.file(), refusal.ref(), refusal.pointer()) + refusal.problem();
  }

  /// Policies of the dialect that nobody translates: whatever the others say, these may say
  /// otherwise. Kubernetes' own hold under every network plugin.
  List<String> unmodelledPolicies(Dialect dialect) {
    return translation.warnings().stream()
        .filter(w -> w.effect() == Effect.MAY_ALLOW && w.pointer().isEmpty())
        .filter(
            w -> {
              Dialect of = Translation.dialectOf(w.ref());
              return of == dialect || of == Dialect.KUBERNETES;
            })
        .map(this::text)
        .toList();
  }

  /// What maps of this kind cannot show.
  Stream<MapObstacle> obstacles(ClusterModel.Purpose purpose) {
    return translation.mapObstacles().stream()
        .filter(
            obstacle ->
                switch (purpose) {
                  case WORKLOAD_MAP -> true;
                  case POD_MAP -> obstacle.kind() != MapObstacle.Kind.SPLIT_WORKLOAD;
                  case VERDICT -> false;
                });
  }

  static String text(MapObstacle obstacle) {
    return place(obstacle.file(), obstacle.ref(), obstacle.pointer()) + obstacle.message();
  }

  /// Warnings, and those gaps that no warning and no refusal speaks of.
  List<String> warnings() {
    List<String> messages = new ArrayList<>();
    Set<String> said = new HashSet<>();
    for (Warning warning : translation.warnings()) {
      messages.add(text(warning));
      said.add(warning.ref().toString());
    }
    for (Refusal refusal : translation.refusals()) {
      said.add(refusal.ref().toString());
      said.add(refusal.toString()); // of a kind misspelt: its gap names the kind that was meant
    }
    for (Gap gap : translation.gaps()) {
      String namespace = gap.namespace() == null ? "" : gap.namespace() + "/";
      boolean known =
          said.contains(gap.message())
              || (gap.name() != null && said.contains(gap.kind() + " " + namespace + gap.name()));
      if (!known) {
        messages.add(gap.message());
      }
    }
    return messages;
  }

  private String text(Warning warning) {
    String file = files.getOrDefault(warning.ref(), "");
    return place(file, warning.ref(), warning.pointer()) + warning.message();
  }

  private static String place(String file, ResourceRef ref, String pointer) {
    return (file.isEmpty() ? "" : file + ": ")
        + ref
        + ": "
        + (pointer.isEmpty() ? "" : pointer + ": ");
  }
}
