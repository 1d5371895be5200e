package dev.palisade.application;

import dev.palisade.analysis.reachability.Change;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.DialectSettings.Use;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.translate.Translation;
import dev.palisade.translate.Translator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Manifests, read for a question about traffic: whatever makes the answer wrong makes it unusable.
/// (Assessments and reviews go on instead, and doubt what they cannot know.)
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

  public ClusterModel {
    warnings = List.copyOf(warnings);
  }

  /// @throws UnusableInput when nothing is there to read, an API server would refuse something that
  ///   is there, policies are of a kind that is not modelled, or (maps) something cannot be shown
  static ClusterModel read(List<Path> paths, DialectChoice choice, Purpose purpose) {
    return read(paths, choice, purpose, null);
  }

  /// The same for a later state of a cluster: what did not change is not computed again.
  static ClusterModel readAfter(
      ClusterModel before, List<Path> paths, DialectChoice choice, Purpose purpose) {
    return read(paths, choice, purpose, before.analysis().reachability());
  }

  private static ClusterModel read(
      List<Path> paths, DialectChoice choice, Purpose purpose, @Nullable Reachability before) {
    ManifestReading reading = ManifestReading.of(paths, "manifests", Clock.systemUTC());
    Snapshot snapshot = reading.snapshot();
    DialectSettings settings = choice.settings(snapshot, Use.MANIFESTS);
    Translation translation = Translator.translate(snapshot, settings);
    TranslationMessages messages = new TranslationMessages(snapshot, translation);
    requireUsable(reading, messages, settings, purpose);
    List<String> warnings = new ArrayList<>(reading.objects());
    warnings.addAll(reading.remarks());
    warnings.addAll(messages.warnings());
    messages
        .obstacles(purpose)
        .filter(obstacle -> !obstacle.kind().isFatal())
        .forEach(obstacle -> warnings.add(TranslationMessages.text(obstacle)));
    return new ClusterModel(
        new Analysis(snapshot, translation, reachability(translation, settings, before)),
        warnings.stream().map(Message::warning).toList());
  }

  private static Reachability reachability(
      Translation translation, DialectSettings settings, @Nullable Reachability before) {
    if (before == null || !before.settings().equals(settings)) {
      return Reachability.of(translation.inventory(), translation.policies(), settings);
    }
    Change.State after = new Change.State(translation.inventory(), translation.policies());
    return before.with(Change.between(before.state(), after));
  }

  private static void requireUsable(
      ManifestReading reading,
      TranslationMessages messages,
      DialectSettings settings,
      Purpose purpose) {
    List<String> errors = new ArrayList<>(reading.policies());
    errors.addAll(messages.refusals());
    messages
        .obstacles(purpose)
        .filter(obstacle -> obstacle.kind().isFatal())
        .forEach(obstacle -> errors.add(TranslationMessages.text(obstacle)));
    List<String> unmodelled = new ArrayList<>(messages.unmodelledPolicies(settings.dialect()));
    if (!Translator.reads(settings.dialect())) {
      unmodelled.add("the dialect " + settings.dialect() + " is not modelled");
    }
    if (errors.isEmpty() && !unmodelled.isEmpty()) {
      throw new UnmodelledPolicies(unmodelled.stream().map(Message::error).toList());
    }
    if (!errors.isEmpty()) {
      errors.addAll(unmodelled);
      throw new UnusableInput(errors.stream().map(Message::error).toList());
    }
  }
}
