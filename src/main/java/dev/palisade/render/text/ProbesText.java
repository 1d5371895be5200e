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
    for (ProbePlan.Uncovered left : plan.uncovered()) {
      text.append("not probed: ")
          .append(left.from())
          .append(" -> ")
          .append(left.to())
          .append(": ")
          .append(left.what())
          .append(": ")
          .append(left.why())
          .append('\n');
    }
    return text.toString();
  }
}
