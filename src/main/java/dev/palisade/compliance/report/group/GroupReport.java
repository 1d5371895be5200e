package dev.palisade.compliance.report.group;

import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.report.Coverage.Period;
import dev.palisade.compliance.report.Report.Held;
import dev.palisade.compliance.report.ReportIdentity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A report over several clusters: which report each of them has, and what these say together. It
/// is made of those reports alone and says nothing that none of them says; what a finding rests on
/// stands in them.
///
/// @param group what the clusters are called together; null: they were named one by one
/// @param period of a report on one; else from the earliest snapshot to the latest
/// @param asOf the latest instant at which expiries were judged
/// @param frameworks that the requirements are of
/// @param members every cluster of the group, by name
/// @param requirements in the order of the members' reports
/// @param checks sorted by id
/// @param shared findings that stand in two or more clusters, by check and name
/// @param exceptions by cluster and id
public record GroupReport(
    ReportIdentity identity,
    @Nullable String group,
    Period period,
    Instant asOf,
    List<Held> frameworks,
    List<Member> members,
    List<GroupRequirement> requirements,
    List<GroupCheck> checks,
    List<SharedFinding> shared,
    List<GroupException> exceptions) {

  public GroupReport {
    frameworks = List.copyOf(frameworks);
    members = List.copyOf(members);
    requirements = List.copyOf(requirements);
    checks = List.copyOf(checks);
    shared = List.copyOf(shared);
    exceptions = List.copyOf(exceptions);
  }

  /// The report on what these reports say.
  ///
  /// @param parts one for each cluster of the group, in any order
  /// @throws IllegalArgumentException if a cluster is named twice, none has a report, or their
  ///   reports are of another kind or period than this one
  public static GroupReport of(ReportIdentity identity, @Nullable String group, List<Part> parts) {
    return new GroupAssembly(parts, identity.kind()).report(identity, group);
  }

  /// The same under another identity.
  public GroupReport withIdentity(ReportIdentity other) {
    return new GroupReport(
        other, group, period, asOf, frameworks, members, requirements, checks, shared, exceptions);
  }

  /// How many requirements came to this.
  public long count(Conclusion conclusion) {
    return requirements.stream().filter(one -> one.outcome() == conclusion).count();
  }

  public long open() {
    return checks.stream().mapToLong(GroupCheck::open).sum();
  }

  public long excepted() {
    return checks.stream().mapToLong(GroupCheck::excepted).sum();
  }

  /// Names of the clusters.
  public List<String> clusters() {
    return members.stream().map(Member::cluster).toList();
  }

  /// The group's name; without one its clusters.
  public String subject() {
    return group == null ? String.join(", ", clusters()) : group;
  }
}
