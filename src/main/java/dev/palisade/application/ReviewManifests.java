package dev.palisade.application;

import dev.palisade.compliance.review.ChangeReview;
import dev.palisade.compliance.review.Reason;
import dev.palisade.compliance.review.Verdict;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.ScopeReader;
import dev.palisade.document.PrettyJson;
import dev.palisade.render.json.ReviewJson;
import dev.palisade.render.junit.ReviewJunit;
import dev.palisade.render.markdown.ReviewMarkdown;
import dev.palisade.render.sarif.ReviewSarif;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Says what a change of manifests would open and close before it is applied, without a server: the
/// same verdict as the service's.
///
/// @param messages errors are objects that could not be read: with one of them the change is
///   blocked
public record ReviewManifests(ChangeReview review, List<Message> messages) {

  /// Every namespace is in no zone: what is judged without a scope.
  private static final String NO_SCOPE = "{apiVersion: palisade.dev/v1, kind: Scope, zones: []}";

  public ReviewManifests {
    messages = List.copyOf(messages);
  }

  /// @param before together the cluster as it is, or a snapshot file
  /// @param change files and folders of what is to be applied
  /// @param delete objects that are to go, each as `Kind namespace/name` or `Kind name`
  /// @param asOf the time of a folder; null: now
  /// @param scopeFile null: none, and every namespace is judged as untrusted
  public record Request(
      List<Path> before,
      List<Path> change,
      List<String> delete,
      @Nullable Path scopeFile,
      @Nullable Instant asOf,
      DialectChoice dialect) {
    public Request {
      before = List.copyOf(before);
      change = List.copyOf(change);
      delete = List.copyOf(delete);
    }
  }

  /// @throws UnusableInput when the scope cannot be used, nothing readable is there, or what is to
  ///   be deleted is not
  public static ReviewManifests of(Request request) {
    Scope scope =
        request.scopeFile() == null ? noScope() : AssessManifests.scope(request.scopeFile());
    Clock clock =
        request.asOf() == null ? Clock.systemUTC() : Clock.fixed(request.asOf(), ZoneOffset.UTC);
    ManifestReading before =
        ManifestReading.of(request.before(), AssessManifests.folder(request.before()), clock);
    Snapshot snapshot = before.snapshot();
    List<Message> messages = new ArrayList<>();
    List<Manifest> apply = List.of();
    if (!request.change().isEmpty()) {
      ManifestReading change = ManifestReading.of(request.change(), "change", clock);
      apply = change.snapshot().manifests();
      messages.addAll(errors(change));
    }
    ProposedChange proposed =
        new ProposedChange(
            apply, request.delete().stream().map(name -> target(name, snapshot)).toList());
    AssessSnapshot assess = AssessSnapshot.standard();
    AssessSnapshot.Request usual = AssessSnapshot.Request.of(snapshot, scope, snapshot.takenAt());
    AssessSnapshot.Request asked =
        new AssessSnapshot.Request(
            snapshot,
            scope,
            request.dialect().dialect(),
            request.dialect().overrides(),
            usual.history(),
            usual.waivers(),
            usual.asOf(),
            null);
    try {
      JudgeChange judge = new JudgeChange(assess);
      JudgeChange.State state = new JudgeChange.State(null, asked, assess.judge(asked));
      AssessManifests.messages(before, state.assessed().analysis()).stream()
          .filter(message -> message.severity() == Message.Severity.ERROR)
          .forEach(messages::add);
      List<Reason> reasons = new ArrayList<>();
      for (Message unread : messages) {
        reasons.add(
            new Reason(Verdict.BLOCK, "what cannot be read cannot be judged: " + unread.text()));
      }
      messages.addAll(judge.refused(state, proposed));
      ChangeReview judged = judge.judge(state, proposed);
      reasons.addAll(judged.reasons());
      if (request.scopeFile() == null) {
        reasons.addAll(gained(judged));
      }
      return new ReviewManifests(ChangeReview.of(reasons, judged.comparison()), messages);
    } catch (AssessSnapshot.UnusableChoice e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
  }

  /// Without a scope no border is known that traffic could cross: a person must look at all of it.
  private static List<Reason> gained(ChangeReview judged) {
    return judged.comparison().flows().stream()
        .filter(flow -> flow.gained() != null)
        .map(
            flow ->
                new Reason(
                    Verdict.REVIEW,
                    flow.gained()
                        + " becomes possible from "
                        + flow.source()
                        + " to "
                        + flow.destination()
                        + ", and there is no scope to judge it by"))
        .toList();
  }

  private static List<Message> errors(ManifestReading reading) {
    List<Message> errors = new ArrayList<>();
    reading.policies().forEach(text -> errors.add(Message.error(text)));
    reading.objects().forEach(text -> errors.add(Message.error(text)));
    return errors;
  }

  private static ProposedChange.Target target(String name, Snapshot before) {
    return before.manifests().stream()
        .filter(manifest -> manifest.ref().toString().equals(name))
        .findFirst()
        .map(
            manifest ->
                new ProposedChange.Target(
                    manifest.ref().apiVersion(),
                    manifest.ref().kind(),
                    manifest.ref().namespace(),
                    manifest.ref().name()))
        .orElseThrow(
            () ->
                new UnusableInput(
                    "--delete: there is no " + name + ": expected such as NetworkPolicy shop/web"));
  }

  private static Scope noScope() {
    try {
      return ScopeReader.read(
          "no scope", new ByteArrayInputStream(NO_SCOPE.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `palisade/review/v1`, indented.
  public String json() {
    return PrettyJson.text(ReviewJson.node(review)) + "\n";
  }

  /// SARIF 2.1.0.
  public String sarif() {
    return PrettyJson.text(ReviewSarif.of(review)) + "\n";
  }

  /// JUnit XML.
  public String junit() {
    return ReviewJunit.of(review);
  }

  public String markdown() {
    return ReviewMarkdown.of(review);
  }
}
