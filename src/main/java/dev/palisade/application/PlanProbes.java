package dev.palisade.application;

import dev.palisade.compliance.control.probe.ProbePlan;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Zoning;
import dev.palisade.render.json.ProbesJson;
import dev.palisade.render.text.ProbeJobs;
import dev.palisade.render.text.ProbeScript;
import dev.palisade.render.text.ProbesText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Which connections to try in a cluster, so that every class of traffic between the zones of a
/// scope is seen once: for the check `segmentation-tested`.
///
/// @param messages errors are objects that could not be read, so that the plan may lack something
public record PlanProbes(ProbePlan plan, List<Message> messages) {

  /// How a plan is written.
  public enum Format {
    /// For people.
    TXT,
    /// A shell script that makes the probes in the pods that are there, and prints their results.
    KUBECTL,
    /// Jobs whose pods wear the labels of those that they stand for.
    JOBS,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public PlanProbes {
    messages = List.copyOf(messages);
  }

  /// @param paths together one cluster, or one snapshot file
  /// @param scopeFile the scope
  /// @throws UnusableInput when the scope cannot be used, or nothing readable is there
  public static PlanProbes of(List<Path> paths, Path scopeFile, DialectChoice dialect) {
    Scope scope = AssessManifests.scope(scopeFile);
    ManifestReading reading =
        ManifestReading.of(paths, AssessManifests.folder(paths), Clock.systemUTC());
    try {
      Analysis analysis =
          Analysis.of(
              reading.snapshot(),
              AssessSnapshot.standard().settings(request(reading, scope, dialect)),
              Zoning.cuts(scope));
      Zoning zoning = Zoning.of(scope, analysis.reachability());
      List<Message> messages = new ArrayList<>(AssessManifests.messages(reading, analysis));
      zoning.warnings().forEach(text -> messages.add(Message.warning(scopeFile + ": " + text)));
      return new PlanProbes(ProbePlan.of(analysis.reachability(), zoning), messages);
    } catch (AssessSnapshot.UnusableChoice e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
  }

  private static AssessSnapshot.Request request(
      ManifestReading reading, Scope scope, DialectChoice dialect) {
    AssessSnapshot.Request usual =
        AssessSnapshot.Request.of(reading.snapshot(), scope, reading.snapshot().takenAt());
    return new AssessSnapshot.Request(
        usual.snapshot(),
        scope,
        dialect.dialect(),
        dialect.overrides(),
        usual.history(),
        usual.waivers(),
        usual.asOf(),
        null);
  }

  /// Whether everything that was there could be read.
  public boolean isWhole() {
    return messages.stream().noneMatch(m -> m.severity() == Message.Severity.ERROR);
  }

  /// @param image with a shell and `nc`, for probes that need a container of their own
  public void write(Format format, String image, PrintWriter out) {
    out.print(
        switch (format) {
          case TXT -> ProbesText.of(plan);
          case KUBECTL -> ProbeScript.of(plan, image);
          case JOBS -> ProbeJobs.of(plan, image);
          case JSON -> ProbesJson.text(plan);
        });
    out.flush();
  }
}
