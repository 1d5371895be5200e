package dev.palisade.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.Assessment.NotExamined;
import dev.palisade.compliance.control.Canaries;
import dev.palisade.compliance.control.Catalogue;
import dev.palisade.compliance.control.CheckCall;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.History.ProbeRun;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.Requirement;
import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.diff.ScopeDocument;
import dev.palisade.compliance.report.Method;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.compliance.report.ReportNumber;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.ScopeReader;
import dev.palisade.compliance.scope.UnusableScope;
import dev.palisade.document.Document;
import dev.palisade.document.PrettyJson;
import dev.palisade.render.json.ReportJson;
import dev.palisade.render.text.ReportText;
import dev.palisade.snapshot.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Judges manifests, without a server: nothing is known of the past, and nothing is kept.
///
/// @param messages errors where something could not be read: it is a gap of the report
/// @param verdict whether the report is good enough for whoever asked
/// @param places where in the files the values are that findings cite
public record AssessManifests(
    Report report, List<Message> messages, Verdict verdict, ManifestPlaces places) {
  /// What a pipeline goes by.
  public enum Verdict {
    /// No requirement that was examined is contradicted or insufficient, and everything was read.
    GOOD,
    NOT_GOOD
  }

  /// Which requirements count for the verdict.
  public enum Counting {
    /// Those that manifests can answer: a check that needs history, or RBAC objects where there are
    /// none, does not count, and a requirement with no other primary check neither.
    EXAMINED,
    /// All.
    ALL
  }

  /// @param paths together one cluster, or one snapshot file
  /// @param cluster what to call the cluster; null: as the folder is called
  /// @param framework null: all
  /// @param frameworkFiles frameworks of the user's own, beside those that come with Palisade
  /// @param exceptions a file of exceptions that were approved; null: none
  /// @param probes results of probes, see [ProbeResults]; empty: none
  /// @param asOf the instant at which expiries are judged, and at which a folder is held to say
  ///   what the cluster is; null: when the snapshot was taken, which for a folder is now
  public record Request(
      List<Path> paths,
      Path scope,
      @Nullable String cluster,
      @Nullable String framework,
      List<Path> frameworkFiles,
      @Nullable Path exceptions,
      List<Path> probes,
      @Nullable Instant asOf,
      DialectChoice dialect,
      Counting counting) {
    public Request {
      paths = List.copyOf(paths);
      frameworkFiles = List.copyOf(frameworkFiles);
      probes = List.copyOf(probes);
    }

    /// Without exceptions and results of probes.
    public Request(
        List<Path> paths,
        Path scope,
        @Nullable String cluster,
        @Nullable String framework,
        List<Path> frameworkFiles,
        @Nullable Instant asOf,
        DialectChoice dialect,
        Counting counting) {
      this(
          paths,
          scope,
          cluster,
          framework,
          frameworkFiles,
          null,
          List.of(),
          asOf,
          dialect,
          counting);
    }
  }

  private static final String TESTED = "segmentation-tested";

  /// Checks that look at what happened over time.
  private static final Set<String> NEED_HISTORY =
      Set.of("audit-trail", "change-authorised", "collection-continuity", "review-current", TESTED);

  /// What it sees in the manifests counts, that nobody is known to have confirmed the scope does
  /// not.
  private static final String HALF_HISTORY = "scope-confirmed";

  private static final String AUTHORITY = "policy-change-authority";

  public AssessManifests {
    messages = List.copyOf(messages);
  }

  /// @throws UnusableInput when the scope, the exceptions or the request cannot be used, or nothing
  ///   readable is there
  public static AssessManifests of(Request request, Clock clock) {
    Scope scope = scope(request.scope());
    String name = request.cluster() == null ? folder(request.paths()) : request.cluster();
    // a folder says nothing of its time: it is held to be that of the question, so that two answers
    // to the same question are the same bytes
    Clock time = request.asOf() == null ? clock : Clock.fixed(request.asOf(), ZoneOffset.UTC);
    ManifestReading reading = ManifestReading.of(request.paths(), name, time);
    Snapshot snapshot = reading.snapshot();
    Catalogue all = OwnFrameworks.beside(request.frameworkFiles());
    AssessSnapshot assess = AssessSnapshot.by(all);
    AssessSnapshot.Request asked =
        new AssessSnapshot.Request(
            snapshot,
            scope,
            request.dialect().dialect(),
            request.dialect().overrides(),
            history(request.probes()),
            GivenExceptions.of(request.exceptions(), all),
            request.asOf() == null ? snapshot.takenAt() : request.asOf(),
            request.framework());
    try {
      AssessSnapshot.Assessed assessed = assess.withRemedies(assess.assess(asked));
      Assessment assessment = withNotExamined(assessed.assessment());
      Catalogue catalogue = assess.catalogue(request.framework());
      List<Message> messages = messages(reading, assessed.analysis());
      boolean unreadable = messages.stream().anyMatch(m -> m.severity() == Message.Severity.ERROR);
      boolean good = !unreadable && isGood(assessment, catalogue, request);
      return new AssessManifests(
          report(assessment, assessed.canaries(), asked, assess, catalogue),
          messages,
          good ? Verdict.GOOD : Verdict.NOT_GOOD,
          new ManifestPlaces(snapshot));
    } catch (AssessSnapshot.UnusableChoice e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
  }

  private static History history(List<Path> probes) {
    return probes.isEmpty()
        ? History.none()
        : History.none().with(new ProbeRun(ProbeResults.read(probes)));
  }

  /// @throws UnusableInput when the file is no scope
  static Scope scope(Path file) {
    return usable(file, document -> ScopeReader.read(document.cursor()));
  }

  /// The same as it is written.
  static ScopeDocument scopeDocument(Path file) {
    return usable(
        file,
        document -> {
          ScopeReader.read(document.cursor());
          return ScopeDocument.of(document.root(), null, null, null);
        });
  }

  private static <T> T usable(Path file, Function<Document, T> use) {
    try (InputStream in = Files.newInputStream(file)) {
      return use.apply(ScopeReader.document(file.toString(), in));
    } catch (UnusableScope e) {
      throw new UnusableInput(
          e.problems().stream().map(problem -> Message.error(text(problem))).toList());
    } catch (NoSuchFileException e) {
      throw new UnusableInput(file + ": no such file");
    } catch (IOException e) {
      throw new UnusableInput(file + ": cannot be read: " + e.getMessage());
    }
  }

  private static String text(UnusableScope.Problem problem) {
    return problem.file()
        + ": "
        + (problem.pointer().isEmpty() ? "" : problem.pointer() + ": ")
        + (problem.line() > 0 ? "line " + problem.line() + ": " : "")
        + problem.message();
  }

  /// What a cluster is called for want of a name.
  static String folder(List<Path> paths) {
    Path name = paths.getFirst().toAbsolutePath().normalize().getFileName();
    return name == null ? "manifests" : name.toString();
  }

  static List<Message> messages(ManifestReading reading, Analysis analysis) {
    TranslationMessages translation =
        new TranslationMessages(analysis.snapshot(), analysis.translation());
    List<Message> messages = new ArrayList<>();
    reading.policies().forEach(text -> messages.add(Message.error(text)));
    reading.objects().forEach(text -> messages.add(Message.error(text)));
    translation.refusals().forEach(text -> messages.add(Message.error(text)));
    reading.remarks().forEach(text -> messages.add(Message.warning(text)));
    translation.warnings().forEach(text -> messages.add(Message.warning(text)));
    return messages;
  }

  /// The checks that these manifests cannot answer.
  private static Set<String> unanswerable(Assessment assessment) {
    Set<String> checks = new TreeSet<>(NEED_HISTORY);
    if (assessment.checks().stream()
        .noneMatch(
            check ->
                CheckCall.parse(check.id()).check().equals(HALF_HISTORY)
                    && check.outcome() == Outcome.FAIL)) {
      checks.add(HALF_HISTORY);
    }
    if (assessment.evidence().inventory().access().isEmpty()) {
      checks.add(AUTHORITY);
    }
    return checks;
  }

  private static Assessment withNotExamined(Assessment assessment) {
    boolean asked = assessment.checks().stream().anyMatch(check -> check.id().equals(AUTHORITY));
    if (!asked || !unanswerable(assessment).contains(AUTHORITY)) {
      return assessment;
    }
    List<NotExamined> notExamined = new ArrayList<>(assessment.notExamined());
    notExamined.add(
        new NotExamined(
            "who may change policies and the labels that they select by",
            "there is no RBAC object among the manifests; ask for roles and bindings",
            List.of(AUTHORITY)));
    return new Assessment(
        assessment.evidence(),
        assessment.scope(),
        assessment.asOf(),
        assessment.catalogue(),
        assessment.requirements(),
        assessment.checks(),
        notExamined);
  }

  private static boolean isGood(Assessment assessment, Catalogue catalogue, Request request) {
    Set<String> left =
        request.counting() == Counting.ALL ? new TreeSet<>() : unanswerable(assessment);
    if (!request.probes().isEmpty()) {
      left.remove(TESTED);
    }
    Map<CheckCall, Outcome> outcomes = new HashMap<>();
    for (CheckResult check : assessment.checks()) {
      outcomes.put(CheckCall.parse(check.id()), check.outcome());
    }
    for (Requirement requirement : catalogue.requirements()) {
      List<CheckCall> primary = without(requirement.primary(), left);
      if (primary.isEmpty()) {
        continue;
      }
      Conclusion conclusion =
          new Requirement(
                  requirement.framework(),
                  requirement.id(),
                  requirement.rank(),
                  requirement.subject(),
                  primary,
                  without(requirement.supporting(), left),
                  requirement.note(),
                  requirement.references())
              .judge(outcomes)
              .conclusion();
      if (conclusion == Conclusion.CONTRADICTED || conclusion == Conclusion.INSUFFICIENT) {
        return false;
      }
    }
    return true;
  }

  private static List<CheckCall> without(List<CheckCall> calls, Set<String> checks) {
    return calls.stream().filter(call -> !checks.contains(call.check())).toList();
  }

  /// A report that was not issued: its number ends in 0000, and its id follows from what was
  /// judged.
  private static Report report(
      Assessment assessment,
      @Nullable Canaries canaries,
      AssessSnapshot.Request asked,
      AssessSnapshot assess,
      Catalogue catalogue) {
    String framework = asked.framework() == null ? ReportNumber.ALL : asked.framework();
    var settings = assess.settings(asked);
    String of =
        String.join(
            "\n",
            asked.snapshot().digest(),
            asked.scope().digest(),
            assessment.catalogue().digest(),
            settings.toString(),
            asked.asOf().toString(),
            framework,
            asked.history().probes() == null ? "" : asked.history().probes().toString());
    ReportNumber number =
        new ReportNumber(
            asked.snapshot().cluster().name(),
            framework,
            asked.asOf().atOffset(ZoneOffset.UTC).getYear(),
            0);
    return Report.of(
        assessment,
        ReportIdentity.first(UUID.nameUUIDFromBytes(of.getBytes(UTF_8)).toString(), number),
        Method.of(
            "palisade-reachability/" + Release.version(),
            "palisade-translator/" + Release.version(),
            settings,
            assessment.catalogue(),
            canaries),
        null,
        asked.waivers(),
        catalogue);
  }

  /// The report as JSON, indented.
  public String json() {
    return text(ReportFormat.JSON);
  }

  /// The report in a format that is text. JSON is indented.
  public String text(ReportFormat format) {
    return format == ReportFormat.JSON
        ? PrettyJson.text(ReportJson.node(report)) + "\n"
        : new String(bytes(format, ReportJson.bytes(report)), UTF_8);
  }

  /// What matters of it, as lines of text.
  public String text() {
    return ReportText.of(report);
  }

  private byte[] bytes(ReportFormat format, byte[] json) {
    return RenderReport.of(report, json, format, places::of);
  }

  /// Writes it in every format: `report.json`, `report.pdf`, …; and its first two pages alone.
  ///
  /// @param folder is made where it does not exist
  /// @param templates folder of a company's own words and look; null: as they come with the program
  /// @return the files
  /// @throws UnusableInput when they cannot be written, or the templates cannot be used
  public List<Path> write(Path folder, @Nullable Path templates) {
    return ReportFolder.write(
        report, folder, PrintPdf.templates("--templates", templates), places::of);
  }
}
