package dev.palisade.translate.calico;

import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import java.util.TreeSet;

/// Says of a selector over the labels of service accounts that some of these are not known.
final class UnknownAccounts {
  private UnknownAccounts() {}

  static void remark(Candidate candidate, Surroundings surroundings, Cursor selector) {
    if (!surroundings.unknownServiceAccounts().isEmpty()) {
      String first = new TreeSet<>(surroundings.unknownServiceAccounts()).first();
      candidate.warn(
          selector,
          Effect.MAY_ALLOW,
          "pods run as "
              + surroundings.unknownServiceAccounts().size()
              + " service accounts of which no object was read, as "
              + first
              + ": they are taken to have no labels");
    }
  }
}
