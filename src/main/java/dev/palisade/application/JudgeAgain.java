package dev.palisade.application;

import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.compliance.diff.FieldComparison;
import dev.palisade.compliance.reperformance.Cause;
import dev.palisade.compliance.reperformance.Difference;
import dev.palisade.compliance.reperformance.Explaining;
import dev.palisade.compliance.reperformance.Explaining.Swap;
import dev.palisade.compliance.reperformance.Reassessment;
import dev.palisade.compliance.reperformance.Reassessment.Again;
import dev.palisade.compliance.reperformance.Reassessment.By;
import dev.palisade.compliance.reperformance.Reassessment.Program;
import dev.palisade.compliance.reperformance.Reassessment.Reported;
import dev.palisade.compliance.reperformance.Unavailable;
import dev.palisade.compliance.reperformance.Verdicts;
import dev.palisade.compliance.report.Method;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.ReportIdentity;
import dev.palisade.document.CanonicalJson;
import dev.palisade.render.json.ReportJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Judges a snapshot of the past twice, by what held then and by what holds now, and holds both
/// against what was reported.
@ApplicationScoped
public class JudgeAgain {
  private static final int DOCUMENT_PLACES = 20;
  private static final int LONGEST = 200;
  private static final Pattern OF_CHECK = Pattern.compile("/checks/([0-9]+)(/.*)?");

  /// What compares judgements that nobody issued.
  private static final ReportIdentity NOBODY =
      new ReportIdentity("", "", 1, null, ReportIdentity.Kind.POINT_IN_TIME);

  private final AssessCluster assess;
  private final FormerBasis former;
  private final ReadReports reports;
  private final CatalogueInForce inForce;

  public JudgeAgain(
      AssessCluster assess, FormerBasis former, ReadReports reports, CatalogueInForce inForce) {
    this.assess = assess;
    this.former = former;
    this.reports = reports;
    this.inForce = inForce;
  }

  /// What came of it.
  ///
  /// @param then null: it could not be judged again
  /// @param today null: likewise
  record Outcome(Reassessment reassessment, @Nullable Verdicts then, @Nullable Verdicts today) {}

  /// A judgement by what held at the time.
  private record Then(AssessCluster.Judged judged, Verdicts verdicts, Again again) {}

  /// @param report the one on the snapshot to hold against; null: none was issued
  /// @param today the instant that counts as today
  Outcome judge(SnapshotEntry snapshot, @Nullable IssuedReport report, Instant today) {
    Reported reported = null;
    try {
      Report said = report == null ? null : reports.read(report.id());
      reported = report == null || said == null ? null : reported(report, said);
      Then then =
          report == null || said == null ? unreported(snapshot) : reported(snapshot, report, said);
      Verdicts held = said == null ? then.verdicts() : Verdicts.of(said);
      AssessCluster.Judged now =
          assess.assess(
              new AssessCluster.Request(
                  snapshot.cluster(), numbered(snapshot), framework(report), today),
              assess.now(snapshot.cluster()));
      Verdicts verdicts = Verdicts.of(assess.outline(now, NOBODY));
      List<Difference> differences =
          Explaining.today(
              held, then.verdicts(), then.again().differences(), verdicts, swaps(then, now));
      return new Outcome(
          of(
              snapshot,
              reported,
              null,
              then.again(),
              new Again(by(now), null, null, same(held, differences), differences)),
          then.verdicts(),
          verdicts);
    } catch (PrunedAway e) {
      return unavailable(snapshot, reported, Unavailable.State.PRUNED, e);
    } catch (AlteredEvidence e) {
      return unavailable(snapshot, reported, Unavailable.State.ALTERED, e);
    } catch (NotFound | UnusableInput e) {
      return unavailable(snapshot, reported, Unavailable.State.REFUSED, e);
    }
  }

  private static Outcome unavailable(
      SnapshotEntry snapshot,
      @Nullable Reported reported,
      Unavailable.State state,
      RuntimeException why) {
    Unavailable said = new Unavailable(state, String.valueOf(why.getMessage()));
    return new Outcome(of(snapshot, reported, said, null, null), null, null);
  }

  private static Reassessment of(
      SnapshotEntry snapshot,
      @Nullable Reported reported,
      @Nullable Unavailable unavailable,
      @Nullable Again then,
      @Nullable Again today) {
    return new Reassessment(
        snapshot.sequence(),
        snapshot.takenAt(),
        snapshot.digest(),
        reported,
        unavailable,
        then,
        today);
  }

  private static Reported reported(IssuedReport report, Report said) {
    Method method = said.method();
    return new Reported(
        report.id().toString(),
        report.number(),
        report.version(),
        report.issuedAt(),
        report.digest(),
        new Program(
            method.engine(),
            method.translator(),
            method.catalogue().version(),
            method.catalogue().digest()));
  }

  private static SnapshotChoice numbered(SnapshotEntry snapshot) {
    return new SnapshotChoice.Numbered(snapshot.sequence());
  }

  private static String framework(@Nullable IssuedReport report) {
    return report == null ? AssessCluster.ALL : report.framework();
  }

  /// By what held when it was taken; there is nothing to hold it against.
  private Then unreported(SnapshotEntry snapshot) {
    AssessCluster.Judged judged =
        assess.assess(
            new AssessCluster.Request(
                snapshot.cluster(), numbered(snapshot), AssessCluster.ALL, null),
            former.at(snapshot.cluster(), snapshot.takenAt()));
    Verdicts verdicts = Verdicts.of(assess.outline(judged, NOBODY));
    return new Then(
        judged, verdicts, new Again(by(judged), null, null, verdicts.values().size(), List.of()));
  }

  private Then reported(SnapshotEntry snapshot, IssuedReport issued, Report said) {
    FormerBasis.Former former =
        this.former.of(issued, said, catalogue(issued.framework()), Release.version());
    List<Cause> missing = new ArrayList<>(former.missing());
    AssessCluster.Basis basis = former.basis();
    AssessCluster.Request request =
        new AssessCluster.Request(
            issued.cluster(), numbered(snapshot), issued.framework(), said.asOf());
    AssessCluster.Judged judged = assess.assess(request, basis);
    if (!isOf(said.method(), assess.settings(judged))) {
      try {
        AssessCluster.Basis forced = FormerBasis.forced(basis, said.method());
        judged = assess.assess(request, forced);
        basis = forced;
      } catch (UnusableInput | IllegalArgumentException e) {
        missing.add(
            new Cause(
                Cause.Kind.SETTINGS,
                "the report's settings cannot be had today: " + e.getMessage()));
      }
    }
    if (said.coverage().snapshots().stream()
        .noneMatch(source -> source.digest().equals(snapshot.digest()))) {
      throw new AlteredEvidence(
          "the report is on a snapshot of another digest than %s, which snapshot %d has"
              .formatted(snapshot.digest(), snapshot.sequence()),
          new IllegalStateException(said.identity().id()));
    }
    return held(issued, said, assess.report(judged, basis).apply(said.identity()), judged, missing);
  }

  private Then held(
      IssuedReport issued,
      Report said,
      Report again,
      AssessCluster.Judged judged,
      List<Cause> missing) {
    String digest = CanonicalJson.digest(ReportJson.node(again));
    Verdicts verdicts = Verdicts.of(again);
    Verdicts held = Verdicts.of(said);
    List<Difference> differences = new ArrayList<>();
    if (!digest.equals(issued.digest())) {
      Report outline = assess.outline(judged, NOBODY);
      Report forgetful =
          assess.outline(
              assess.judge(judged, judged.scope(), judged.request().forgetful()), NOBODY);
      differences.addAll(Explaining.then(held, verdicts, missing, Verdicts.of(forgetful)));
      differences.addAll(documents(said, again, missing, pastOf(outline, forgetful)));
      if (differences.isEmpty()) {
        differences.add(Explaining.document("", issued.digest(), digest, missing));
      }
    }
    return new Then(
        judged,
        verdicts,
        new Again(
            by(judged),
            digest,
            digest.equals(issued.digest()),
            same(held, differences),
            differences));
  }

  /// Ids of the checks that are not the same when nothing is known of the past.
  private static Set<String> pastOf(Report outline, Report forgetful) {
    Set<String> ids = new TreeSet<>();
    outline.checks().stream()
        .filter(check -> !forgetful.checks().contains(check))
        .forEach(check -> ids.add(check.id()));
    return ids;
  }

  private static List<Difference> documents(
      Report said, Report again, List<Cause> missing, Set<String> past) {
    return FieldComparison.of(
            ReportJson.node(said), ReportJson.node(again), FieldComparison.ListOrder.MEANT)
        .stream()
        .limit(DOCUMENT_PLACES)
        .map(
            field ->
                Explaining.document(
                    field.pointer(),
                    cut(field.before()),
                    cut(field.after()),
                    missing.isEmpty() && isOf(past, field.pointer(), again)
                        ? List.of(Explaining.past())
                        : missing))
        .toList();
  }

  private static boolean isOf(Set<String> checks, String pointer, Report report) {
    Matcher of = OF_CHECK.matcher(pointer);
    if (!of.matches()) {
      return false;
    }
    int index = Integer.parseInt(of.group(1));
    return index < report.checks().size() && checks.contains(report.checks().get(index).id());
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private static boolean isOf(Method method, DialectSettings settings) {
    return method.dialect().equals(settings.dialect().toString())
        && method.settings().equals(settings.values());
  }

  private Method.Catalogue catalogue(String framework) {
    var asked = inForce.catalogue();
    var part = framework.equals(AssessCluster.ALL) ? asked : asked.of(framework);
    return new Method.Catalogue(part.version(), part.digest());
  }

  private List<Swap> swaps(Then then, AssessCluster.Judged now) {
    return ChangedInputs.between(
            then.judged(), now, assess, former.exceptions(now.snapshot().cluster()))
        .stream()
        .map(
            change ->
                new Swap(
                    change.cause(),
                    Verdicts.of(
                        assess.outline(
                            assess.judge(then.judged(), change.scope(), change.alone()), NOBODY))))
        .toList();
  }

  private static int same(Verdicts held, List<Difference> differences) {
    return held.values().size()
        - (int)
            differences.stream()
                .filter(d -> d.what() != Difference.Subject.DOCUMENT && d.reported() != null)
                .count();
  }

  private By by(AssessCluster.Judged judged) {
    Method method = assess.method(judged);
    return new By(
        new Program(
            method.engine(),
            method.translator(),
            method.catalogue().version(),
            method.catalogue().digest()),
        method.dialect(),
        method.settings(),
        judged.scope().version(),
        judged.scope().digest(),
        List.copyOf(ChangedInputs.ids(judged)),
        judged.request().asOf());
  }
}
