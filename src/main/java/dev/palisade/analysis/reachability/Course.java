package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How a row comes about, tier by tier and clause by clause, so that it can be asked what would
/// come of it without one of them.
///
/// Forward it knows, before each clause, what no earlier one has decided; backward, what the rest
/// would let through if it came to them undecided. Leaving a stretch of clauses out changes what
/// was undecided before it from the one to the other: no row is computed again.
final class Course {

  /// A clause where it may count.
  ///
  /// @param may what it may match; of a DENY, which counts only where it surely matches, that
  /// @param must what it surely matches; not looked at for an ALLOW
  record Step(AppliedPolicy applied, int rule, int clause, Action action, Cells may, Cells must) {
    PolicyPart.OneRule part(Rows rows) {
      return new PolicyPart.OneRule(applied.number(), applied.policy(), rows.direction(), rule);
    }

    boolean isOf(Step other) {
      return applied.number() == other.applied.number() && rule == other.rule;
    }
  }

  /// The policies of a tier that apply, and their clauses in the order in which they decide.
  record Stage(List<AppliedPolicy> policies, List<Step> steps) {
    boolean isolates() {
      return policies.stream().anyMatch(Course::isolates);
    }

    Stage without(int policy) {
      return new Stage(
          policies.stream().filter(applied -> applied.number() != policy).toList(),
          steps.stream().filter(step -> step.applied.number() != policy).toList());
    }
  }

  /// What clauses still have to decide.
  ///
  /// @param open what no clause of the tier has matched
  /// @param passed what one may have passed on to the next tier, and none decided
  private record Undecided(Cells open, Cells passed) {}

  /// What is let through of all that comes to a clause undecided.
  private record Outcome(Cells open, Cells passed) {}

  private final TrafficTable table;
  private final List<Stage> stages = new ArrayList<>();
  private final List<List<Undecided>> before = new ArrayList<>();
  private final List<List<Outcome>> after = new ArrayList<>();
  private final Cells all;

  Course(Rows rows, int row, TrafficTable table, Layout layout) {
    this.table = table;
    this.all = Cells.of(layout.everything(), TrafficTable.ALL);
    Map<Integer, List<AppliedPolicy>> byTier = new LinkedHashMap<>();
    for (AppliedPolicy applied : rows.appliedTo(row)) {
      byTier.computeIfAbsent(applied.tier(), t -> new ArrayList<>()).add(applied);
    }
    byTier.values().forEach(applied -> stages.add(new Stage(applied, steps(rows, row, applied))));
    Cells entering = all;
    for (Stage stage : stages) {
      entering = walk(stage, entering);
    }
    Cells next = all;
    for (int i = stages.size() - 1; i >= 0; i--) {
      List<Outcome> outcomes = outcomes(stages.get(i), next);
      after.addFirst(outcomes);
      next = outcomes.getFirst().open();
    }
  }

  static boolean isolates(AppliedPolicy applied) {
    return applied.rules().noMatch() == Policy.NoMatch.DENY;
  }

  private static List<Step> steps(Rows rows, int row, List<AppliedPolicy> policies) {
    List<Step> steps = new ArrayList<>();
    for (AppliedPolicy applied : policies) {
      List<Rule> rules = applied.rules().rules();
      for (int r = 0; r < rules.size(); r++) {
        Action action = rules.get(r).action();
        for (int c = 0; c < rules.get(r).clauses().size(); c++) {
          Rule.Clause clause = rules.get(r).clauses().get(c);
          Cells must =
              action == Action.ALLOW ? Cells.NONE : rows.matched(row, clause, Certainty.MUST);
          Cells may = action == Action.DENY ? must : rows.matched(row, clause, Certainty.MAY);
          steps.add(new Step(applied, r, c, action, may, must));
        }
      }
    }
    if (policies.getFirst().combination() == Tier.Combination.DENY_OVERRIDES) {
      // any DENY decides, else any ALLOW, else any PASS
      List<Action> severity = List.of(Action.DENY, Action.ALLOW, Action.PASS);
      steps.sort(Comparator.comparingInt(step -> severity.indexOf(step.action())));
    }
    return steps;
  }

  List<Stage> stages() {
    return stages;
  }

  /// What a stage's clause, or its end, finds undecided.
  Cells undecided(int stage, int step) {
    Undecided undecided = before.get(stage).get(step);
    return undecided.open().union(undecided.passed(), table);
  }

  /// What no clause of a stage matched.
  Cells unmatched(int stage) {
    return before.get(stage).getLast().open();
  }

  private Cells walk(Stage stage, Cells entering) {
    List<Undecided> undecided = new ArrayList<>(stage.steps().size() + 1);
    Cells open = entering;
    Cells passed = Cells.NONE;
    Cells next = Cells.NONE;
    for (Step step : stage.steps()) {
      undecided.add(new Undecided(open, passed));
      switch (step.action()) {
        case ALLOW -> passed = passed.minus(step.may(), table);
        case DENY -> {
          next = next.union(passed.and(step.must(), table), table);
          passed = passed.minus(step.must(), table);
        }
        case PASS -> {
          Cells met = open.union(passed, table);
          next = next.union(met.and(step.must(), table), table);
          passed = passed.union(open.and(step.may(), table), table).minus(step.must(), table);
        }
      }
      open = open.minus(step.may(), table);
    }
    undecided.add(new Undecided(open, passed));
    before.add(undecided);
    next = next.union(passed, table);
    return stage.isolates() ? next : next.union(open, table);
  }

  /// @param next what the tiers after this one let through
  private List<Outcome> outcomes(Stage stage, Cells next) {
    List<Outcome> outcomes = new ArrayList<>(stage.steps().size() + 1);
    Outcome rest = new Outcome(stage.isolates() ? Cells.NONE : next, next);
    outcomes.add(rest);
    for (Step step : stage.steps().reversed()) {
      Cells open =
          switch (step.action()) {
            case ALLOW -> rest.open().union(step.may(), table);
            case DENY -> rest.open().minus(step.must(), table);
            case PASS ->
                rest.open()
                    .minus(step.may(), table)
                    .union(step.must().and(next, table), table)
                    .union(step.may().minus(step.must(), table).and(rest.passed(), table), table);
          };
      // after a PASS in doubt a refusal further down does not count
      Cells passed =
          step.action() == Action.ALLOW
              ? rest.passed().union(step.may(), table)
              : rest.passed().minus(step.must(), table).union(step.must().and(next, table), table);
      rest = new Outcome(open, passed);
      outcomes.add(rest);
    }
    return outcomes.reversed();
  }

  /// What a row's own side lets through only as things are, and only otherwise.
  record Change(Cells lost, Cells gained) {
    boolean isEmpty() {
      return lost.isEmpty() && gained.isEmpty();
    }
  }

  /// What changes when the clauses from one of a stage up to another, exclusive, are left out.
  Change without(int stage, int from, int to) {
    Undecided undecided = before.get(stage).get(from);
    Outcome now = after.get(stage).get(from);
    Outcome then = after.get(stage).get(to);
    Change open = change(undecided.open(), now.open(), then.open());
    Change passed = change(undecided.passed(), now.passed(), then.passed());
    return new Change(
        open.lost().union(passed.lost(), table), open.gained().union(passed.gained(), table));
  }

  /// What changes without a policy, its isolation included.
  Change without(int stage, int policy) {
    List<Step> steps = stages.get(stage).steps();
    int from = 0;
    while (from < steps.size() && steps.get(from).applied().number() != policy) {
      from++;
    }
    int to = from;
    while (to < steps.size() && steps.get(to).applied().number() == policy) {
      to++;
    }
    Stage rest = stages.get(stage).without(policy);
    boolean inOnePiece = rest.steps().size() == steps.size() - (to - from);
    if (inOnePiece && rest.isolates() == stages.get(stage).isolates()) {
      return without(stage, from, to);
    }
    return change(
        before.get(stage).getFirst().open(),
        after.get(stage).getFirst().open(),
        outcomes(rest, next(stage)).getFirst().open());
  }

  /// What all tiers let through; without a policy of some stage.
  Cells outcome(int stage, int policy) {
    Cells next = outcomes(stages.get(stage).without(policy), next(stage)).getFirst().open();
    for (int i = stage - 1; i >= 0; i--) {
      next = outcomes(stages.get(i), next).getFirst().open();
    }
    return next;
  }

  private Cells next(int stage) {
    return stage + 1 < stages.size() ? after.get(stage + 1).getFirst().open() : all;
  }

  private Change change(Cells undecided, Cells now, Cells then) {
    if (now == then || undecided.isEmpty()) {
      return new Change(Cells.NONE, Cells.NONE);
    }
    return new Change(
        undecided.and(now.minus(then, table), table), undecided.and(then.minus(now, table), table));
  }
}
