package dev.palisade.compliance.report;

import dev.palisade.compliance.control.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// In what a version of a report differs from the one before: by what it was judged, and to what
/// that led.
///
/// @param basis what it was judged by: `scope`, `catalogue`, `engine`, …
/// @param requirements by `framework id`
/// @param checks by their names
/// @param findings by check and fingerprint; states are those of [Finding.Status]
public record VersionChanges(
    List<Changed> basis, List<Changed> requirements, List<Changed> checks, List<FindingChanged> findings) {
  public VersionChanges {
    basis = List.copyOf(basis);
    requirements = List.copyOf(requirements);
    checks = List.copyOf(checks);
    findings = List.copyOf(findings);
  }

  /// @param before null: it was not there
  /// @param after null: it is not there any more
  public record Changed(String what, @Nullable String before, @Nullable String after) {}

  /// @param before null: it was not there
  /// @param after null: it is not there any more
  public record FindingChanged(
      String check,
      String fingerprint,
      String summary,
      @Nullable String before,
      @Nullable String after) {}

  /// What differs, sorted by name.
  public static VersionChanges between(Report before, Report after) {
    return new VersionChanges(
        differing(basis(before), basis(after)),
        differing(
            by(before.requirements(), JudgedRequirement::name, r -> r.outcome().toString()),
            by(after.requirements(), JudgedRequirement::name, r -> r.outcome().toString())),
        differing(
            by(before.checks(), JudgedCheck::id, c -> c.outcome().name()),
            by(after.checks(), JudgedCheck::id, c -> c.outcome().name())),
        findings(before, after));
  }

  private static SortedMap<String, String> basis(Report report) {
    Method method = report.method();
    SortedMap<String, String> basis = new TreeMap<>();
    basis.put("scope", report.scope().digest());
    basis.put("catalogue", method.catalogue().version() + " " + method.catalogue().digest());
    basis.put("engine", method.engine());
    basis.put("translator", method.translator());
    basis.put("dialect", method.dialect() + " " + method.settings());
    basis.put("as-of", report.asOf().toString());
    basis.put(
        "exceptions",
        report.exceptions().stream()
            .map(ExceptionInForce::id)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", ")));
    return basis;
  }

  private static <T> SortedMap<String, String> by(
      List<T> all, Function<T, String> name, Function<T, String> value) {
    SortedMap<String, String> by = new TreeMap<>();
    all.forEach(one -> by.put(name.apply(one), value.apply(one)));
    return by;
  }

  private static List<Changed> differing(Map<String, String> before, Map<String, String> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<Changed> changed = new ArrayList<>();
    for (String name : names) {
      if (!Objects.equals(before.get(name), after.get(name))) {
        changed.add(new Changed(name, before.get(name), after.get(name)));
      }
    }
    return changed;
  }

  private static List<FindingChanged> findings(Report before, Report after) {
    SortedMap<String, FindingChanged> changed = new TreeMap<>();
    for (JudgedCheck check : before.checks()) {
      for (JudgedFinding f : check.findings()) {
        changed.put(
            check.id() + " " + f.fingerprint(),
            new FindingChanged(
                check.id(), f.fingerprint(), f.summary(), f.status().toString(), null));
      }
    }
    for (JudgedCheck check : after.checks()) {
      for (JudgedFinding f : check.findings()) {
        changed.merge(
            check.id() + " " + f.fingerprint(),
            new FindingChanged(
                check.id(), f.fingerprint(), f.summary(), null, f.status().toString()),
            (old, young) ->
                new FindingChanged(
                    young.check(),
                    young.fingerprint(),
                    young.summary(),
                    old.before(),
                    young.after()));
      }
    }
    return changed.values().stream()
        .filter(f -> !Objects.equals(f.before(), f.after()))
        .toList();
  }
}
