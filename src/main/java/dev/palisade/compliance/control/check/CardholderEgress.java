package dev.palisade.compliance.control.check;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Kinds;
import java.util.Set;

/// Out of a cardholder-data zone goes only what the register names.
public final class CardholderEgress implements Check {
  @Override
  public String id() {
    return "cardholder-egress";
  }

  @Override
  public String question() {
    return "Can a pod of a cardholder-data zone reach anything outside it without a register entry?";
  }

  @Override
  public Set<String> dependsOn() {
    return Kinds.REACHABILITY;
  }

  @Override
  public CheckResult evaluate(Examination x) {
    return CardholderBorder.judge(
        this,
        x,
        Direction.EGRESS,
        new Wording(
            "the cardholder-data pod {from} can reach {to} on {traffic}, which is not registered",
            "Narrow the egress rules of {from} so that they no longer let it reach {to} on {traffic}, or register the flow if"
                + " it is needed."));
  }
}
