package dev.palisade.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.snapshot.Gap;
import dev.palisade.translate.manifest.Refusal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What an API server refuses (`pkg/apis/networking/validation`, `ValidateObjectMeta`), with the
/// place at fault.
class RefusalTest {

  record Case(String spec, String pointer, String part) {
    @Override
    public String toString() {
      return spec;
    }
  }

  static Stream<Case> policies() {
    return Stream.of(
        peer("{}", "", "needs podSelector"),
        peer("null", "", "needs podSelector"),
        peer("{podSelector: null}", "", "needs podSelector"),
        peer("{ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}", "", "cannot stand with"),
        peer("{ipBlock: {cidr: 10.0.0.0/8}, namespaceSelector: {}}", "", "cannot stand with"),
        peer("{ipBlock: {}}", "/ipBlock/cidr", "a CIDR is required"),
        peer("{ipBlock: {cidr: 10.0.0.0}}", "/ipBlock/cidr", "\"10.0.0.0\" is no CIDR"),
        peer("{ipBlock: {cidr: 10.0.0.0/33}}", "/ipBlock/cidr", "no CIDR"),
        peer("{ipBlock: {cidr: 10.0.0/8}}", "/ipBlock/cidr", "no CIDR"),
        peer(
            "{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/9]}}",
            "/ipBlock/except/0",
            "must lie within"),
        peer("{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8]}}", "/ipBlock/except/0", "smaller"),
        peer(
            "{ipBlock: {cidr: 10.0.0.0/8, except: [0.0.0.0/0]}}",
            "/ipBlock/except/0",
            "must lie within"),
        peer(
            "{ipBlock: {cidr: 10.0.0.0/8, except: ['::/128']}}",
            "/ipBlock/except/0",
            "must lie within"),
        peer("{ipBlock: {cidr: 10.0.0.0/8, except: [x]}}", "/ipBlock/except/0", "no CIDR"),
        peer(
            "{ipBlock: {cidr: 10.0.0.0/8, excepts: [10.0.0.0/9]}}",
            "/ipBlock/excepts",
            "\"except\" is meant"),
        peer("{podselector: {}}", "/podselector", "\"podSelector\" is meant"),
        peer(
            "{podSelector: {matchLabel: {a: b}}}",
            "/podSelector/matchLabel",
            "\"matchLabels\" is meant"),
        peer("{podSelector: {app: web}}", "/podSelector/app", "\"matchLabels\" is meant"),
        peer("{podSelector: {matchLabels: {-a: b}}}", "/podSelector/matchLabels/-a", "label key"),
        peer(
            "{podSelector: {matchLabels: {a/b/c: b}}}",
            "/podSelector/matchLabels/a~1b~1c",
            "label key"),
        peer(
            "{podSelector: {matchLabels: {a: 'b c'}}}",
            "/podSelector/matchLabels/a",
            "label value"),
        peer(
            "{podSelector: {matchLabels: {a: 1}}}",
            "/podSelector/matchLabels/a",
            "must be a string"),
        peer("{podSelector: {matchLabels: [a]}}", "/podSelector/matchLabels", "must be an object"),
        peer("{podSelector: web}", "/podSelector", "must be an object"),
        peer(
            "{podSelector: {matchExpressions: [{key: a, operator: Equals, values: [b]}]}}",
            "/podSelector/matchExpressions/0/operator",
            "\"Equals\""),
        peer(
            "{podSelector: {matchExpressions: [{key: a, operator: In}]}}",
            "/podSelector/matchExpressions/0/values",
            "needs values"),
        peer(
            "{podSelector: {matchExpressions: [{key: a, operator: In, values: []}]}}",
            "/podSelector/matchExpressions/0/values",
            "needs values"),
        peer(
            "{podSelector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}}",
            "/podSelector/matchExpressions/0/values",
            "takes no values"),
        peer(
            "{podSelector: {matchExpressions: [{key: 'a b', operator: Exists}]}}",
            "/podSelector/matchExpressions/0/key",
            "label key"),
        peer(
            "{namespaceSelector: {matchExpressions: [null]}}",
            "/namespaceSelector/matchExpressions/0/key",
            "label key"),
        port("{port: 0}", "/port", "0 is no port"),
        port("{port: 65536}", "/port", "65536 is no port"),
        port("{port: -1}", "/port", "-1 is no port"),
        port("{port: 80.5}", "/port", "integer"),
        port("{port: '80'}", "/port", "write 80 without quotes"),
        port("{port: Http}", "/port", "cannot be a name"),
        port("{port: a--b}", "/port", "cannot be a name"),
        port("{port: abcdefghijklmnop}", "/port", "cannot be a name"),
        port("{port: ''}", "/port", "cannot be a name"),
        port("{port: true}", "/port", "must be"),
        port("{protocol: ICMP}", "/protocol", "\"ICMP\" is no protocol"),
        port("{protocol: tcp}", "/protocol", "\"tcp\" is no protocol"),
        port("{protocol: ''}", "/protocol", "no protocol"),
        port("{endPort: 90}", "/endPort", "needs a port"),
        port("{port: 90, endPort: 80}", "/endPort", "below"),
        port("{port: 90, endPort: 65536}", "/endPort", "65536"),
        port("{port: http, endPort: 80}", "/endPort", "port name"),
        port("{port: 80, endport: 90}", "/endport", "\"endPort\" is meant"),
        new Case(
            "{policyTypes: [ingress]}", "/spec/policyTypes/0", "\"ingress\" is no policy type"),
        new Case("{policyTypes: [Ingress, Egress, Ingress]}", "/spec/policyTypes", "only two"),
        new Case("{policyTypes: Ingress}", "/spec/policyTypes", "must be an array"),
        new Case("{ingres: []}", "/spec/ingres", "\"ingress\" is meant"),
        new Case("{Egress: []}", "/spec/Egress", "\"egress\" is meant"),
        new Case("{podSelectors: {}}", "/spec/podSelectors", "\"podSelector\" is meant"),
        new Case(
            "{ingress: [{to: [{podSelector: {}}]}]}", "/spec/ingress/0/to", "\"from\" is meant"),
        new Case(
            "{egress: [{from: [{podSelector: {}}]}]}", "/spec/egress/0/from", "\"to\" is meant"),
        new Case("{ingress: [{port: [{port: 80}]}]}", "/spec/ingress/0/port", "\"ports\" is meant"),
        new Case("{ingress: {from: []}}", "/spec/ingress", "must be an array"),
        new Case("{ingress: [x]}", "/spec/ingress/0", "must be an object"),
        new Case("nothing", "/spec", "must be an object"),
        // what does not apply is validated all the same
        new Case(
            "{policyTypes: [Egress], ingress: [{ports: [{port: 0}]}]}",
            "/spec/ingress/0/ports/0/port",
            "0 is no port"));
  }

  @ParameterizedTest
  @MethodSource
  void policies(Case c) {
    Translation t = Snapshots.translate(NetworkPolicyTest.manifest(c.spec()));
    assertThat(t.refusals())
        .anySatisfy(
            refusal -> {
              assertThat(refusal.pointer()).isEqualTo(c.pointer());
              assertThat(refusal.problem()).contains(c.part());
              assertThat(refusal.file()).isEqualTo("in.yaml");
              assertThat(refusal.line()).isPositive();
            });
    assertThat(t.policies().policies()).isEmpty();
    assertThat(t.gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.reason()).isEqualTo(Gap.Reason.UNREADABLE);
              assertThat(gap.kind()).isEqualTo("NetworkPolicy");
              assertThat(gap.namespace()).isEqualTo("shop");
              assertThat(gap.name()).isEqualTo("p");
              assertThat(gap.message()).startsWith("in.yaml:");
            });
  }

  @Test
  void everyReasonIsGivenAndTheGapIsOne() {
    Translation t =
        Snapshots.translate(
            NetworkPolicyTest.manifest(
                "{ingres: [], ingress: [{from: [{}], ports: [{port: 0}]}]}"));
    assertThat(t.refusals())
        .extracting(Refusal::pointer)
        .containsExactly("/spec/ingres", "/spec/ingress/0/from/0", "/spec/ingress/0/ports/0/port");
    assertThat(t.gaps()).hasSize(1);
    assertThat(t.gaps().getFirst().message()).endsWith("(and 2 more)");
    assertThat(t.refusals().getLast().toString())
        .isEqualTo(
            "in.yaml:4: NetworkPolicy shop/p: /spec/ingress/0/ports/0/port: 0 is no port: expected 1 to 65535");
  }

  @Test
  void fieldLikeNothingKnownMayAllow() {
    Translation t =
        Snapshots.translate(NetworkPolicyTest.manifest("{podSelector: {}, trafficClass: gold}"));
    assertThat(t.refusals()).isEmpty();
    assertThat(t.policies().policies()).hasSize(1);
    assertThat(t.warnings())
        .singleElement()
        .satisfies(
            w -> {
              assertThat(w.effect()).isEqualTo(Effect.MAY_ALLOW);
              assertThat(w.pointer()).isEqualTo("/spec/trafficClass");
              assertThat(w.touches())
                  .isEqualTo(t.policies().policies().toList().getFirst().subject());
            });
  }

  @Test
  void policyWithABadNameIsTakenWithDoubt() {
    Translation t =
        Snapshots.translate(
            NetworkPolicyTest.manifest("{podSelector: {}}").replace("name: p", "name: a_b"));
    assertThat(t.policies().policies()).hasSize(1);
    assertThat(t.warnings())
        .singleElement()
        .satisfies(w -> assertThat(w.effect()).isEqualTo(Effect.MAY_ALLOW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{apiVersion: v1, kind: Namespace, metadata: {name: A}} | /metadata/name",
        "{apiVersion: v1, kind: Namespace, metadata: {name: a.b}} | /metadata/name",
        "{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {x: y z}}} | /metadata/labels/x",
        "{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: x}} | /metadata/labels",
        "{apiVersion: v1, kind: Namespace, metadata: {name: a, annotations: {x y: z}}} | /metadata/annotations/x y",
        "{apiVersion: v1, kind: Pod, metadata: {name: a_b}} | /metadata/name",
        "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: B}} | /metadata/namespace",
        "{apiVersion: v1, kind: Pod, metadata: {name: a, labels: {x/: z}}} | /metadata/labels/x~1",
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: x} | /spec",
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {hostNetwork: 'yes'}} | /spec/hostNetwork",
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, status: {podIP: x}} | /status/podIP",
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {}} | /spec/template",
        "{apiVersion: v1, kind: Service, metadata: {name: 1a}} | /metadata/name",
        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: Foo}} | /spec/type",
        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 0}]}} | /spec/ports/0/port",
        "{apiVersion: v1, kind: Node, metadata: {name: a}, spec: {podCIDR: x}} | /spec/podCIDR",
        "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: a}, roleRef: {kind: Role, name: r}, subjects: [{kind: ServiceAccount, name: s}]} | /subjects/0/namespace",
      })
  void objects(String manifest, String pointer) {
    Translation t = Snapshots.translate(manifest);
    assertThat(t.refusals()).extracting(Refusal::pointer).containsOnly(pointer);
    assertThat(t.gaps()).hasSize(1);
    assertThat(t.inventory().pods()).isEmpty();
    assertThat(t.inventory().services()).isEmpty();
    assertThat(t.inventory().nodes()).isEmpty();
    assertThat(t.inventory().access().isEmpty()).isTrue();
  }

  private static Case peer(String peer, String below, String part) {
    return new Case("{ingress: [{from: [" + peer + "]}]}", "/spec/ingress/0/from/0" + below, part);
  }

  private static Case port(String port, String below, String part) {
    return new Case("{egress: [{ports: [" + port + "]}]}", "/spec/egress/0/ports/0" + below, part);
  }
}
