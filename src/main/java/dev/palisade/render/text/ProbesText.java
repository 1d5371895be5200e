package dev.palisade.render.text;

import dev.palisade.compliance.control.probe.Probe;
import dev.palisade.compliance.control.probe.ProbePlan;

/// A probe plan for people: one line a probe, then what no probe can tell.
public final class ProbesText {
  private ProbesText() {}

  public static String of(ProbePlan plan) {
    StringBuilder text = new StringBuilder();
    for (Probe probe : plan.probes()) {
      text.append(probe.id())
          .append(' ')
          .append(probe.expected())
          .append(": ")
          .append(probe)
          .append(" (")
          .append(probe.from())
          .append(" -> ")
          .append(probe.to())
          .append(": ")
          .append(String.join("; ", probe.covers()))
          .append(")\n");
    }
    plan.uncovered().forEach(left -> text.append(line(left)).append('\n'));
    return text.toString();
  }

  static String line(ProbePlan.Uncovered left) {
    return "not probed: "
        + left.from()
        + " -> "
        + left.to()
        + ": "
        + left.what()
        + ": "
        + left.why();
  }
}
