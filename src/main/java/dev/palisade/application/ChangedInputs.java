package dev.palisade.application;

import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.Waivers;
import dev.palisade.compliance.control.Waivers.Waiver;
import dev.palisade.compliance.diff.FieldComparison;
import dev.palisade.compliance.diff.ObjectChange.FieldChange;
import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.exception.RiskException.Decision;
import dev.palisade.compliance.reperformance.Cause;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.Node;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What two judgements of one snapshot were made with that is not the same, each with the first
/// judgement's request in which it alone is that of the second.
final class ChangedInputs {
  private static final int SHOWN = 20;
  private static final int LONGEST = 200;
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  private final AssessCluster.Judged then;
  private final AssessCluster.Judged now;
  private final DialectSettings settingsThen;
  private final DialectSettings settingsNow;
  private final List<Change> changes = new ArrayList<>();

  /// @param alone the judgement of the time with this alone changed
  record Change(Cause cause, ScopeVersion scope, AssessSnapshot.Request alone) {}

  private ChangedInputs(
      AssessCluster.Judged then,
      AssessCluster.Judged now,
      DialectSettings settingsThen,
      DialectSettings settingsNow) {
    this.then = then;
    this.now = now;
    this.settingsThen = settingsThen;
    this.settingsNow = settingsNow;
  }

  /// @param register all exceptions of the cluster
  static List<Change> between(
      AssessCluster.Judged then,
      AssessCluster.Judged now,
      AssessCluster assess,
      List<RiskException> register) {
    ChangedInputs inputs =
        new ChangedInputs(then, now, assess.settings(then), assess.settings(now));
    inputs.settings();
    inputs.scope();
    inputs.exceptions(register);
    inputs.instant();
    return List.copyOf(inputs.changes);
  }

  private void settings() {
    if (settingsThen.equals(settingsNow)) {
      return;
    }
    List<String> said = new ArrayList<>();
    if (settingsThen.dialect() != settingsNow.dialect()) {
      said.add("dialect: " + settingsThen.dialect() + " -> " + settingsNow.dialect());
    }
    SortedSet<String> names = new TreeSet<>(settingsThen.values().keySet());
    names.addAll(settingsNow.values().keySet());
    for (String name : names) {
      String before = settingsThen.values().get(name);
      String after = settingsNow.values().get(name);
      if (!String.valueOf(before).equals(String.valueOf(after))) {
        said.add(name + ": " + before + " -> " + after);
      }
    }
    add(
        Cause.Kind.SETTINGS,
        String.join("; ", said),
        then.scope(),
        request(then, settingsNow, then, then.request().history(), then.request().asOf()));
  }

  private void scope() {
    if (then.scope().digest().equals(now.scope().digest())) {
      return;
    }
    List<FieldChange> fields =
        FieldComparison.of(
            document(then.scope()), document(now.scope()), FieldComparison.ListOrder.MEANT);
    String said =
        fields.stream().limit(SHOWN).map(ChangedInputs::words).collect(Collectors.joining("; "));
    String more = fields.size() > SHOWN ? "; and " + (fields.size() - SHOWN) + " more" : "";
    add(
        Cause.Kind.SCOPE,
        "version " + then.scope().version() + " -> " + now.scope().version() + ": " + said + more,
        now.scope(),
        new AssessSnapshot.Request(
            then.request().snapshot(),
            now.request().scope(),
            settingsThen.dialect(),
            settingsThen.values(),
            then.request().history(),
            frozen(then),
            then.request().asOf(),
            then.request().framework()));
  }

  private static String words(FieldChange change) {
    return change.pointer() + ": " + or(change.before()) + " -> " + or(change.after());
  }

  private static String or(@Nullable String text) {
    return text == null
        ? "nothing"
        : text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private static Node document(ScopeVersion version) {
    List<Node> roots = new ArrayList<>();
    try {
      new DocumentReader(ReadLimits.DEFAULT)
          .read(
              "scope version " + version.version(),
              new ByteArrayInputStream(version.document().getBytes(StandardCharsets.UTF_8)),
              reading -> {
                if (reading instanceof Reading.Read(var document)) {
                  roots.add(document.root());
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array does not fail
    }
    return roots.getFirst();
  }

  private void exceptions(List<RiskException> register) {
    SortedSet<String> before = names(then);
    SortedSet<String> after = names(now);
    if (before.equals(after)) {
      return;
    }
    List<String> said = new ArrayList<>();
    ids(now).stream()
        .filter(id -> !ids(then).contains(id))
        .forEach(id -> said.add(granted(id, register)));
    ids(then).stream()
        .filter(id -> !ids(now).contains(id))
        .forEach(id -> said.add(ended(id, register)));
    add(
        Cause.Kind.EXCEPTIONS,
        String.join("; ", said),
        then.scope(),
        request(then, settingsThen, now, then.request().history(), then.request().asOf()));
  }

  private static List<Waiver> inForce(AssessCluster.Judged judged) {
    return judged.request().waivers().waivers().stream()
        .filter(waiver -> waiver.isInForce(judged.request().asOf()))
        .toList();
  }

  /// Ids of the exceptions that were in force, sorted.
  static SortedSet<String> ids(AssessCluster.Judged judged) {
    return inForce(judged).stream()
        .map(Waiver::exception)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static SortedSet<String> names(AssessCluster.Judged judged) {
    return inForce(judged).stream()
        .map(w -> w.exception() + " " + w.fingerprint() + " " + w.selector() + " " + w.traffic())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String granted(String id, List<RiskException> register) {
    Decision decision = decision(id, register, Decision.Kind.APPROVED);
    return "exception "
        + id
        + (decision == null
            ? " came into force"
            : " was granted at " + decision.at() + " by " + decision.by());
  }

  private String ended(String id, List<RiskException> register) {
    Decision decision = decision(id, register, Decision.Kind.REVOKED);
    if (decision != null) {
      return "exception " + id + " was revoked at " + decision.at() + " by " + decision.by();
    }
    return register.stream()
        .filter(e -> e.id().toString().equals(id))
        .findFirst()
        .filter(e -> !now.request().asOf().isBefore(e.until()))
        .map(e -> "exception " + id + " expired at " + e.until())
        .orElse("exception " + id + " is not in force");
  }

  private static @Nullable Decision decision(
      String id, List<RiskException> register, Decision.Kind kind) {
    return register.stream()
        .filter(e -> e.id().toString().equals(id))
        .flatMap(e -> e.decisions().stream())
        .filter(d -> d.kind() == kind)
        .findFirst()
        .orElse(null);
  }

  private void instant() {
    Instant before = then.request().asOf();
    Instant after = now.request().asOf();
    if (before.equals(after)) {
      return;
    }
    add(
        Cause.Kind.INSTANT,
        "judged as of %s, not %s: what expires, and what is known of the past, counts until then"
            .formatted(after, before),
        then.scope(),
        request(then, settingsThen, then, now.request().history(), after));
  }

  /// @param waiving whose exceptions count, at whatever instant
  private static AssessSnapshot.Request request(
      AssessCluster.Judged like,
      DialectSettings settings,
      AssessCluster.Judged waiving,
      History history,
      Instant asOf) {
    return new AssessSnapshot.Request(
        like.request().snapshot(),
        like.request().scope(),
        settings.dialect(),
        new TreeMap<>(settings.values()),
        history,
        frozen(waiving),
        asOf,
        like.request().framework());
  }

  /// The exceptions that were in force, as if they always were: so that they and the instant can be
  /// changed one without the other.
  private static Waivers frozen(AssessCluster.Judged judged) {
    return new Waivers(
        inForce(judged).stream()
            .map(
                w ->
                    new Waiver(
                        w.exception(),
                        w.check(),
                        w.fingerprint(),
                        w.selector(),
                        w.traffic(),
                        Instant.EPOCH,
                        NEVER))
            .toList());
  }

  private void add(
      Cause.Kind kind, String detail, ScopeVersion scope, AssessSnapshot.Request alone) {
    changes.add(new Change(new Cause(kind, detail), scope, alone));
  }
}
