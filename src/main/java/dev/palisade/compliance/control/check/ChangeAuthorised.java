package dev.palisade.compliance.control.check;

import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.History.BlindInterval;
import dev.palisade.compliance.control.History.Change;
import dev.palisade.compliance.control.History.Changes;
import dev.palisade.compliance.control.History.Watch;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Violation;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import java.util.List;
import java.util.Set;

/// Every change of a policy, or of a label that changes what a policy selects, belongs to an
/// approved change review or a ticket.
public final class ChangeAuthorised implements Check {
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
    for (Change change : changes.changes()) {
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
                new SubjectWitness(change.object() + " at " + change.until(), null),
                List.of(),
                "Find the approval and name it in the annotation palisade.dev/ticket, or undo the change."));
      } else {
        judgement.closedBy(change.object() + " was " + change.what() + ": " + change.approval());
      }
    }
    changes.unknown().forEach(judgement::doubt);
    Watch watch = x.history().watch();
    if (watch != null) {
      for (BlindInterval blind : watch.blind()) {
        boolean before = blind.until() != null && blind.until().isBefore(changes.from());
        if (!before && blind.from().isBefore(changes.until())) {
          judgement.doubt(
              "nobody was looking in " + blind + ": what was changed and undone then is not known");
        }
      }
    }
    judgement.note(
        "what was changed and undone between two collections is not among the "
            + (changes.states() - 1)
            + " comparisons from "
            + changes.from()
            + " to "
            + changes.until());
    return judgement.conclude();
  }
}
