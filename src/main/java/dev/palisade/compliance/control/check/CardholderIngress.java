package dev.palisade.compliance.control.check;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Kinds;
import java.util.Set;

/// Into a cardholder-data zone comes only what the register names.
public final class CardholderIngress implements Check {
  @Override
  public String id() {
    return "cardholder-ingress";
  }

  @Override
  public String question() {
    return "Can anything outside a cardholder-data zone reach a pod of it without a register entry?";
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
        Direction.INGRESS,
        new Wording(
            "{from} can reach the cardholder-data pod {to} on {traffic}, which is not registered",
            "Narrow the ingress rules of {to} so that they no longer let {from} in on {traffic}, or register the flow if it"
                + " is needed."));
  }
}
