package dev.palisade.compliance.control.check;

import dev.palisade.analysis.inventory.AccessControl;
import dev.palisade.analysis.inventory.AccessControl.Binding;
import dev.palisade.analysis.inventory.AccessControl.Subject;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.CitedRule;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Kinds;
import dev.palisade.compliance.control.Violation;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import dev.palisade.compliance.control.check.Grants.Grant;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Scope.Administrator;
import dev.palisade.snapshot.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Only the declared administrators can change policies or the labels that policies select by, as
/// RBAC says.
public final class PolicyChangeAuthority implements Check {
  private static final String BOOTSTRAPPING = "kubernetes.io/bootstrapping";
  private static final String DEFAULTS = "rbac-defaults";
  private static final String MASTERS = "system:masters";
  private static final Set<String> EVERYBODY =
      Set.of("system:authenticated", "system:unauthenticated", "system:serviceaccounts");

  /// ClusterRoles that an API server makes at its start and that let their holders change policies
  /// (`plugin/pkg/auth/authorizer/rbac/bootstrappolicy`).
  private static final Set<String> BUILT_IN =
      Set.of(
          "admin",
          "cluster-admin",
          "edit",
          "system:aggregate-to-admin",
          "system:aggregate-to-edit",
          "system:controller:generic-garbage-collector",
          "system:controller:namespace-controller");

  private static final String ACCOUNTS_OF = "system:serviceaccounts:";

  @Override
  public String id() {
    return "policy-change-authority";
  }

  @Override
  public String question() {
    return "Can anyone but the declared administrators change policies, or the labels of namespaces in scope?";
  }

  @Override
  public Set<String> dependsOn() {
    return Kinds.union(Kinds.ACCESS, Set.of("Namespace"));
  }

  /// What one subject may do, and by which rules.
  private record Power(SortedSet<String> words, List<CitedRule> rules) {
    Power() {
      this(new TreeSet<>(), new ArrayList<>());
    }
  }

  @Override
  public CheckResult evaluate(Examination x) {
    AccessControl access = x.evidence().inventory().access();
    Judgement judgement =
        Judgement.of(
            this,
            x,
            "subjects of all role bindings, and what RBAC lets them do to policies and to namespaces in scope");
    if (access.isEmpty()) {
      judgement.doubt("no RBAC object was read: who may change policies is not known");
      return judgement.conclude();
    }
    judgement.examined(
        access.bindings().stream()
            .flatMap(b -> b.subjects().stream())
            .map(PolicyChangeAuthority::name)
            .distinct()
            .count());
    Grants grants = new Grants(access);
    Map<String, Power> powers = new TreeMap<>();
    SortedSet<String> notCounted = new TreeSet<>();
    SortedSet<String> administrators = new TreeSet<>();
    Set<String> namespaces = x.zoning().namespacesInScope();
    for (Grant grant : grants.all()) {
      Binding binding = grant.binding();
      String where = binding.namespace().isEmpty() ? null : binding.namespace();
      String power = PolicyPowers.of(grant.rule(), where, namespaces);
      if (power == null) {
        continue;
      }
      for (Subject subject : binding.subjects()) {
        if (isAdministrator(x.scope(), subject)) {
          administrators.add(name(subject));
        } else if (isDefault(binding, subject)) {
          notCounted.add(name(subject));
        } else {
          Power all = powers.computeIfAbsent(name(subject), s -> new Power());
          all.words().add(power + (where == null ? "" : " in " + where));
          cite(grant, subject, power, all.rules());
        }
      }
    }
    powers.forEach((subject, power) -> judgement.violation(violation(subject, power)));
    remarks(judgement, notCounted, administrators);
    grants.dangling().forEach(binding -> dangling(judgement, binding, x.evidence().gaps()));
    builtInUnread(judgement, grants, x.scope(), namespaces);
    return judgement.conclude();
  }

  private static void cite(Grant grant, Subject subject, String power, List<CitedRule> rules) {
    rules.add(
        new CitedRule(
            grant.binding().ref(),
            subject.pointer(),
            null,
            "gives " + grant.role().ref() + " to " + name(subject)));
    rules.add(
        new CitedRule(
            grant.role().ref(), grant.rule().pointer(), null, "lets its holders " + power));
  }

  private static Violation violation(String subject, Power power) {
    return new Violation(
        subject + " may " + String.join("; ", power.words()) + ", and is no declared administrator",
        new SubjectWitness(subject, null),
        power.rules().stream().distinct().toList(),
        "Take the right away, or declare "
            + subject
            + " under policyAdministrators if it is meant to have it.");
  }

  private static void remarks(
      Judgement judgement, SortedSet<String> notCounted, SortedSet<String> administrators) {
    if (!administrators.isEmpty()) {
      judgement.note("administrators: " + String.join(", ", administrators));
      judgement.closedBy(
          "only "
              + String.join(", ", administrators)
              + " may change policies or labels of namespaces in scope");
    }
    if (!notCounted.isEmpty()) {
      judgement.note(
          "by bindings of the API server's own defaults, not counted: "
              + String.join(", ", notCounted));
    }
  }

  /// A role that is not there gives nothing, unless it is only that nobody could read it.
  private static void dangling(Judgement judgement, Binding binding, List<Gap> gaps) {
    String role =
        binding.ref() + " refers to " + binding.roleKind() + " " + binding.roleName() + ", which ";
    if (gaps.stream().anyMatch(gap -> gap.kind().equals(binding.roleKind()))) {
      judgement.doubt(role + "was not read");
    } else {
      judgement.note(role + "is not there");
    }
  }

  /// A binding to a role that was not read gives nothing, unless every API server has the role: a
  /// folder of manifests seldom holds `cluster-admin`, and who is bound to it may change all.
  private static void builtInUnread(
      Judgement judgement, Grants grants, Scope scope, Set<String> namespaces) {
    for (Binding binding : grants.dangling()) {
      boolean inScope = binding.namespace().isEmpty() || namespaces.contains(binding.namespace());
      if (!inScope
          || !binding.roleKind().equals("ClusterRole")
          || !BUILT_IN.contains(binding.roleName())) {
        continue;
      }
      for (Subject subject : binding.subjects()) {
        if (!isAdministrator(scope, subject) && !isDefault(binding, subject)) {
          judgement.doubt(
              binding.ref()
                  + " gives "
                  + name(subject)
                  + " the ClusterRole "
                  + binding.roleName()
                  + ", which every API server has and which was not read: by default it may change policies");
        }
      }
    }
  }

  /// Bindings that the API server makes for its own components, unless they speak of everybody.
  private static boolean isDefault(Binding binding, Subject subject) {
    boolean everybody =
        subject.kind().equals("Group")
            && (EVERYBODY.contains(subject.name()) || subject.name().startsWith(ACCOUNTS_OF));
    return DEFAULTS.equals(binding.labels().get(BOOTSTRAPPING)) && !everybody;
  }

  private static boolean isAdministrator(Scope scope, Subject subject) {
    if (subject.kind().equals("Group") && subject.name().equals(MASTERS)) {
      return true;
    }
    return scope.policyAdministrators().stream().anyMatch(a -> covers(a, subject));
  }

  private static boolean covers(Administrator administrator, Subject subject) {
    boolean account = subject.kind().equals("ServiceAccount");
    if (administrator.kind().equals(subject.kind())) {
      return administrator.name().equals(subject.name())
          && (!account || administrator.namespace().equals(subject.namespace()));
    }
    return account
        && administrator.kind().equals("Group")
        && (administrator.name().equals(ACCOUNTS_OF + subject.namespace())
            || administrator.name().equals("system:serviceaccounts"));
  }

  private static String name(Subject subject) {
    return subject.kind().equals("ServiceAccount")
        ? "ServiceAccount " + subject.namespace() + "/" + subject.name()
        : subject.kind() + " " + subject.name();
  }
}
