package dev.palisade.compliance.report;

import dev.palisade.compliance.control.Canaries;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.Remedy;
import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.diff.CauseSet;
import dev.palisade.compliance.diff.CausingChange;
import dev.palisade.compliance.diff.Change;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.FindingChange;
import dev.palisade.compliance.diff.FlowChange;
import dev.palisade.compliance.diff.ObjectChange;
import dev.palisade.compliance.diff.OutcomeChange;
import dev.palisade.compliance.diff.RequestChange;
import dev.palisade.compliance.report.JudgedFinding.CitedPlace;
import dev.palisade.compliance.report.period.Interval;
import dev.palisade.compliance.report.period.Lane;
import dev.palisade.compliance.report.period.PeriodRecord;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import dev.palisade.snapshot.ClusterIdentity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reports made by hand, in which every key of the format occurs.
public final class SomeReport {
  public static final Instant AT = Instant.parse("2026-11-22T06:00:00Z");
  private static final String NO_RULE = "no policy selects it for ingress: everything is let in";

  private SomeReport() {}

  /// A report with one of everything.
  public static Report withOneOfEverything() {
    return with(List.of(openFinding(1), exceptedFinding()));
  }

  /// On half a year, in which nobody was looking.
  public static Report overAPeriod() {
    Report report = withOneOfEverything();
    Interval period =
        new Interval(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-07-01T00:00:00Z"));
    List<Lane> lanes =
        report.requirements().stream()
            .map(r -> new Lane(r.framework(), r.id(), "insufficient", List.of(), new TreeMap<>()))
            .toList();
    return report.over(
        period,
        new PeriodRecord(
            lanes,
            PeriodRecord.Looking.of(period, 1, 1, null, List.of()),
            List.of(),
            List.of(),
            List.of()));
  }

  /// A report with as many open findings.
  public static Report withFindings(int count) {
    List<JudgedFinding> findings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      findings.add(openFinding(i));
    }
    return with(findings);
  }

  public static Report with(List<JudgedFinding> findings) {
    return new Report(
        new ReportIdentity(
            "0d9f6a52-8f6e-5a34-9a57-52a1c3b8f0aa",
            "SAMPLE-ALL-2026-0003",
            2,
            "c3b8f0aa-8f6e-5a34-9a57-0d9f6a5252a1",
            ReportIdentity.Kind.POINT_IN_TIME),
        new ClusterIdentity("sample", "5a1e7c9a-3f0d-4d38-9f3c-1d2f5b6a7c8d", "v1.34.1"),
        coverage(),
        new Method(
            "palisade/0.1.0",
            "palisade-kubernetes/0.1.0",
            new Method.Catalogue("1", digest("catalogue")),
            "kubernetes",
            new TreeMap<>(Map.of("host-network-pods", "exempt", "ip-block-matches-pods", "true")),
            new Canaries(
                17, 17, List.of(), List.of(), "16 objects planted among 90 of the snapshot's 212")),
        AT,
        List.of(
            new Report.Held("pci-dss", "PCI DSS v4.0.1"),
            new Report.Held("soc2", "SOC 2 (TSC 2017)")),
        scope(),
        requirements(),
        checks(findings),
        List.of(
            new ExceptionInForce(
                "EX-7",
                "cardholder-ingress",
                digest("excepted"),
                null,
                "TCP 9100",
                AT.minusSeconds(86400),
                AT.plusSeconds(8640000),
                "used")),
        new ZoneMatrix(
            List.of(
                new ZoneMatrix.Party("cde", "cardholder-data"),
                new ZoneMatrix.Party("payments", "connected"),
                new ZoneMatrix.Party("shop", "untrusted"),
                new ZoneMatrix.Party("acquirer", "partner"),
                new ZoneMatrix.Party("internet", "external")),
            List.of(
                new ZoneMatrix.Cell("cde", "acquirer", "TCP 443", List.of("F-002"), null),
                new ZoneMatrix.Cell("cde", "cde", "TCP 5432", List.of(), null),
                new ZoneMatrix.Cell("payments", "cde", "TCP 8443", List.of("F-001"), null),
                new ZoneMatrix.Cell("shop", "cde", "TCP 5432", List.of(), "TCP 5432"),
                new ZoneMatrix.Cell(
                    "shop", "internet", "All Connections", List.of(), "All Connections"))),
        List.of(
            new CitedObject(
                "networking.k8s.io/v1",
                "NetworkPolicy",
                "cde",
                "ledger-db",
                digest("policy"),
                policyText()),
            new CitedObject(
                "networking.k8s.io/v1", "NetworkPolicy", "shop", "web", digest("web"), null)),
        List.of(
            new CitedObject(
                "v1",
                "Service",
                "shop",
                "storefront",
                digest("service"),
                "apiVersion: v1\nkind: Service\n")),
        changes(),
        null);
  }

  private static Coverage coverage() {
    return new Coverage(
        new Coverage.Period(AT, AT),
        List.of(
            new Coverage.Source(
                2L,
                AT,
                digest("snapshot"),
                "palisade-kubernetes/0.1.0",
                "schedule",
                "nightly",
                AT.minusSeconds(9),
                AT,
                "system:serviceaccount:palisade:palisade-collector",
                List.of("Secrets: never asked for"),
                List.of(new Coverage.Note("remark", "Pod: the list was begun anew")))),
        List.of(
            new Coverage.Population(
                "NetworkPolicy", "networking.k8s.io/v1", 14, "812233", true, "complete"),
            new Coverage.Population("Pod", "v1", 61, "812230", true, "complete"),
            new Coverage.Population("Service", "v1", 0, null, false, "not-collected")),
        List.of(
            new Coverage.Missing(
                "AuthorizationPolicy",
                "support",
                "helpdesk",
                "not-modelled",
                403,
                "list services in namespace support: 403 Forbidden: User \"palisade\" cannot list resource \"services\"",
                List.of("internet-exposure", "necessary-ports"))),
        List.of(
            new Coverage.Caution(
                "NetworkPolicy",
                "shop",
                "web",
                digest("web"),
                "/spec/ingress/0/ports/0",
                "advice",
                "no pod of shop has a port named http-alt")),
        List.of(
            new Coverage.NotExamined(
                "traffic between a node and the pods on it",
                "no policy can forbid it",
                List.of("cardholder-ingress"))));
  }

  private static DeclaredScope scope() {
    return new DeclaredScope(
        digest("scope"),
        "present",
        List.of(
            new DeclaredScope.Zone(
                "cde",
                "cardholder-data",
                "declared",
                "labels palisade.dev/zone=cde",
                List.of("cde"),
                "app!=tool",
                "tier=data",
                7),
            new DeclaredScope.Zone(
                "payments",
                "connected",
                "declared",
                "payments",
                List.of("payments"),
                null,
                null,
                9),
            new DeclaredScope.Zone(
                "shop", "untrusted", "declared", "shop", List.of("shop"), null, null, 21),
            new DeclaredScope.Zone(
                "unassigned",
                "untrusted",
                "implicit",
                "every namespace that no other zone takes",
                List.of(),
                null,
                null,
                0)),
        List.of(new DeclaredScope.Network("acquirer", "partner", List.of("203.0.113.0/24"))),
        List.of(
            new DeclaredScope.Entry(
                "F-001",
                "zone payments, pods app=gateway",
                "zone cde, pods app=vault",
                "TCP 8443",
                "card tokenisation",
                "payments-team",
                "M. Okafor",
                "CHG-1",
                LocalDate.parse("2027-03-31")),
            new DeclaredScope.Entry(
                "F-002", "zone cde", "network acquirer", "TCP 443", null, null, null, null, null)),
        List.of(
            new DeclaredScope.RestrictedService(
                "telnet", "TCP 23", "sends passwords in the clear")),
        List.of("Group platform-netadmins"),
        new DeclaredScope.Confirmation("A. Lindqvist", LocalDate.parse("2026-10-01")),
        List.of("zone shop names the namespace shop-beta, which the cluster does not have"));
  }

  private static List<JudgedRequirement> requirements() {
    return List.of(
        new JudgedRequirement(
            "pci-dss",
            "1.3.1",
            "Traffic into the cardholder-data environment is limited to what is necessary, all else denied.",
            Conclusion.CONTRADICTED,
            List.of("cardholder-ingress", "default-deny"),
            List.of("cardholder-ingress"),
            null,
            List.of("NIST SP 800-53 rev. 5 SC-7")),
        new JudgedRequirement(
            "pci-dss",
            "2.2.1",
            "Only necessary protocols and ports are open.",
            Conclusion.INSUFFICIENT,
            List.of("necessary-ports"),
            List.of("necessary-ports"),
            "Under v4.0.1 this subject is 2.2.4 and 2.2.5.",
            null),
        new JudgedRequirement(
            "soc2",
            "CC6.1",
            null,
            Conclusion.SUPPORTED,
            List.of("default-deny", "need-to-know"),
            List.of("default-deny"),
            null,
            null),
        new JudgedRequirement(
            "soc2",
            "CC6.7",
            null,
            Conclusion.NOT_APPLICABLE,
            List.of("need-to-know"),
            List.of("need-to-know"),
            null,
            null));
  }

  private static List<JudgedCheck> checks(List<JudgedFinding> findings) {
    boolean open = findings.stream().anyMatch(f -> f.status() == Finding.Status.OPEN);
    return List.of(
        new JudgedCheck(
            "cardholder-ingress",
            "Can anything outside a cardholder-data zone reach a pod of it without being registered?",
            open ? Outcome.FAIL : Outcome.PASS,
            open ? null : "declared",
            "pods of zone cde x all other pods, nodes and address ranges",
            1288,
            open ? List.of("1 finding is excepted by an exception in force") : List.of(),
            findings,
            open ? null : List.of("cde/ledger-db isolates 7 pods for ingress"),
            open ? null : List.of(certified())),
        new JudgedCheck(
            "default-deny",
            "Is every pod isolated in both directions?",
            Outcome.PASS,
            "enforced",
            "pods of zones cde, payments, shop; one imagined unlabelled pod a namespace",
            40,
            List.of(),
            List.of(),
            List.of(
                "NetworkPolicy cde/default-deny isolates every pod of cde",
                "NetworkPolicy payments/default-deny isolates every pod of payments"),
            null),
        new JudgedCheck(
            "necessary-ports",
            null,
            Outcome.INCONCLUSIVE,
            null,
            "pods in scope",
            16,
            List.of("missing evidence: list services in namespace support: 403 Forbidden"),
            List.of(),
            null,
            null),
        new JudgedCheck(
            "need-to-know",
            "Can more sources than those registered reach a data store?",
            Outcome.NOT_APPLICABLE,
            null,
            "data-store pods",
            0,
            List.of("no zone has dataStores"),
            List.of(),
            null,
            null));
  }

  private static CertifiedClass certified() {
    CitedObject policy =
        new CitedObject(
            "networking.k8s.io/v1", "NetworkPolicy", "cde", "ledger-db", digest("policy"), null);
    return new CertifiedClass(
        "ingress",
        List.of("cde/ledger-db[StatefulSet]"),
        2,
        List.of(policy),
        List.of(
            new CertifiedClass.CertifiedRule(
                policy,
                "/spec/ingress/0",
                "cde",
                List.of("F-001"),
                List.of(policy),
                null,
                null,
                null)));
  }

  public static JudgedFinding openFinding(int n) {
    return finding(
        "shop/storefront-" + n + "[Deployment]",
        "cde/ledger-db[StatefulSet]",
        "/spec/ingress/" + n);
  }

  /// An open finding between two ends of any name.
  public static JudgedFinding finding(String source, String destination, String pointer) {
    return new JudgedFinding(
        digest(source + destination),
        Finding.Status.OPEN,
        source + " can reach " + destination + " on TCP 5432, which is in no register entry",
        new JudgedFinding.Proof.Flow(
            source, destination, "TCP 5432", "LoadBalancer Service shop/storefront"),
        List.of(
            new CitedPlace(null, null, null, null, null, null, "egress", NO_RULE),
            new CitedPlace(
                "networking.k8s.io/v1",
                "NetworkPolicy",
                "cde",
                "ledger-db",
                digest("policy"),
                pointer,
                "ingress",
                "allows every pod of namespaces with the label team=shop")),
        null,
        "Narrow the peer of NetworkPolicy cde/ledger-db, or register the flow.",
        new Remedy(
            Remedy.Kind.CHANGE,
            List.of("NetworkPolicy cde/ledger-db"),
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n",
            List.of("computed with this change, the finding is gone")));
  }

  private static JudgedFinding exceptedFinding() {
    return new JudgedFinding(
        digest("excepted"),
        Finding.Status.EXCEPTED,
        "namespace monitoring is not isolated for egress",
        new JudgedFinding.Proof.Subject("monitoring", "egress"),
        List.of(
            new CitedPlace(
                "rbac.authorization.k8s.io/v1",
                "ClusterRoleBinding",
                null,
                "ops",
                digest("binding"),
                null,
                null,
                "binds ops")),
        "EX-7",
        null,
        AT.minusSeconds(8640000),
        AT.minusSeconds(86400),
        2,
        null);
  }

  public static Comparison changes() {
    return new Comparison(
        new Comparison.Moment("sample", 1L, AT.minusSeconds(92 * 86400L), digest("earlier")),
        new Comparison.Moment("sample", 2L, AT, digest("snapshot")),
        List.of(
            new ObjectChange(
                Change.CHANGED,
                "v1",
                "Namespace",
                null,
                "shop",
                List.of(
                    new ObjectChange.FieldChange(
                        Change.ADDED, "/metadata/labels/team", null, "\"shop\"")),
                "kind: Namespace\nmetadata:\n  name: shop\n",
                "kind: Namespace\nmetadata:\n  labels:\n    team: shop\n  name: shop\n"),
            new ObjectChange(
                Change.REMOVED,
                "networking.k8s.io/v1",
                "NetworkPolicy",
                "shop",
                "web",
                List.of(),
                "kind: NetworkPolicy\n",
                null)),
        List.of(
            new FlowChange(
                FlowChange.Kind.GAINED,
                "shop/storefront[Deployment]",
                "cde/ledger-db[StatefulSet]",
                null,
                "TCP 5432",
                "TCP 5432",
                null,
                FlowChange.Ends.BOTH_STAYED,
                null,
                List.of("Namespace shop"),
                new FlowChange.Causes(
                    List.of(
                        new CauseSet(
                            List.of(
                                new CausingChange(
                                    "Namespace shop",
                                    List.of(
                                        new CausingChange.Changed(
                                            Change.CHANGED,
                                            "v1",
                                            "Namespace",
                                            null,
                                            "shop",
                                            List.of("/metadata/labels/team"))),
                                    0)))),
                    FlowChange.Causes.Minimality.SMALLEST,
                    List.of("Namespace shop"))),
            new FlowChange(
                FlowChange.Kind.CHANGED,
                "shop/web[Deployment]",
                "0.0.0.0-9.255.255.255",
                "TCP 443",
                "TCP 80",
                "TCP 80",
                "TCP 443",
                FlowChange.Ends.NEW_WORKLOAD,
                List.of(
                    new RequestChange(
                        RequestChange.Kind.NARROWED,
                        "TCP 80",
                        "every request",
                        "ingress only HTTP GET")),
                List.of(),
                null)),
        "each changed object put back alone",
        List.of(
            new OutcomeChange("check", "cardholder-ingress", "PASS", "FAIL"),
            new OutcomeChange("requirement", "pci-dss 1.3.1", null, "contradicted")),
        List.of(
            new FindingChange(
                FindingChange.Kind.NEW,
                "cardholder-ingress",
                digest("new"),
                "shop/storefront[Deployment] can reach cde/ledger-db[StatefulSet]",
                null,
                "TCP 5432")));
  }

  public static String policyText() {
    return """
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata:
      name: ledger-db
      namespace: cde
    spec:
      ingress:
      - from:
        - namespaceSelector:
            matchLabels:
              team: shop
        ports:
        - port: 5432
          protocol: TCP
      podSelector:
        matchLabels:
          app: ledger-db
      policyTypes:
      - Ingress
    """;
  }

  public static String digest(String of) {
    return CanonicalJson.digest(Node.text(of));
  }
}
