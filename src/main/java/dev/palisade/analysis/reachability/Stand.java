package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Layer7;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.reachability.Contribution.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Gives the parts without effect their reasons, from a row: what they match there, who has decided
/// on it before them, and who would in their stead.
final class Stand {

  private final TrafficTable table;
  private final Map<PolicyPart, Removals.Tally> tallies;
  private final Rows rows;
  private final EndpointClasses classes;
  private final int row;
  private final Course course;
  private final boolean inDoubt;
  private final List<Doubt> doubts = new ArrayList<>();

  /// Where it is not known whether a clause matches; or where it matches, but looks further into
  /// what it lets through.
  private record Doubt(Cells where, @Nullable Layer7 narrowing) {}

  /// @param inDoubt whether some policy may apply to the row's classes, but not surely
  Stand(
      TrafficTable table,
      Map<PolicyPart, Removals.Tally> tallies,
      Rows rows,
      EndpointClasses classes,
      int row,
      boolean inDoubt) {
    this.table = table;
    this.tallies = tallies;
    this.rows = rows;
    this.classes = classes;
    this.row = row;
    this.course = new Course(rows, row, table, classes.layout());
    this.inDoubt = inDoubt;
    for (AppliedPolicy applied : rows.appliedTo(row)) {
      for (Rule rule : applied.rules().rules()) {
        for (Rule.Clause clause : rule.clauses()) {
          Cells may = rows.matched(row, clause, Certainty.MAY);
          Cells perhaps = may.minus(rows.matched(row, clause, Certainty.MUST), table);
          if (!perhaps.isEmpty()) {
            doubts.add(new Doubt(perhaps, null));
          }
          if (rule.narrowing() != null && !may.isEmpty()) {
            doubts.add(new Doubt(may, rule.narrowing()));
          }
        }
      }
    }
  }

  /// Whether something that is not known touches what a part matches.
  private boolean isInDoubt(Cells matched, @Nullable Layer7 narrowing) {
    return inDoubt
        || doubts.stream()
            .filter(doubt -> doubt.narrowing == null || !doubt.narrowing.equals(narrowing))
            .anyMatch(doubt -> !doubt.where.and(matched, table).isEmpty());
  }

  void giveReasons() {
    for (int stage = 0; stage < course.stages().size(); stage++) {
      for (AppliedPolicy applied : course.stages().get(stage).policies()) {
        Reason whole = reason(new PolicyPart.Whole(applied.number(), applied.policy()));
        if (whole != null) {
          ofPolicy(whole, stage, applied);
        }
        List<Rule> rules = applied.rules().rules();
        for (int r = 0; r < rules.size(); r++) {
          PolicyPart.OneRule rule =
              new PolicyPart.OneRule(applied.number(), applied.policy(), rows.direction(), r);
          ofRule(reason(rule), stage, applied.number(), r, null);
          for (int c = 0;
              rules.get(r).clauses().size() > 1 && c < rules.get(r).clauses().size();
              c++) {
            ofRule(reason(new PolicyPart.OneClause(rule, c)), stage, applied.number(), r, c);
          }
        }
      }
    }
  }

  /// Where the reason of a part belongs; null: it has an effect, or needs none.
  private @Nullable Reason reason(PolicyPart part) {
    Removals.Tally tally = tallies.get(part);
    return tally == null || tally.change != null ? null : tally.reason;
  }

  private void ofPolicy(Reason reason, int stage, AppliedPolicy applied) {
    reason.applied = true;
    Cells undecided = Cells.NONE;
    List<Course.Step> steps = course.stages().get(stage).steps();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).applied().number() == applied.number()) {
        reason.matched |= !steps.get(i).may().isEmpty();
        closedBefore(reason, stage, i, steps.get(i).may(), null);
        undecided =
            undecided.union(steps.get(i).may().and(course.undecided(stage, i), table), table);
        Rule rule = applied.rules().rules().get(steps.get(i).rule());
        reason.inDoubt |= isInDoubt(matched(steps.get(i)), rule.narrowing());
      }
    }
    if (Course.isolates(applied)) {
      reason.matched = true;
      undecided = undecided.union(course.unmatched(stage), table);
      reason.inDoubt |= isInDoubt(course.unmatched(stage), null);
      nameIsolating(reason, stage, applied.number());
    }
    if (!undecided.isEmpty()) {
      reason.met = true;
      decideInstead(
          reason, stage, course.stages().get(stage).without(applied.number()), 0, undecided, null);
    }
  }

  private void nameIsolating(Reason reason, int stage, int but) {
    for (AppliedPolicy applied : course.stages().get(stage).policies()) {
      if (Course.isolates(applied) && applied.number() != but) {
        reason.name(new PolicyPart.Whole(applied.number(), applied.policy()));
      }
    }
  }

  /// @param clause null: all of the rule
  private void ofRule(
      @Nullable Reason reason, int stage, int policy, int rule, @Nullable Integer clause) {
    if (reason == null) {
      return;
    }
    reason.applied = true;
    List<Course.Step> steps = course.stages().get(stage).steps();
    int[] own =
        IntStream.range(0, steps.size())
            .filter(
                i ->
                    steps.get(i).applied().number() == policy
                        && steps.get(i).rule() == rule
                        && (clause == null || steps.get(i).clause() == clause))
            .toArray();
    Course.@Nullable Step asked = clause == null || own.length == 0 ? null : steps.get(own[0]);
    Cells undecided = Cells.NONE;
    for (int i : own) {
      Course.Step step = steps.get(i);
      Rule of = step.applied().rules().rules().get(rule);
      reason.inDoubt |= isInDoubt(matched(step), of.narrowing());
      if (step.may().isEmpty()) {
        reason.missed(whyNot(step));
        continue;
      }
      reason.matched = true;
      closedBefore(reason, stage, own[0], step.may(), asked);
      undecided = undecided.union(step.may().and(course.undecided(stage, own[0]), table), table);
    }
    if (!undecided.isEmpty()) {
      reason.met = true;
      int to = own[own.length - 1] + 1;
      decideInstead(reason, stage, course.stages().get(stage), to, undecided, asked);
    }
  }

  /// All that a clause may match, also where it then does not count.
  private Cells matched(Course.Step step) {
    Rule.Clause clause =
        step.applied().rules().rules().get(step.rule()).clauses().get(step.clause());
    return rows.matched(row, clause, Certainty.MAY);
  }

  private Standing whyNot(Course.Step step) {
    Rule.Clause clause =
        step.applied().rules().rules().get(step.rule()).clauses().get(step.clause());
    Certainty counting = step.action() == Action.DENY ? Certainty.MUST : Certainty.MAY;
    if (classes.extent(clause.peer()).of(counting).isEmpty()) {
      return Standing.MATCHES_NO_PEER;
    }
    boolean names =
        ClauseTraffic.names(clause.traffic(), TrafficMatch.Side.SOURCE)
            || ClauseTraffic.names(clause.traffic(), TrafficMatch.Side.DESTINATION);
    return names ? Standing.NAMES_NO_PORT : Standing.MATCHES_NOTHING;
  }

  /// The rule of a clause, or where another clause of the same rule is asked about, that clause.
  private PolicyPart part(Course.Step step, Course.@Nullable Step asked) {
    PolicyPart.OneRule rule = step.part(rows);
    return asked != null && step.isOf(asked) ? new PolicyPart.OneClause(rule, step.clause()) : rule;
  }

  /// Names who has decided, before a clause, on what it matches.
  ///
  /// @param asked a clause, where it and not its rule is asked about
  private void closedBefore(
      Reason reason, int stage, int at, Cells matched, Course.@Nullable Step asked) {
    Cells closed = matched.minus(course.undecided(stage, at), table);
    for (int s = 0; s <= stage && !closed.isEmpty() && !reason.isFull(); s++) {
      List<Course.Step> steps = course.stages().get(s).steps();
      int end = s == stage ? at : steps.size();
      for (int i = 0; i < end; i++) {
        Course.Step step = steps.get(i);
        // what an earlier tier passes on comes to this one
        boolean closes = s == stage || step.action() != Action.PASS;
        Cells met = closed.and(deciding(step), table);
        if (closes && !met.isEmpty() && !met.and(course.undecided(s, i), table).isEmpty()) {
          reason.name(part(step, asked));
        }
      }
      if (s < stage
          && course.stages().get(s).isolates()
          && !closed.and(course.unmatched(s), table).isEmpty()) {
        nameIsolating(reason, s, -1);
      }
    }
  }

  private static Cells deciding(Course.Step step) {
    return step.action() == Action.ALLOW ? step.may() : step.must();
  }

  /// Names who decides on what is left undecided: clauses, isolation, or nobody.
  ///
  /// @param asked a clause, where it and not its rule is asked about
  private void decideInstead(
      Reason reason,
      int stage,
      Course.Stage without,
      int from,
      Cells undecided,
      Course.@Nullable Step asked) {
    Cells rest = undecided;
    for (int s = stage; s < course.stages().size() && !rest.isEmpty(); s++) {
      Course.Stage at = s == stage ? without : course.stages().get(s);
      Cells next = Cells.NONE;
      for (int i = s == stage ? from : 0; i < at.steps().size() && !rest.isEmpty(); i++) {
        Course.Step step = at.steps().get(i);
        Cells met = rest.and(step.may(), table);
        if (!met.isEmpty()) {
          reason.name(part(step, asked));
          rest = rest.minus(met, table);
          next = step.action() == Action.PASS ? next.union(met, table) : next;
        }
      }
      if (at.isolates()) {
        if (!rest.isEmpty()) {
          for (AppliedPolicy applied : at.policies()) {
            if (Course.isolates(applied)) {
              reason.name(new PolicyPart.Whole(applied.number(), applied.policy()));
            }
          }
        }
        rest = next;
      } else {
        rest = rest.union(next, table);
      }
    }
    reason.byDefault |= !rest.isEmpty();
  }
}
