package dev.palisade.application.campaign;

import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.application.campaign.Judged.Found;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.Witness.FlowWitness;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import dev.palisade.compliance.control.check.PoliciesInScope;
import dev.palisade.compliance.control.hygiene.Advice;
import dev.palisade.compliance.control.hygiene.Hygiene;
import dev.palisade.compliance.control.hygiene.Topic;
import dev.palisade.compliance.review.campaign.ReviewItem;
import dev.palisade.compliance.review.campaign.ReviewItem.Subject;
import dev.palisade.compliance.review.campaign.ReviewItem.Suggestion;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Every policy on what is in scope.
///
/// | suggestion | where |
/// | --- | --- |
/// | remove | it changes nothing, or applies to nothing |
/// | tighten | an open finding on traffic cites it, or one of its rules opens everything or changes nothing |
/// | justify | owner, justification or a review date to come is missing |
/// | keep | otherwise |
final class PolicyItems {
  private static final Set<Topic> IDLE =
      EnumSet.of(Topic.SHADOWED_RULE, Topic.REDUNDANT_RULE, Topic.SELECTS_NOTHING);
  private static final Set<Topic> WIDE =
      EnumSet.of(
          Topic.SHADOWED_RULE,
          Topic.REDUNDANT_RULE,
          Topic.OPENS_EVERYTHING,
          Topic.OPENS_EVERY_NAMESPACE,
          Topic.PEER_MATCHES_NOTHING,
          Topic.MISSING_PORT_NAME);

  private final Judged judged;
  private final Examination examination;
  private final Openings openings;
  private final Map<ResourceRef, Policy> policies = new HashMap<>();
  private final Map<ResourceRef, Manifest> manifests = new HashMap<>();
  private final Map<ResourceRef, List<Advice>> advice = new HashMap<>();
  private final Map<ResourceRef, List<Found>> cited = new HashMap<>();

  PolicyItems(Judged judged) {
    this.judged = judged;
    this.examination = judged.examination();
    this.openings = new Openings(examination);
    for (Tier tier : examination.evidence().policies().tiers()) {
      tier.policies().forEach(policy -> policies.put(policy.ref(), policy));
    }
    examination.evidence().snapshot().manifests().forEach(m -> manifests.put(m.ref(), m));
    Hygiene.of(examination.evidence(), examination.zoning())
        .advice()
        .forEach(a -> advice.computeIfAbsent(a.policy(), ref -> new ArrayList<>()).add(a));
    for (Found found : judged.open(finding -> true)) {
      Set<ResourceRef> refs = new HashSet<>();
      found.finding().rules().stream().filter(r -> r.ref() != null).forEach(r -> refs.add(r.ref()));
      refs.forEach(ref -> cited.computeIfAbsent(ref, r -> new ArrayList<>()).add(found));
    }
  }

  /// The items, and which policies let the flows of a register entry through.
  record Reviewed(List<ReviewItem> items, SortedMap<String, SortedSet<String>> carriers) {}

  Reviewed items() {
    List<ReviewItem> items = new ArrayList<>();
    SortedMap<String, SortedSet<String>> carriers = new TreeMap<>();
    Map<String, List<ResourceRef>> byName = new TreeMap<>();
    for (ResourceRef ref : PoliciesInScope.of(examination)) {
      byName.computeIfAbsent(ref.toString(), name -> new ArrayList<>()).add(ref);
    }
    byName.forEach(
        (name, refs) -> {
          for (ResourceRef ref : refs) {
            // kinds of two groups may share a name: Kubernetes' and Calico's NetworkPolicy
            ReviewItem item = item(ref, refs.size() == 1 ? name : name + " (" + ref.group() + ")");
            items.add(item);
            item.usedBy()
                .forEach(
                    entry ->
                        carriers.computeIfAbsent(entry, e -> new TreeSet<>()).add(item.name()));
          }
        });
    return new Reviewed(items, carriers);
  }

  private ReviewItem item(ResourceRef ref, String name) {
    Policy policy = policies.get(ref);
    Openings.Opened opened =
        policy == null ? new Openings.Opened(List.of(), new TreeSet<>()) : openings.of(policy);
    Rationale rationale = Rationale.of(manifests.get(ref));
    List<String> allows = new ArrayList<>(opened.allows());
    allows.addAll(rationale.words());
    String key = Subject.POLICY + " " + name;
    List<String> changed = new ArrayList<>(changes(ref.toString(), judged.reviewed(key)));
    changed.addAll(judged.sincePrevious(key, ref.digest()));
    List<Found> found = cited.getOrDefault(ref, List.of());
    Suggested suggested = suggested(ref, found, opened.register(), rationale);
    return new ReviewItem(
        Subject.POLICY,
        name,
        ref.digest(),
        allows,
        List.copyOf(opened.register()),
        rationale.owner(),
        rationale.reviewBy(),
        changed,
        found.stream().map(Found::text).distinct().toList(),
        suggested.suggestion(),
        suggested.because());
  }

  private List<String> changes(String object, Instant since) {
    History.Changes changes = examination.history().changes();
    if (changes == null) {
      return List.of();
    }
    return changes.changes().stream()
        .filter(change -> change.object().equals(object) && change.until().isAfter(since))
        .map(
            change ->
                change.what()
                    + " between "
                    + change.after()
                    + " and "
                    + change.until()
                    + (change.actor() == null ? "" : " by " + change.actor())
                    + (change.approval() == null
                        ? ", no approval is known"
                        : ", approved by " + change.approval()))
        .toList();
  }

  private record Suggested(Suggestion suggestion, String because) {}

  private Suggested suggested(
      ResourceRef ref, List<Found> found, SortedSet<String> register, Rationale rationale) {
    List<Advice> all = advice.getOrDefault(ref, List.of());
    for (Advice one : all) {
      if (IDLE.contains(one.topic()) && isOfTheWhole(one)) {
        return new Suggested(Suggestion.REMOVE, one.what());
      }
    }
    List<Found> flows =
        found.stream().filter(f -> f.finding().witness() instanceof FlowWitness).toList();
    if (!flows.isEmpty()) {
      return new Suggested(
          Suggestion.TIGHTEN,
          "it lets through what is not authorised: "
              + flows.getFirst().text()
              + (flows.size() > 1 ? " and " + (flows.size() - 1) + " more findings" : ""));
    }
    for (Advice one : all) {
      if (WIDE.contains(one.topic())) {
        return new Suggested(Suggestion.TIGHTEN, one.pointer() + ": " + one.what());
      }
    }
    LocalDate today = examination.asOf().atOffset(ZoneOffset.UTC).toLocalDate();
    String lacks = rationale.lacks(today);
    if (!lacks.isEmpty()) {
      return new Suggested(Suggestion.JUSTIFY, lacks);
    }
    return new Suggested(
        Suggestion.KEEP,
        register.isEmpty()
            ? "it has an effect, and no open finding on traffic cites it"
            : "register entries need it: " + String.join(", ", register));
  }

  private static boolean isOfTheWhole(Advice advice) {
    return advice.topic() == Topic.SELECTS_NOTHING
        || advice.pointer().isEmpty()
        || advice.pointer().equals("/spec");
  }

  /// Whether a finding is about this policy, zone or entry itself.
  static boolean isAbout(Finding finding, String subject) {
    return finding.witness() instanceof SubjectWitness(String about, var direction)
        && about.equals(subject);
  }
}
