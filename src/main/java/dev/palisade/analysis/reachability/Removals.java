package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Takes every policy, rule and clause out by itself, and finds what that changes. Each row is gone
/// through once ([Course]); what its own side would change is held against the other side's rows
/// until one pair of endpoints shows it.
final class Removals {

  /// How many parts are named that decide in another's stead.
  static final int NAMED = 8;

  private final EndpointClasses classes;
  private final TrafficTable table;
  private final RowIndex index;
  private final Meetings meetings;
  private final Cells covered;
  private final SortedMap<PolicyPart, Tally> tallies = new TreeMap<>();

  Removals(
      PolicySet policies,
      EndpointClasses classes,
      TrafficTable table,
      Rows egress,
      Rows ingress,
      Pairs pairs,
      DialectSettings settings) {
    this.classes = classes;
    this.table = table;
    this.covered = Cells.of(classes.layout().everything(), table.number(settings.covered()));
    this.meetings = new Meetings(classes, table, pairs, pairs.hosts());
    this.index = new RowIndex(ingress, egress, classes.layout());
    int number = 0;
    for (Policy policy : policies.policies().toList()) {
      list(policy, number++);
    }
  }

  private void list(Policy policy, int number) {
    add(new PolicyPart.Whole(number, policy));
    for (Direction direction : Direction.values()) {
      Policy.Rules section = policy.rules(direction);
      List<Rule> rules = section == null ? List.of() : section.rules();
      for (int r = 0; r < rules.size(); r++) {
        PolicyPart.OneRule rule = new PolicyPart.OneRule(number, policy, direction, r);
        add(rule);
        int clauses = rules.get(r).clauses().size();
        for (int c = 0; clauses > 1 && c < clauses; c++) {
          add(new PolicyPart.OneClause(rule, c));
        }
      }
    }
  }

  private void add(PolicyPart part) {
    tallies.put(part, new Tally(part));
  }

  private Tally tally(PolicyPart part) {
    Tally tally = tallies.get(part);
    if (tally == null) {
      throw new IllegalArgumentException("no such part: " + part);
    }
    return tally;
  }

  List<Contribution> contributions() {
    for (Direction direction : Direction.values()) {
      for (int row = 0; row < index.rows(direction).count(); row++) {
        if (!index.policiesOf(direction, row).isEmpty()) {
          tryRow(index.rows(direction), row);
        }
      }
    }
    BothSides bothSides = new BothSides(index, classes, table, meetings, covered);
    tallies.values().stream()
        .filter(tally -> tally.undecided && tally.change == null)
        .forEach(tally -> tally.change = bothSides.without(tally.part.number()));
    giveReasons();
    return tallies.values().stream().map(Tally::contribution).toList();
  }

  private void giveReasons() {
    RoaringBitmap open = new RoaringBitmap();
    tallies.values().forEach(tally -> tally.reason.inDoubt = isSubjectInDoubt(tally.part));
    RoaringBitmap perhapsSubjects = new RoaringBitmap();
    tallies.keySet().stream()
        .filter(this::isSubjectInDoubt)
        .forEach(part -> perhapsSubjects.or(perhaps(part)));
    tallies.values().stream()
        .filter(tally -> tally.change == null)
        .forEach(tally -> open.add(tally.part.number()));
    for (Direction direction : Direction.values()) {
      for (int row = 0; row < index.rows(direction).count(); row++) {
        if (RoaringBitmap.intersects(open, index.policiesOf(direction, row))) {
          boolean inDoubt =
              Arrays.stream(index.classesOf(direction, row)).anyMatch(perhapsSubjects::contains);
          new Stand(table, tallies, index.rows(direction), classes, row, inDoubt).giveReasons();
        }
      }
    }
  }

  private boolean isSubjectInDoubt(PolicyPart part) {
    return !classes.extent(part.policy().subject()).isCertain();
  }

  /// The classes that a policy may apply to, but not surely.
  private RoaringBitmap perhaps(PolicyPart part) {
    Extent subject = classes.extent(part.policy().subject());
    return RoaringBitmap.andNot(subject.may(), subject.must());
  }

  private void tryRow(Rows ofDirection, int row) {
    Course course = new Course(ofDirection, row, table, classes.layout());
    for (int stage = 0; stage < course.stages().size(); stage++) {
      List<Course.Step> steps = course.stages().get(stage).steps();
      int from = 0;
      while (from < steps.size()) {
        int to = from;
        while (to < steps.size() && steps.get(to).isOf(steps.get(from))) {
          to++;
        }
        PolicyPart.OneRule rule = steps.get(from).part(ofDirection);
        if (tally(rule).change == null) {
          note(tally(rule), ofDirection, row, course.without(stage, from, to));
        }
        for (int at = from; rule.rule().clauses().size() > 1 && at < to; at++) {
          Tally clause = tally(new PolicyPart.OneClause(rule, steps.get(at).clause()));
          if (clause.change == null) {
            note(clause, ofDirection, row, course.without(stage, at, at + 1));
          }
        }
        from = to;
      }
      for (AppliedPolicy applied : course.stages().get(stage).policies()) {
        Tally whole = tally(new PolicyPart.Whole(applied.number(), applied.policy()));
        if (whole.change == null) {
          note(whole, ofDirection, row, course.without(stage, applied.number()));
        }
      }
    }
  }

  /// Looks for two endpoints that a change on one side is a change of traffic for.
  private void note(Tally tally, Rows own, int row, Course.Change change) {
    Cells lost = change.lost().and(covered, table);
    Cells gained = change.gained().and(covered, table);
    if (lost.isEmpty() && gained.isEmpty()) {
      return;
    }
    tally.changesItsSide = true;
    Direction direction = own.direction();
    // where the other side loses the same policy, what it lets through then is another matter;
    // what is lost on one side is lost
    IntPredicate otherSideStays =
        other ->
            !(tally.part instanceof PolicyPart.Whole)
                || !index.applies(tally.part.number(), direction.opposite(), other);
    for (int subject : index.classesOf(direction, row)) {
      Meetings.Meeting found = meetings.find(direction, subject, lost, other -> true);
      if (found != null) {
        tally.change = change(direction, found, true);
        return;
      }
      found = meetings.find(direction, subject, gained, otherSideStays);
      if (found != null) {
        tally.change = change(direction, found, false);
        return;
      }
    }
    tally.undecided |=
        tally.part instanceof PolicyPart.Whole whole
            && !gained.isEmpty()
            && whole.policy().rules(direction.opposite()) != null;
  }

  private FlowChange change(Direction direction, Meetings.Meeting found, boolean lost) {
    boolean egress = direction == Direction.EGRESS;
    var traffic = table.get(found.traffic());
    var none = table.get(TrafficTable.NONE);
    return new FlowChange(
        egress ? found.subject() : found.other(),
        egress ? found.other() : found.subject(),
        lost ? traffic : none,
        lost ? none : traffic);
  }

  /// What is known of a part so far.
  static final class Tally {
    final PolicyPart part;
    boolean changesItsSide;
    boolean undecided;
    @Nullable FlowChange change;
    final Reason reason = new Reason();

    Tally(PolicyPart part) {
      this.part = part;
    }

    Contribution contribution() {
      if (change != null) {
        return new Contribution(
            part, Contribution.Standing.EFFECTIVE, change, List.of(), false, false);
      }
      Contribution.Standing standing = reason.standing(changesItsSide);
      return new Contribution(
          part,
          standing,
          null,
          // those of its own side do not decide on what the other side drops
          standing == Contribution.Standing.OUTWEIGHED ? List.of() : List.copyOf(reason.others()),
          reason.byDefault,
          reason.inDoubt);
    }
  }
}
