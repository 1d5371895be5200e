package dev.palisade.compliance.reperformance;

import dev.palisade.compliance.reperformance.Difference.Subject;
import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.JudgedFinding;
import dev.palisade.compliance.report.Report;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The conclusions of a report, each as a line that can be compared.
public record Verdicts(SortedMap<On, String> values) {

  /// What a conclusion is on: [Difference#what] and [Difference#name].
  public record On(Subject what, String name) implements Comparable<On> {
    private static final Comparator<On> ORDER =
        Comparator.comparing(On::what).thenComparing(On::name);

    @Override
    public int compareTo(On other) {
      return ORDER.compare(this, other);
    }
  }

  public Verdicts {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public static Verdicts of(Report report) {
    SortedMap<On, String> values = new TreeMap<>();
    report
        .requirements()
        .forEach(r -> values.put(new On(Subject.REQUIREMENT, r.name()), r.outcome().toString()));
    for (JudgedCheck check : report.checks()) {
      String proved = check.proved() == null ? "" : ", " + check.proved();
      values.put(new On(Subject.CHECK, check.id()), check.outcome() + proved);
      check.findings().forEach(f -> values.put(finding(check.id(), f.fingerprint()), words(f)));
    }
    return new Verdicts(values);
  }

  public static On finding(String check, String fingerprint) {
    return new On(Subject.FINDING, check + " " + fingerprint);
  }

  /// A finding as a line.
  public static String words(JudgedFinding finding) {
    String by = finding.exception() == null ? "" : " by " + finding.exception();
    String of =
        switch (finding.witness()) {
          case JudgedFinding.Proof.Flow flow ->
              flow.source() + " -> " + flow.destination() + ": " + flow.traffic();
          case JudgedFinding.Proof.Subject subject ->
              subject.subject() + (subject.direction() == null ? "" : " " + subject.direction());
        };
    return finding.status() + by + ": " + of;
  }

  /// Null: there is no such conclusion.
  public @Nullable String of(On on) {
    return values.get(on);
  }

  /// What either has, and the other has not or otherwise.
  SortedSet<On> differing(Verdicts other) {
    SortedSet<On> differing = new TreeSet<>();
    for (On on : values.keySet()) {
      if (!values.get(on).equals(other.values.get(on))) {
        differing.add(on);
      }
    }
    other.values.keySet().stream().filter(on -> !values.containsKey(on)).forEach(differing::add);
    return differing;
  }
}
