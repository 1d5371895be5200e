package dev.palisade.compliance.control.check;

import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.History.AuditFeed;
import dev.palisade.compliance.control.History.BlindInterval;
import dev.palisade.compliance.control.History.Change;
import dev.palisade.compliance.control.History.Changes;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Violation;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import java.util.List;
import java.util.Set;

/// The API server's audit log tells of every change of a policy, and is heard.
public final class AuditTrail implements Check {
  @Override
  public String id() {
    return "audit-trail";
  }

  @Override
  public String question() {
    return "Do audit events of policy kinds arrive, and does every change that was seen have one?";
  }

  @Override
  public Set<String> dependsOn() {
    return Set.of();
  }

  @Override
  public CheckResult evaluate(Examination x) {
    Judgement judgement =
        Judgement.of(
            this, x, "the audit log while it was connected, and the changes seen meanwhile");
    AuditFeed audit = x.history().audit();
    if (audit == null) {
      judgement.doubt("no audit log is connected: whether changes leave a trail is not known");
      return judgement.conclude();
    }
    judgement.examined(1);
    if (audit.lastHeard() == null) {
      judgement.violation(silence(new BlindInterval(audit.since(), null, "no event arrived yet")));
    }
    audit.silences().forEach(silence -> judgement.violation(silence(silence)));
    audit.unread().forEach(judgement::doubt);
    Changes changes = x.history().changes();
    if (changes == null) {
      judgement.doubt(
          "no two states of the cluster were compared: whether each change has its event is not known");
      return judgement.conclude();
    }
    ChangeSubjects subjects = new ChangeSubjects();
    for (Change change : changes.changes()) {
      String subject = subjects.of(change);
      if (change.until().isBefore(audit.since())) {
        continue;
      }
      judgement.examined(1);
      if (change.event() == null) {
        judgement.violation(
            new Violation(
                change.object()
                    + " was "
                    + change.what()
                    + " between "
                    + change.after()
                    + " and "
                    + change.until()
                    + ", and no audit event tells of it",
                new SubjectWitness(subject, null),
                List.of(),
                "See that the API server's audit policy logs write requests of this kind, and that its webhook reaches Palisade."));
      }
    }
    changes.unknown().forEach(judgement::doubt);
    judgement.note("the audit log is connected since " + audit.since());
    judgement.closedBy(
        "the audit log was last heard at "
            + audit.lastHeard()
            + ", and every change has its event");
    return judgement.conclude();
  }

  private static Violation silence(BlindInterval interval) {
    return new Violation(
        "the audit log was silent from "
            + interval.from()
            + (interval.until() == null ? " on" : " to " + interval.until())
            + ": "
            + interval.reason(),
        new SubjectWitness("audit log " + interval, null),
        List.of(),
        "See that the API server's audit webhook is configured and reaches Palisade.");
  }
}
