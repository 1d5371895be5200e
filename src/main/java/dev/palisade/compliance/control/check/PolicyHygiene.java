package dev.palisade.compliance.control.check;

import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.CitedRule;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Kinds;
import dev.palisade.compliance.control.Violation;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import dev.palisade.compliance.control.hygiene.Advice;
import dev.palisade.compliance.control.hygiene.Hygiene;
import dev.palisade.compliance.control.hygiene.Topic;
import java.util.List;
import java.util.Set;

/// Policies that are written in a way that is seldom meant. Advice: no requirement rests on it.
public final class PolicyHygiene implements Check {
  @Override
  public String id() {
    return "policy-hygiene";
  }

  @Override
  public String question() {
    return "Is a policy written in a way that is seldom meant?";
  }

  @Override
  public Set<String> dependsOn() {
    return Kinds.REACHABILITY;
  }

  @Override
  public Weight weight() {
    return Weight.ADVICE;
  }

  @Override
  public CheckResult evaluate(Examination x) {
    Judgement judgement =
        Judgement.of(this, x, "policies in force, and those that an API server would refuse");
    Hygiene hygiene = Hygiene.of(x.evidence(), x.zoning());
    judgement.examined(hygiene.policies());
    hygiene.remarks().forEach(judgement::note);
    judgement.closedBy("no policy calls for advice");
    PolicyNames names = PolicyNames.of(x);
    hygiene.advice().forEach(advice -> judgement.violation(violation(advice, names)));
    return judgement.conclude();
  }

  private static Violation violation(Advice advice, PolicyNames names) {
    String place =
        names.of(advice.policy()) + (advice.pointer().isEmpty() ? "" : " " + advice.pointer());
    boolean refused = advice.topic() == Topic.REFUSED;
    return new Violation(
        advice.topic() + ": " + place + ": " + advice.what(),
        new SubjectWitness(advice.topic() + " " + place, null),
        // of a refused policy nothing is there to be cited
        List.of(
            new CitedRule(
                refused ? null : advice.policy(),
                refused ? "" : advice.pointer(),
                null,
                advice.topic().why())),
        advice.todo());
  }
}
