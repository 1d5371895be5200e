package dev.palisade.application;

import dev.palisade.analysis.reachability.DialectSettings.Use;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.Waivers;
import dev.palisade.compliance.scope.ConnectedSystem;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.ScopeProposal;
import dev.palisade.compliance.scope.ScopeReview;
import dev.palisade.compliance.scope.Zoning;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Helps the author of a scope: proposes one for a folder of manifests, and says what of one does
/// not fit them.
public final class ReviseScope {
  private ReviseScope() {}

  /// @param text a scope document
  /// @param messages what could not be read, and what was passed over
  public record Proposed(String text, List<Message> messages) {}

  /// @param messages errors are objects that could not be read
  public record Checked(ScopeReview review, List<Message> messages) {

    /// Whether there is nothing to look at.
    public boolean isGood() {
      return review.advice().isEmpty()
          && messages.stream().noneMatch(m -> m.severity() == Message.Severity.ERROR);
    }

    /// The advice, a line each; then what is connected to cardholder data, and by which flows.
    public String text() {
      StringBuilder text = new StringBuilder();
      review.advice().forEach(advice -> text.append(advice).append('\n'));
      if (!review.connected().isEmpty()) {
        text.append(text.isEmpty() ? "" : "\n").append("connected to cardholder data:\n");
        for (ConnectedSystem system : review.connected()) {
          text.append("  ")
              .append(system.namespace())
              .append(system.distance() == 1 ? "" : " (through others)")
              .append(": ")
              .append(String.join("; ", system.path()))
              .append('\n');
        }
      }
      return text.toString();
    }
  }

  /// @throws UnusableInput when nothing readable is there, or nothing says which network plugin
  ///   enforces
  public static Proposed propose(List<Path> paths, DialectChoice dialect) {
    ManifestReading reading = read(paths);
    Analysis analysis =
        Analysis.of(reading.snapshot(), dialect.settings(reading.snapshot(), Use.ASSESSMENT));
    return new Proposed(
        ScopeProposal.of(analysis.reachability()), AssessManifests.messages(reading, analysis));
  }

  /// @param today the day at which reviews are overdue
  /// @throws UnusableInput when the scope cannot be used, or nothing readable is there
  public static Checked check(
      List<Path> paths, Path scopeFile, DialectChoice dialect, LocalDate today) {
    Scope scope = AssessManifests.scope(scopeFile);
    ManifestReading reading = read(paths);
    AssessSnapshot.Request asked =
        new AssessSnapshot.Request(
            reading.snapshot(),
            scope,
            dialect.dialect(),
            dialect.overrides(),
            History.none(),
            Waivers.none(),
            reading.snapshot().takenAt(),
            null);
    try {
      Analysis analysis =
          Analysis.of(
              reading.snapshot(), AssessSnapshot.standard().settings(asked), Zoning.cuts(scope));
      Zoning zoning = Zoning.of(scope, analysis.reachability());
      List<Message> messages = new ArrayList<>(AssessManifests.messages(reading, analysis));
      zoning.warnings().forEach(text -> messages.add(Message.warning(scopeFile + ": " + text)));
      return new Checked(ScopeReview.of(zoning, analysis.reachability(), today), messages);
    } catch (AssessSnapshot.UnusableChoice e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
  }

  private static ManifestReading read(List<Path> paths) {
    return ManifestReading.of(paths, AssessManifests.folder(paths), Clock.systemUTC());
  }
}
