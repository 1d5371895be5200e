package dev.palisade.application;

import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.application.ProposedChange.Target;
import dev.palisade.application.campaign.Rationale;
import dev.palisade.compliance.diff.FlowChange;
import dev.palisade.compliance.review.ChangeReview;
import dev.palisade.compliance.review.Reason;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Document;
import dev.palisade.document.Node;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.YamlText;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import dev.palisade.snapshot.ResourceKind;
import dev.palisade.snapshot.ResourceKinds;
import dev.palisade.snapshot.ResourceRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Policies that allow something and whose `palisade.dev/review-by` is past: for each the removal
/// of what it allows, ready to apply, and what would be lost by it.
///
/// A NetworkPolicy keeps isolating the pods that it selects and loses its rules: to delete it could
/// open what it closes. Policies of other dialects are proposed to be deleted, and what that would
/// open is said as well. Nothing is applied here.
@ApplicationScoped
public class ProposeRemovals {
  /// Each is a judgement of its own.
  private static final int MOST = 25;

  private final AssessCluster assess;
  private final JudgeChange judge;
  private final Clock clock;

  public ProposeRemovals(AssessCluster assess, CatalogueInForce inForce, Clock clock) {
    this.assess = assess;
    this.judge = new JudgeChange(AssessSnapshot.by(inForce.catalogue()));
    this.clock = clock;
  }

  /// @param snapshot sequence of the snapshot that was looked at
  /// @param leftOff policies that are past their day as well, and were not looked at further
  public record Answer(long snapshot, List<Proposal> proposals, List<String> leftOff) {}

  /// @param reviewBy the day that is past
  /// @param how `close`: the policy stays without its rules; `delete`
  /// @param command that does it
  /// @param manifest the policy as it would be, as YAML; null: it would not be there
  /// @param verdict of a review of that change: `allow`, `review` or `block`
  /// @param reasons of the verdict, register entries that would lose traffic among them
  public record Proposal(
      String policy,
      String digest,
      LocalDate reviewBy,
      @Nullable String owner,
      String how,
      String command,
      @Nullable String manifest,
      String verdict,
      List<String> reasons,
      List<Effect> effects) {}

  /// What the change does to the traffic of a pair of workloads or addresses.
  public record Effect(
      String source, String destination, @Nullable String lost, @Nullable String gained) {}

  /// @throws NotFound if there is no such cluster, no snapshot of it, or no scope yet
  public Answer of(String cluster) {
    LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    AssessCluster.Judged now =
        assess.judge(new AssessCluster.Request(cluster, SnapshotChoice.LATEST, null, null));
    JudgeChange.State state =
        new JudgeChange.State(now.snapshot().sequence(), now.request(), now.assessed());
    Map<ResourceRef, Manifest> manifests = new HashMap<>();
    now.request().snapshot().manifests().forEach(m -> manifests.put(m.ref(), m));
    List<Proposal> proposals = new ArrayList<>();
    List<String> leftOff = new ArrayList<>();
    for (Policy policy : allowing(now)) {
      Manifest manifest = manifests.get(policy.ref());
      LocalDate day = Rationale.of(manifest).reviewBy();
      if (manifest == null || day == null || !day.isBefore(today)) {
        continue;
      }
      if (proposals.size() < MOST) {
        proposals.add(proposal(state, policy, manifest, day));
      } else {
        leftOff.add(policy.ref().toString());
      }
    }
    return new Answer(now.snapshot().sequence(), proposals, leftOff);
  }

  private static List<Policy> allowing(AssessCluster.Judged judged) {
    List<Policy> found = new ArrayList<>();
    for (Tier tier : judged.assessed().assessment().evidence().policies().tiers()) {
      tier.policies().stream().filter(ProposeRemovals::allows).forEach(found::add);
    }
    found.sort((a, b) -> a.ref().compareTo(b.ref()));
    return found;
  }

  private static boolean allows(Policy policy) {
    for (Direction direction : Direction.values()) {
      Policy.Rules rules = policy.rules(direction);
      if (rules != null && rules.rules().stream().anyMatch(r -> r.action() == Action.ALLOW)) {
        return true;
      }
    }
    return false;
  }

  private Proposal proposal(
      JudgeChange.State state, Policy policy, Manifest manifest, LocalDate day) {
    ResourceRef ref = policy.ref();
    boolean closes = ref.kind().equals("NetworkPolicy") && ref.group().equals("networking.k8s.io");
    ObjectNode closed = closes ? closed(policy, manifest) : null;
    ProposedChange change =
        closed == null
            ? new ProposedChange(
                List.of(),
                List.of(new Target(ref.apiVersion(), ref.kind(), ref.namespace(), ref.name())))
            : new ProposedChange(
                List.of(
                    Objects.requireNonNull(
                        Manifests.of(new Document(manifest.file(), "", closed, null)))),
                List.of());
    ChangeReview review = judge.judge(state, change);
    return new Proposal(
        ref.toString(),
        ref.digest(),
        day,
        Rationale.of(manifest).owner(),
        closes ? "close" : "delete",
        command(policy, closes),
        closed == null ? null : YamlText.write(closed),
        review.verdict().toString(),
        review.reasons().stream().map(Reason::sentence).toList(),
        review.comparison().flows().stream().map(ProposeRemovals::effect).toList());
  }

  private static Effect effect(FlowChange flow) {
    return new Effect(flow.source(), flow.destination(), flow.lost(), flow.gained());
  }

  /// The policy without its rules. What is to be isolated is said, since a section that is empty
  /// says it no longer (the default of `policyTypes` follows from whether there are egress rules).
  private static ObjectNode closed(Policy policy, Manifest manifest) {
    Map<String, Node> fields =
        new LinkedHashMap<>(((ObjectNode) manifest.cursor().node()).fields());
    Map<String, Node> spec =
        new LinkedHashMap<>(((ObjectNode) Objects.requireNonNull(fields.get("spec"))).fields());
    spec.remove("ingress");
    spec.remove("egress");
    spec.putAll(emptied(policy));
    fields.put("spec", Node.object(spec));
    fields.put("metadata", declared(Objects.requireNonNull(fields.get("metadata"))));
    fields.remove("status");
    return (ObjectNode) Node.object(fields);
  }

  /// What people write of metadata: a UID or version would keep it from being applied.
  private static Node declared(Node metadata) {
    Map<String, Node> kept = new LinkedHashMap<>(((ObjectNode) metadata).fields());
    kept.keySet().retainAll(Set.of("name", "namespace", "labels", "annotations"));
    return Node.object(kept);
  }

  private static Map<String, Node> emptied(Policy policy) {
    Map<String, Node> spec = new LinkedHashMap<>();
    List<Node> types = new ArrayList<>();
    if (policy.ingress() != null) {
      spec.put("ingress", Node.array(List.of()));
      types.add(Node.text("Ingress"));
    }
    if (policy.egress() != null) {
      spec.put("egress", Node.array(List.of()));
      types.add(Node.text("Egress"));
    }
    spec.put("policyTypes", Node.array(types));
    return spec;
  }

  private static String command(Policy policy, boolean closes) {
    ResourceRef ref = policy.ref();
    ResourceKind kind = ResourceKinds.find(ref.group(), ref.kind());
    String plural =
        kind == null ? ref.kind().toLowerCase(Locale.ROOT) : kind.plural() + "." + ref.group();
    String object =
        plural
            + (ref.namespace().isEmpty() ? "" : " -n " + quoted(ref.namespace()))
            + " "
            + quoted(ref.name());
    if (!closes) {
      return "kubectl delete " + object;
    }
    String patch =
        CanonicalJson.text(Node.object(Map.of("spec", Node.object(emptied(policy)))));
    return "kubectl patch " + object + " --type merge -p '" + patch + "'";
  }

  /// Names in a cluster need no quotes; what a folder of manifests says might.
  private static String quoted(String name) {
    return name.matches("[A-Za-z0-9._-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
  }

  /// All that is proposed as YAML that `kubectl apply` takes: what stays without rules as a
  /// document, with what would be lost as comments; what is to be deleted as a comment alone.
  public static String yaml(Answer answer) {
    StringBuilder text = new StringBuilder();
    comment(text, "on snapshot " + answer.snapshot());
    for (Proposal proposal : answer.proposals()) {
      text.append("---\n");
      comment(text, proposal.policy() + ": its review was due on " + proposal.reviewBy());
      comment(text, "verdict of a review: " + proposal.verdict());
      proposal.reasons().forEach(reason -> comment(text, "  " + reason));
      for (Effect effect : proposal.effects()) {
        String ends = " from " + effect.source() + " to " + effect.destination();
        if (effect.lost() != null) {
          comment(text, "lost: " + effect.lost() + ends);
        }
        if (effect.gained() != null) {
          comment(text, "gained: " + effect.gained() + ends);
        }
      }
      comment(text, proposal.command());
      text.append(proposal.manifest() == null ? "" : proposal.manifest());
    }
    answer.leftOff().forEach(policy -> comment(text, "not looked at further: " + policy));
    return text.toString();
  }

  private static void comment(StringBuilder to, String line) {
    to.append("# ").append(line.replaceAll("[\\p{Cntrl}\u0085\u2028\u2029]", " ")).append('\n');
  }
}
