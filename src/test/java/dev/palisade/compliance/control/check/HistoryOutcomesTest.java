package dev.palisade.compliance.control.check;

import static dev.palisade.compliance.control.check.OutcomesTest.CDE;
import static dev.palisade.compliance.control.check.OutcomesTest.SHOP;
import static dev.palisade.compliance.control.check.OutcomesTest.egress;
import static dev.palisade.compliance.control.check.OutcomesTest.fails;
import static dev.palisade.compliance.control.check.OutcomesTest.ingress;
import static dev.palisade.compliance.control.check.OutcomesTest.leavesDoubt;
import static dev.palisade.compliance.control.check.OutcomesTest.passes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.History.AuditFeed;
import dev.palisade.compliance.control.History.BlindInterval;
import dev.palisade.compliance.control.History.Change;
import dev.palisade.compliance.control.History.Changes;
import dev.palisade.compliance.control.History.SignOff;
import dev.palisade.compliance.control.History.Stretch;
import dev.palisade.compliance.control.History.Watch;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.World;
import dev.palisade.compliance.control.check.OutcomesTest.Case;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Checks of papers and of the past: each against the well-built cluster with one thing changed.
class HistoryOutcomesTest {
  private static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant SPRING = Instant.parse("2026-04-01T00:00:00Z");
  private static final Instant SUMMER = Instant.parse("2026-07-01T00:00:00Z");
  private static final Instant OCTOBER = Instant.parse("2026-10-01T00:00:00Z");

  private static final List<String> POLICIES =
      PoliciesInScope.of(World.wellBuilt().examination()).stream().map(Object::toString).toList();

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    rationale(cases);
    register(cases);
    reviews(cases);
    collection(cases);
    changes(cases);
    lookout(cases);
    audit(cases);
    scope(cases);
    return cases;
  }

  /// Every policy of the cluster with all annotations.
  private static World annotated(String reviewBy) {
    return World.wellBuilt(
        yaml ->
            yaml.replace(
                "kind: NetworkPolicy\nmetadata: {",
                "kind: NetworkPolicy\nmetadata: {annotations: {palisade.dev/owner: payments,"
                    + " palisade.dev/justification: needed, palisade.dev/review-by: "
                    + reviewBy
                    + "}, "));
  }

  private static void rationale(List<Case> cases) {
    cases.add(passes("rationale", "all annotated", w -> annotated("\"2026-11-01\"")));
    cases.add(
        fails(
            "rationale",
            "nothing annotated",
            w -> w,
            POLICIES.stream().sorted().map(p -> p + "").toArray(String[]::new)));
    cases.add(
        fails(
            "rationale",
            "the review was due yesterday",
            w -> annotated("\"2026-10-31\""),
            POLICIES.stream().sorted().map(p -> p + "").toArray(String[]::new)));
    cases.add(
        fails(
            "rationale",
            "one policy says no date",
            w ->
                annotated("\"2027-01-01\"")
                    .with(
                        """
                        apiVersion: networking.k8s.io/v1
                        kind: NetworkPolicy
                        metadata: {namespace: cde, name: more, annotations: {palisade.dev/owner: a, palisade.dev/justification: b, palisade.dev/review-by: soon}}
                        spec: {podSelector: {}}
                        """),
            "NetworkPolicy cde/more"));
    cases.add(
        leavesDoubt(
            "rationale",
            "policies were not listed",
            w -> annotated("\"2027-01-01\"").gap("NetworkPolicy"),
            "listing NetworkPolicy was refused"));
  }

  private static World approved() {
    return World.wellBuilt()
        .scope("owner: payments}", "owner: payments, approvedBy: ciso}")
        .scope(
            "traffic: [TCP/5432]}",
            "traffic: [TCP/5432], owner: a, justification: b, approvedBy: c}")
        .scope(
            "traffic: [TCP/443]}", "traffic: [TCP/443], owner: a, justification: b, approvedBy: c}")
        .scope(
            "traffic: [TCP/8080]}",
            "traffic: [TCP/8080], owner: a, justification: b, approvedBy: c}");
  }

  private static void register(List<Case> cases) {
    String check = "registered-flows";
    cases.add(passes(check, "all flows registered, all entries complete", w -> approved()));
    cases.add(
        fails(
            check,
            "entries without owner, need or approval",
            w -> w,
            "register entry F-001",
            "register entry F-002",
            "register entry F-003",
            "register entry F-004"));
    cases.add(
        fails(
            check,
            "an overdue review",
            w -> approved().scope("approvedBy: ciso}", "approvedBy: ciso, reviewBy: 2026-10-31}"),
            "register entry F-001"));
    cases.add(
        fails(
            check,
            "a flow that is in no entry",
            w ->
                approved()
                    .with(ingress("cde", "leak", "vault", SHOP, "[{port: 8443}]"))
                    .with(egress("shop", "leak", "web", CDE, "")),
            "shop/web[Pod] -> cde/vault[Pod]: TCP 8443"));
    cases.add(
        leavesDoubt(
            check, "pods were not listed", w -> approved().gap("Pod"), "listing Pod was refused"));
    cases.add(
        leavesDoubt(
            check,
            "who else is let in rests on labels that were not read",
            w ->
                approved()
                    .with(
                        ingress(
                            "cde",
                            "guests",
                            "vault",
                            "[{namespaceSelector: {matchLabels: {guest: \"yes\"}}}]",
                            "[{port: 8443}]"))
                    .with(
                        "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: unread}, spec: {containers: [{name: c, image: x}]}}"),
            "labels of namespaces"));
  }

  private static SignOff reviewed(Instant at, String... policies) {
    return new SignOff(
        SignOff.Subject.POLICIES,
        "CAMP-1",
        "officer",
        at,
        Stream.of(policies)
            .map(HistoryOutcomesTest::lineage)
            .collect(Collectors.toCollection(TreeSet::new)),
        null);
  }

  private static String lineage(String policy) {
    return "networking.k8s.io/" + policy;
  }

  private static World confirmed(World world, Instant at, @Nullable String digest) {
    return world.past(
        History.since(LONG_AGO)
            .with(
                List.of(
                    new SignOff(SignOff.Subject.SCOPE, "C", "ciso", at, new TreeSet<>(), digest))));
  }

  private static void reviews(List<Case> cases) {
    String half = "review-current(6 months)";
    String year = "review-current(12 months)";
    String[] all = POLICIES.toArray(String[]::new);
    History kept = History.since(LONG_AGO);
    cases.add(
        passes(
            half, "signed off in summer", w -> w.past(kept.with(List.of(reviewed(SUMMER, all))))));
    cases.add(
        fails(
            half,
            "signed off in spring",
            w -> w.past(kept.with(List.of(reviewed(SPRING, all)))),
            "review of the policies in scope"));
    cases.add(
        passes(
            year, "signed off in spring", w -> w.past(kept.with(List.of(reviewed(SPRING, all))))));
    cases.add(
        fails(
            year,
            "one policy was left out",
            w ->
                w.past(
                    kept.with(
                        List.of(
                            reviewed(SUMMER, POLICIES.stream().skip(1).toArray(String[]::new))))),
            POLICIES.getFirst() + ""));
    cases.add(
        passes(
            half,
            "the one that was left out is new",
            w ->
                w.past(
                    kept.with(
                            List.of(
                                reviewed(SUMMER, POLICIES.stream().skip(1).toArray(String[]::new))))
                        .firstSeen(Map.of(lineage(POLICIES.getFirst()), OCTOBER)))));
    cases.add(
        fails(half, "never signed off", w -> w.past(kept), "review of the policies in scope"));
    cases.add(
        leavesDoubt(
            half,
            "the record is younger",
            w -> w.past(History.since(SUMMER)),
            "the record begins"));
    cases.add(leavesDoubt(half, "a folder", w -> w, "nothing is kept of the past"));
    cases.add(
        fails(
            half,
            "a sign-off after the instant of the assessment does not count",
            w -> w.past(kept.with(List.of(reviewed(World.AS_OF.plusSeconds(1), all)))),
            "review of the policies in scope"));
  }

  private static void collection(List<Case> cases) {
    String check = "collection-continuity";
    History kept = History.since(LONG_AGO);
    cases.add(
        passes(check, "no outage", w -> w.past(kept.with(new Watch(LONG_AGO, 300, List.of())))));
    cases.add(
        fails(
            check,
            "two outages, one of which lasts",
            w ->
                w.past(
                    kept.with(
                        new Watch(
                            LONG_AGO,
                            300,
                            List.of(
                                new BlindInterval(SPRING, SUMMER, "the API server was not reached"),
                                new BlindInterval(OCTOBER, null, "no run started"))))),
            "2026-04-01T00:00:00Z/2026-07-01T00:00:00Z",
            "2026-10-01T00:00:00Z/.."));
    cases.add(
        passes(
            check,
            "an outage more than a year ago",
            w ->
                w.past(
                    kept.with(
                        new Watch(
                            LONG_AGO,
                            300,
                            List.of(
                                new BlindInterval(LONG_AGO, LONG_AGO.plusSeconds(60), "x")))))));
    cases.add(leavesDoubt(check, "no schedule", w -> w.past(kept), "no schedule"));
    cases.add(
        leavesDoubt(
            check,
            "nothing was due yet",
            w -> w.past(kept.with(new Watch(OCTOBER, 0, List.of()))),
            "nothing was found to examine"));
  }

  private static Change change(@Nullable String approval, @Nullable String event) {
    return new Change(
        "NetworkPolicy shop/web", "changed", SPRING, SUMMER, "user:eve", approval, event);
  }

  private static Changes seen(Change... changes) {
    return new Changes(SPRING, OCTOBER, 9, List.of(changes), List.of(), List.of());
  }

  private static Changes watched(Instant from, Instant until) {
    return new Changes(SPRING, OCTOBER, 9, List.of(), List.of(), List.of(new Stretch(from, until)));
  }

  /// Each time that may have been looked at, or not.
  private static void lookout(List<Case> cases) {
    String check = "change-authorised";
    History kept = History.since(LONG_AGO);
    Watch outage = new Watch(LONG_AGO, 9, List.of(new BlindInterval(SUMMER, null, "x")));
    cases.add(
        leavesDoubt(
            check,
            "no schedule, and no watch",
            w -> w.past(kept.with(seen())),
            "nobody was looking in " + SPRING + "/" + OCTOBER));
    cases.add(
        leavesDoubt(
            check,
            "a schedule since summer",
            w -> w.past(kept.with(seen()).with(new Watch(SUMMER, 9, List.of()))),
            "nobody was looking in " + SPRING + "/" + SUMMER));
    cases.add(
        passes(
            check,
            "watched all the time, without a schedule",
            w -> w.past(kept.with(watched(SPRING, OCTOBER)))));
    cases.add(
        passes(
            check,
            "watched during an outage of collection",
            w -> w.past(kept.with(watched(SUMMER, OCTOBER)).with(outage))));
    cases.add(
        leavesDoubt(
            check,
            "watched until a second before an outage was over",
            w -> w.past(kept.with(watched(SUMMER, OCTOBER.minusSeconds(1))).with(outage)),
            "nobody was looking in " + OCTOBER.minusSeconds(1) + "/" + OCTOBER));
  }

  private static void changes(List<Case> cases) {
    String check = "change-authorised";
    History kept = History.since(LONG_AGO).with(new Watch(LONG_AGO, 300, List.of()));
    cases.add(passes(check, "nothing changed", w -> w.past(kept.with(seen()))));
    cases.add(
        passes(check, "a ticket", w -> w.past(kept.with(seen(change("ticket CHG-1", null))))));
    cases.add(
        fails(
            check,
            "neither ticket nor review",
            w -> w.past(kept.with(seen(change(null, "e1")))),
            "NetworkPolicy shop/web at 2026-07-01T00:00:00Z"));
    cases.add(leavesDoubt(check, "a folder", w -> w, "nothing is kept of the past"));
    cases.add(
        leavesDoubt(
            check,
            "contents were pruned",
            w ->
                w.past(
                    kept.with(
                        new Changes(
                            SPRING, OCTOBER, 9, List.of(), List.of("pruned: web"), List.of()))),
            "pruned: web"));
    cases.add(
        leavesDoubt(
            check,
            "an outage within the period",
            w ->
                w.past(
                    kept.with(seen())
                        .with(
                            new Watch(
                                LONG_AGO, 9, List.of(new BlindInterval(SUMMER, OCTOBER, "x"))))),
            "nobody was looking"));
  }

  private static void audit(List<Case> cases) {
    String check = "audit-trail";
    Changes one = seen(change(null, "event 17"));
    AuditFeed heard = new AuditFeed(SPRING, OCTOBER, List.of(), List.of());
    History kept = History.since(LONG_AGO);
    cases.add(
        passes(
            check, "heard, and the change has its event", w -> w.past(kept.with(one).with(heard))));
    cases.add(
        fails(
            check,
            "a change without event",
            w -> w.past(kept.with(seen(change("ticket", null))).with(heard)),
            "NetworkPolicy shop/web at 2026-07-01T00:00:00Z"));
    cases.add(
        leavesDoubt(
            check,
            "contents were pruned",
            w ->
                w.past(
                    kept.with(
                            new Changes(
                                SPRING, OCTOBER, 9, List.of(), List.of("pruned: web"), List.of()))
                        .with(heard)),
            "pruned: web"));
    cases.add(
        fails(
            check,
            "nothing was heard yet",
            w -> w.past(kept.with(one).with(new AuditFeed(SPRING, null, List.of(), List.of()))),
            "audit log 2026-04-01T00:00:00Z/.."));
    cases.add(
        fails(
            check,
            "silent for months",
            w ->
                w.past(
                    kept.with(one)
                        .with(
                            new AuditFeed(
                                SPRING,
                                OCTOBER,
                                List.of(new BlindInterval(SPRING, SUMMER, "x")),
                                List.of()))),
            "audit log 2026-04-01T00:00:00Z/2026-07-01T00:00:00Z"));
    cases.add(
        leavesDoubt(
            check,
            "an event could not be read",
            w ->
                w.past(
                    kept.with(one)
                        .with(
                            new AuditFeed(
                                SPRING, OCTOBER, List.of(), List.of("2 events: no auditID")))),
            "2 events: no auditID"));
    cases.add(
        leavesDoubt(
            check, "not connected", w -> w.past(kept.with(one)), "no audit log is connected"));
    cases.add(
        leavesDoubt(check, "no states compared", w -> w.past(kept.with(heard)), "no two states"));
  }

  private static void scope(List<Case> cases) {
    String check = "scope-confirmed";
    String confirmed = "confirmed: {by: ciso, on: 2026-05-02}";
    cases.add(passes(check, "confirmed in the document", w -> w.scopeLine(confirmed)));
    cases.add(
        fails(
            check + "(6 months)",
            "confirmed too long ago for six months",
            w -> w.scopeLine("confirmed: {by: ciso, on: 2026-04-02}"),
            "scope"));
    cases.add(
        passes(
            check,
            "confirmed by a campaign",
            w -> confirmed(w, SUMMER, w.examination().scope().digest())));
    cases.add(
        leavesDoubt(
            check,
            "another version of the scope was confirmed by a campaign",
            w -> confirmed(w, SUMMER, "0".repeat(64)),
            "the scope is not the one that was confirmed: ciso signed another version of it on "
                + SUMMER));
    cases.add(
        leavesDoubt(
            check,
            "nobody knows which version a campaign confirmed",
            w -> confirmed(w, SUMMER, null),
            "the scope is not the one that was confirmed"));
    cases.add(
        fails(
            check,
            "another version of the scope was confirmed too long ago",
            w -> confirmed(w, LONG_AGO, "0".repeat(64)),
            "scope"));
    cases.add(fails(check, "never confirmed", w -> w.past(History.since(LONG_AGO)), "scope"));
    cases.add(
        leavesDoubt(check, "a folder without confirmation", w -> w, "nothing is kept of the past"));
    cases.add(
        leavesDoubt(
            check,
            "no pod is in a cardholder-data zone",
            w -> w.scopeLine(confirmed).without("Pod cde/vault", "Pod cde/db"),
            "no pod is in a cardholder-data zone"));
    cases.add(
        leavesDoubt(
            "registered-flows",
            "complete entries and no pod in scope",
            w -> approved().without("Pod cde/vault", "Pod cde/db", "Pod payments/gateway"),
            "no pod is in a zone in scope"));
    cases.add(
        leavesDoubt(
            check,
            "confirmed in the future",
            w -> w.scopeLine("confirmed: {by: ciso, on: 2026-12-01}"),
            "in the future"));
    cases.add(
        fails(
            check,
            "a namespace in no zone",
            w ->
                w.scopeLine(confirmed)
                    .with("apiVersion: v1\nkind: Namespace\nmetadata: {name: default}\n"),
            "default"));
    cases.add(
        fails(
            check,
            "an untrusted system with traffic to cardholder data",
            w ->
                w.scopeLine(confirmed)
                    .with(ingress("cde", "leak", "vault", SHOP, "[{port: 8443}]"))
                    .with(egress("shop", "leak", "web", CDE, "")),
            "shop"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void changeLeadsTo(Case c) {
    CheckResult result = c.change().apply(World.wellBuilt()).judge(c.check());

    assertThat(result.outcome()).as(result.toString()).isEqualTo(c.outcome());
    if (c.outcome() == Outcome.FAIL) {
      assertThat(result.findings().stream().map(HistoryOutcomesTest::text).sorted())
          .isEqualTo(c.findings());
    } else {
      assertThat(result.findings()).isEmpty();
      for (String reason : c.findings()) {
        assertThat(String.join("\n", result.reasons())).contains(reason);
      }
    }
  }

  private static String text(Finding finding) {
    return OutcomesTest.text(finding).replace(" null", "");
  }
}
