package dev.palisade.compliance.diff;

import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What differs in the outcomes of checks and requirements, and what became of each finding.
final class VerdictComparison {
  private VerdictComparison() {}

  static List<OutcomeChange> outcomes(Assessment before, Assessment after) {
    List<OutcomeChange> changes = new ArrayList<>();
    add(changes, "requirement", requirements(before), requirements(after));
    add(changes, "check", checks(before), checks(after));
    return List.copyOf(changes);
  }

  private static void add(
      List<OutcomeChange> changes,
      String subject,
      Map<String, String> before,
      Map<String, String> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      String old = before.get(name);
      String young = after.get(name);
      if (old == null || !old.equals(young)) {
        changes.add(new OutcomeChange(subject, name, old, young));
      }
    }
  }

  private static Map<String, String> requirements(Assessment assessment) {
    Map<String, String> outcomes = new TreeMap<>();
    assessment
        .requirements()
        .forEach(r -> outcomes.put(r.framework() + " " + r.id(), r.conclusion().toString()));
    return outcomes;
  }

  private static Map<String, String> checks(Assessment assessment) {
    Map<String, String> outcomes = new TreeMap<>();
    assessment.checks().forEach(c -> outcomes.put(c.id(), c.outcome().name()));
    return outcomes;
  }

  private record Known(String check, Finding finding) {}

  static List<FindingChange> findings(Assessment before, Assessment after) {
    SortedMap<String, Known> old = findings(before);
    SortedMap<String, Known> young = findings(after);
    TreeSet<String> fingerprints = new TreeSet<>(old.keySet());
    fingerprints.addAll(young.keySet());
    List<FindingChange> changes = new ArrayList<>();
    for (String fingerprint : fingerprints) {
      Known was = old.get(fingerprint);
      Known is = young.get(fingerprint);
      Known some = is == null ? was : is;
      if (some != null) {
        changes.add(
            new FindingChange(
                kind(was, is),
                some.check(),
                fingerprint,
                some.finding().summary(),
                traffic(was),
                traffic(is)));
      }
    }
    return changes.stream().sorted().toList();
  }

  private static SortedMap<String, Known> findings(Assessment assessment) {
    SortedMap<String, Known> findings = new TreeMap<>();
    for (CheckResult check : assessment.checks()) {
      check.findings().forEach(f -> findings.put(f.fingerprint(), new Known(check.id(), f)));
    }
    return findings;
  }

  private static FindingChange.Kind kind(@Nullable Known was, @Nullable Known is) {
    if (is == null) {
      return FindingChange.Kind.CLOSED;
    }
    boolean open = is.finding().status() == Finding.Status.OPEN;
    if (was == null) {
      return open ? FindingChange.Kind.NEW : FindingChange.Kind.NEWLY_EXCEPTED;
    }
    boolean wasOpen = was.finding().status() == Finding.Status.OPEN;
    if (open) {
      return wasOpen ? FindingChange.Kind.STILL_OPEN : FindingChange.Kind.REOPENED;
    }
    return wasOpen ? FindingChange.Kind.NEWLY_EXCEPTED : FindingChange.Kind.STILL_EXCEPTED;
  }

  private static @Nullable String traffic(@Nullable Known known) {
    return known != null && known.finding().witness() instanceof Witness.FlowWitness flow
        ? flow.traffic().toString()
        : null;
  }
}
