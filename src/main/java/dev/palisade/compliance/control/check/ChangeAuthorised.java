package dev.palisade.compliance.control.check;

import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.History.Change;
import dev.palisade.compliance.control.History.Changes;
import dev.palisade.compliance.control.History.Stretch;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Violation;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import java.util.List;
import java.util.Set;

/// Every change of a policy, or of a label that changes what a policy selects, belongs to an
/// approved change review or a ticket.
public final class ChangeAuthorised implements Check {
  /// So many intervals in which nobody was looking are named one by one.
  private static final int NAMED = 20;

  @Override
  public String id() {
    return "change-authorised";
  }

  @Override
  public String question() {
    return "Does every change of a policy, or of a label that policies select by, belong to an approved change review or a ticket?";
  }

  @Override
  public Set<String> dependsOn() {
    return Set.of();
  }

  @Override
  public CheckResult evaluate(Examination x) {
    Judgement judgement =
        Judgement.of(this, x, "states of the cluster, each compared with the one before");
    Changes changes = x.history().changes();
    if (changes == null) {
      judgement.doubt(
          "nothing is kept of the past: what changed, and who approved it, is not known");
      return judgement.conclude();
    }
    judgement.examined(changes.states() - 1);
    ChangeSubjects subjects = new ChangeSubjects();
    for (Change change : changes.changes()) {
      String subject = subjects.of(change);
      if (change.approval() == null) {
        judgement.violation(
            new Violation(
                change.object()
                    + " was "
                    + change.what()
                    + " between "
                    + change.after()
                    + " and "
                    + change.until()
                    + (change.actor() == null ? ", by nobody known" : " by " + change.actor())
                    + ", with no approved change review and no ticket",
                new SubjectWitness(subject, null),
                List.of(),
                "Find the approval and name it in the annotation palisade.dev/ticket, or undo the change."));
      } else {
        judgement.closedBy(change.object() + " was " + change.what() + ": " + change.approval());
      }
    }
    changes.unknown().forEach(judgement::doubt);
    Lookout lookout = Lookout.of(changes, x.history().watch());
    unseen(judgement, lookout.unseen());
    judgement.note(
        (changes.states() - 1)
            + " comparisons from "
            + changes.from()
            + " to "
            + changes.until()
            + "; "
            + lookout.told());
    return judgement.conclude();
  }

  private static void unseen(Judgement judgement, List<Stretch> intervals) {
    for (Stretch interval : intervals.subList(0, Math.min(NAMED, intervals.size()))) {
      judgement.doubt(
          "nobody was looking in "
              + interval
              + ": it was neither watched nor collected as scheduled, and what was changed and undone then is not known");
    }
    if (intervals.size() > NAMED) {
      judgement.doubt(
          "nobody was looking in "
              + (intervals.size() - NAMED)
              + " more intervals until "
              + intervals.getLast().until());
    }
  }
}
