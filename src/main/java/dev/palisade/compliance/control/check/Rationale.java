package dev.palisade.compliance.control.check;

import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.CitedRule;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Kinds;
import dev.palisade.compliance.control.Violation;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import dev.palisade.document.Cursor;
import dev.palisade.document.Node;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Every policy on what is in scope says who owns it, what it is for, and until when that was
/// looked at: annotations `palisade.dev/owner`, `palisade.dev/justification`,
/// `palisade.dev/review-by` (ISO 8601; the day itself is still good).
public final class Rationale implements Check {
  private static final String PREFIX = "palisade.dev/";
  private static final String REVIEW_BY = "review-by";

  @Override
  public String id() {
    return "rationale";
  }

  @Override
  public String question() {
    return "Does every policy on what is in scope name its owner, its justification, and a review date that is not past?";
  }

  @Override
  public Set<String> dependsOn() {
    return Kinds.REACHABILITY;
  }

  @Override
  public CheckResult evaluate(Examination x) {
    Judgement judgement =
        Judgement.of(
            this, x, "policies in namespaces in scope, and others that apply to pods in scope");
    Map<ResourceRef, Manifest> manifests = new HashMap<>();
    x.evidence().snapshot().manifests().forEach(m -> manifests.put(m.ref(), m));
    PolicyNames names = PolicyNames.of(x);
    for (ResourceRef policy : PoliciesInScope.of(x)) {
      judgement.examined(1);
      Manifest manifest = manifests.get(policy);
      if (manifest == null) {
        judgement.doubt("the manifest of " + policy + " is not in the snapshot");
        continue;
      }
      List<CitedRule> lacks = lacks(policy, annotations(manifest), x.asOf());
      if (!lacks.isEmpty()) {
        judgement.violation(
            new Violation(
                names.of(policy)
                    + ": "
                    + String.join("; ", lacks.stream().map(CitedRule::reason).toList()),
                new SubjectWitness(names.of(policy), null),
                lacks,
                "Annotate "
                    + policy
                    + " with palisade.dev/owner, palisade.dev/justification and palisade.dev/review-by."));
      }
    }
    judgement.closedBy("every policy names owner, justification and a review date to come");
    return judgement.conclude();
  }

  private static Map<String, String> annotations(Manifest manifest) {
    Cursor annotations = manifest.cursor().get("metadata").get("annotations");
    Map<String, String> texts = new HashMap<>();
    if (annotations.isObject()) {
      annotations
          .fields()
          .forEach(
              (key, value) -> {
                if (value.node() instanceof Node.StringNode text && !text.value().isBlank()) {
                  texts.put(key, text.value().strip());
                }
              });
    }
    return texts;
  }

  private static List<CitedRule> lacks(
      ResourceRef policy, Map<String, String> annotations, Instant asOf) {
    List<CitedRule> lacks = new ArrayList<>();
    for (String key : List.of("owner", "justification", REVIEW_BY)) {
      String value = annotations.get(PREFIX + key);
      String reason =
          value == null
              ? "it has no annotation " + PREFIX + key
              : key.equals(REVIEW_BY) ? reviewProblem(value, asOf) : "";
      if (!reason.isEmpty()) {
        String pointer =
            value == null ? "/metadata/annotations" : "/metadata/annotations/palisade.dev~1" + key;
        lacks.add(new CitedRule(policy, pointer, null, reason));
      }
    }
    return lacks;
  }

  private static String reviewProblem(String value, Instant asOf) {
    try {
      LocalDate day = LocalDate.parse(value);
      return day.isBefore(asOf.atOffset(ZoneOffset.UTC).toLocalDate())
          ? "its review was due on " + day
          : "";
    } catch (DateTimeParseException e) {
      return PREFIX + REVIEW_BY + " \"" + value + "\" is no date: expected YYYY-MM-DD";
    }
  }
}
