package dev.palisade.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.policy.Layer7;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.translate.manifest.Refusal;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What Cilium's schemas and its agent refuse (`pkg/policy/api/rule_validation.go`, `http.go`,
/// `fqdn.go`; `pkg/k8s/apis/cilium.io/v2`). A policy that an agent refuses has no effect at all.
class CiliumSchemaTest {

  /// @param item an item of `toPorts` of an egress rule
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ports: [{port: '80'}], rules: {http: [{}]}} | /ports/0/protocol | over TCP alone",
        "{ports: [{port: '80', protocol: UDP}], rules: {http: [{}]}} | /ports/0/protocol | over TCP alone",
        "{ports: [{port: '0', protocol: TCP}], rules: {http: [{}]}} | /ports/0/port | name one",
        "{ports: [{port: '53', endPort: 54}], rules: {dns: [{matchName: a.b}]}} | /ports/0/endPort | range of ports",
        "{rules: {dns: [{matchName: a.b}]}} | /rules/dns | need ports",
        "{ports: [{port: '80', protocol: TCP}], rules: {http: [{}], dns: [{matchName: a}]}} | /rules | cannot stand together",
        "{ports: [{port: '80', protocol: TCP}], rules: {http: [{}], kafka: [{}]}} | /rules | cannot stand together",
        "{ports: [{port: '80', protocol: TCP}], rules: {http: [{}], l7proto: x}} | /rules | cannot stand together",
        "{ports: [{port: '80', protocol: TCP}], rules: {l7: [{a: b}]}} | /rules/l7 | needs l7proto",
        "{ports: [{port: '80', protocol: TCP}], rules: {http: [{method: 'a**'}]}} | /rules/http/0/method | repetition",
        "{ports: [{port: '80', protocol: TCP}], rules: {http: [{path: '(?=a)'}]}} | /rules/http/0/path | not known",
        "{ports: [{port: '80', protocol: TCP}], rules: {http: [{path: '(a)\\1'}]}} | /rules/http/0/path | not known",
        "{ports: [{port: '80', protocol: TCP}], rules: {http: [{path: 'a{1001}'}]}} | /rules/http/0/path | more than 1000",
        "{ports: [{port: '80', protocol: TCP}], rules: {http: [{headerMatches: [{value: a}]}]}} | /rules/http/0/headerMatches/0/name | needs the name",
        "{ports: [{port: '80', protocol: TCP}], rules: {http: [{headerMatches: [{name: a, mismatch: DROP}]}]}} | /rules/http/0/headerMatches/0/mismatch | expected LOG",
        "{ports: [{port: '80', protocol: TCP}], rules: {http: [{headerMatches: [{name: a, secret: {namespace: b}}]}]}} | /rules/http/0/headerMatches/0/secret | needs a name",
        "{ports: [{port: '53'}], rules: {dns: [{matchName: 'a b'}]}} | /rules/dns/0/matchName | no domain name",
        "{ports: [{port: '53'}], rules: {dns: [{matchPattern: 'a/b'}]}} | /rules/dns/0/matchPattern | no domain name",
        "{ports: [{port: '443', protocol: TCP}], serverNames: [a.b], rules: {http: [{}]}} | /serverNames | without terminatingTLS",
        "{ports: [{port: '443', protocol: TCP}], serverNames: ['']} | /serverNames/0 | cannot be empty",
        "{ports: [{port: '443', protocol: TCP}], listener: {name: a}, rules: {http: [{}]}} | /listener | rules on requests",
        "{ports: [{port: '443', protocol: TCP}], terminatingTLS: {}} | /terminatingTLS/secret | is required",
        "{ports: [{port: '443', protocol: TCP}], originatingTLS: {secret: {namespace: a}}} | /originatingTLS/secret | is required",
        "{ports: [{port: '0080'}]} | /ports/0/port | octal",
        "{ports: [{port: '65536'}]} | /ports/0/port | no port",
        "{ports: [{port: 'a_b'}]} | /ports/0/port | cannot be a name",
        "{ports: [{port: '80', protocol: VRRP}]} | /ports/0/port | has no ports",
        "{ports: [{port: '80', endPort: 65536}]} | /ports/0/endPort | must be 80 to 65535",
        "{ports: [{port: '80', protocol: HTTP}]} | /ports/0/protocol | no protocol"
      })
  void portsAndRequests(String item, String pointer, String part) {
    refused(
        "{endpointSelector: {}, egress: [{toPorts: [" + item + "]}]}",
        "/spec/egress/0/toPorts/0" + pointer,
        part);
  }

  /// @param spec of a CiliumClusterwideNetworkPolicy
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{endpointSelector: {}, ingress: [{toPorts: [{ports: [{port: '80'}], listener: {name: a}}]}]} | /spec/ingress/0/toPorts/0/listener | egress alone",
        "{endpointSelector: {}, ingress: [{authentication: {mode: always}}]} | /spec/ingress/0/authentication/mode | no mode",
        "{endpointSelector: {}, ingress: [{authentication: {}}]} | /spec/ingress/0/authentication/mode | no mode",
        "{endpointSelector: {}, egress: [{toFQDNs: [{matchName: .a}]}]} | /spec/egress/0/toFQDNs/0/matchName | no domain name",
        "{endpointSelector: {}, egress: [{toFQDNs: [{matchPattern: a..b}]}]} | /spec/egress/0/toFQDNs/0/matchPattern | no domain name",
        "{endpointSelector: {}, egress: [{toServices: [{k8sServiceSelector: {namespace: a}}]}]} | /spec/egress/0/toServices/0/k8sServiceSelector/selector | needs a selector",
        "{endpointSelector: {}, ingress: [{fromCIDRSet: [{cidrGroupRef: A_b}]}]} | /spec/ingress/0/fromCIDRSet/0/cidrGroupRef | cannot be a name",
        "{endpointSelector: {}, ingress: [{icmps: [{fields: [{type: 8}]}], toPorts: [{ports: [{port: '1'}]}]}]} | /spec/ingress/0/icmps | cannot stand with toPorts",
        "{endpointSelector: {}, ingress: [{icmps: [{fields: [{type: 8, family: v4}]}]}]} | /spec/ingress/0/icmps/0/fields/0/family | no family",
        "{endpointSelector: {}, ingress: [{icmps: [{fields: [{type: 256}]}]}]} | /spec/ingress/0/icmps/0/fields/0/type | an ICMP type",
        "{nodeSelector: {}, ingress: [{toPorts: [{ports: [{port: '80', protocol: TCP}], rules: {http: [{}]}}]}]} | /spec/ingress/0/toPorts/0/rules | policy of hosts",
        "{nodeSelector: {matchLabels: {'a b': c}}, ingress: [{}]} | /spec/nodeSelector/matchLabels/a b | label key"
      })
  void rules(String spec, String pointer, String part) {
    refused(spec, pointer, part);
  }

  @Test
  void listsHaveLimits() {
    refused(
        "{endpointSelector: {}, ingress: [{icmps: [{fields: " + many(41, "{type: %d}") + "}]}]}",
        "/spec/ingress/0/icmps/0/fields",
        "40 items at most");
    refused(
        "{endpointSelector: {}, ingress: [{toPorts: [{ports: "
            + many(41, "{port: '1%d'}")
            + "}]}]}",
        "/spec/ingress/0/toPorts/0/ports",
        "can be 40 ports");
    refused(
        "{endpointSelector: {}, egress: [{toFQDNs: [{matchName: " + "a".repeat(256) + "}]}]}",
        "/spec/egress/0/toFQDNs/0/matchName",
        "longer than 255");
  }

  @Test
  void aGroupNeedsItsAddresses() {
    Translation t =
        CiliumPolicyTest.translate(
            "{apiVersion: cilium.io/v2, kind: CiliumCIDRGroup, metadata: {name: g}, spec: {}}");
    assertThat(t.refusals()).extracting(Refusal::pointer).containsExactly("/spec/externalCIDRs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "enable-l7-proxy | {endpointSelector: {}, ingress: [{toPorts: [{ports: [{port: '80', protocol: TCP}], rules: {http: [{}]}}]}]} | /spec/ingress/0/toPorts/0/rules",
        "enable-icmp-rules | {endpointSelector: {}, ingress: [{icmps: [{fields: [{type: 8}]}]}]} | /spec/ingress/0/icmps",
        "enable-node-selector-labels | {endpointSelector: {}, ingress: [{fromNodes: [{}]}]} | /spec/ingress/0/fromNodes/0"
      })
  void whatTheAgentsSettingsRuleOutIsRefused(String setting, String spec, String pointer) {
    String config =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: cilium-config, namespace: kube-system}, data: {"
            + setting
            + ": 'false'}}";
    Translation t = CiliumPolicyTest.translate(config, CiliumPolicyTest.ccnp("a", spec));
    assertThat(t.refusals()).extracting(Refusal::pointer).contains(pointer);
    Translation unknown = CiliumPolicyTest.translate(CiliumPolicyTest.ccnp("a", spec));
    assertThat(unknown.refusals()).isEmpty();
  }

  @Test
  void defaultDenyCannotBeTurnedOffWhereTheAgentDoesNotKnowOfIt() {
    String config =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: cilium-config, namespace: kube-system}, data: {enable-non-default-deny-policies: 'false'}}";
    String policy =
        CiliumPolicyTest.ccnp(
            "a", "{endpointSelector: {}, enableDefaultDeny: {ingress: false}, ingress: [{}]}");
    assertThat(isolates(CiliumPolicyTest.translate(policy))).isFalse();
    assertThat(isolates(CiliumPolicyTest.translate(config, policy))).isTrue();
  }

  private static boolean isolates(Translation t) {
    return t.policies()
        .policies()
        .allMatch(
            p ->
                p.ingress() != null
                    && p.ingress().noMatch() == dev.palisade.analysis.policy.Policy.NoMatch.DENY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{endpointSelector: {}, egress: [{toPorts: [{ports: [{port: '80', protocol: TCP}], rules: {http: [{path: '/users/{id}/[^/]+', method: '(?P<m>GET|HEAD)', host: '[[:alpha:]]+[.]example'}]}}]}]}",
        "{endpointSelector: {}, egress: [{toPorts: [{ports: [{port: '80', protocol: TCP}], rules: {http: [{path: '/a{1,3}?b*?[]a]'}]}}]}]}",
        "{endpointSelector: {}, egress: [{toFQDNs: [{matchPattern: '**.example.org'}, {matchName: example.org.}, {matchPattern: '*'}]}]}",
        "{endpointSelector: {}, egress: [{toPorts: [{ports: [{port: http, endPort: 90}]}]}]}",
        "{endpointSelector: {}, egress: [{toPorts: [{}]}]}",
        "{endpointSelector: {}, egress: [{toPorts: [{ports: [{port: '53'}], rules: {dns: [{matchPattern: '*'}]}}]}]}",
        "{endpointSelector: {}, egress: [{toPorts: [{ports: [{port: '443', protocol: TCP}], serverNames: [a.b], terminatingTLS: {secret: {name: s}}, rules: {http: [{}]}}]}]}",
        "{endpointSelector: {}, egress: [{toPorts: [{ports: [{port: '0', protocol: GRE}]}]}]}",
        "{nodeSelector: {}, egress: [{toPorts: [{ports: [{port: '53', protocol: UDP}], rules: {dns: [{matchPattern: '*'}]}}]}]}",
        "{endpointSelector: {}, labels: [{key: a, value: b, source: k8s}], log: {value: x}, ingress: [{fromEntities: [ingress]}]}"
      })
  void isTaken(String spec) {
    assertThat(CiliumPolicyTest.translate(CiliumPolicyTest.ccnp("a", spec)).refusals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/a/.* ; /a/b ; /b",
        "/users/{id} ; /users/{id} ; /users/7",
        "/a{1,2}[]x]+ ; /aa]x ; /aaax",
        "(?P<x_y>a|b)[[:digit:]&[]+ ; a1&[ ; a",
        "[^[:^alpha:]]+ ; abc ; a1",
        "a[^]]b ; axb ; a]b",
      })
  void expressionsMeanWhatTheyMeanToTheAgent(String path, String matching, String other) {
    Translation t =
        CiliumPolicyTest.translate(
            CiliumPolicyTest.ccnp(
                "a",
                "{endpointSelector: {}, egress: [{toPorts: [{ports: [{port: '80', protocol: TCP}], rules: {http: [{path: '"
                    + path
                    + "'}]}}]}]}"));
    assertThat(t.refusals()).isEmpty();
    Layer7.Http http =
        (Layer7.Http)
            t.policies()
                .policies()
                .flatMap(p -> java.util.Objects.requireNonNull(p.egress()).rules().stream())
                .map(Rule::narrowing)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseThrow();
    String expression = java.util.Objects.requireNonNull(http.requests().getFirst().path());
    assertThat(matching).matches(expression);
    assertThat(other).doesNotMatch(expression);
  }

  @Test
  void portsThatAreLeftOutLetNothingThrough() {
    Translation t =
        CiliumPolicyTest.translate(
            CiliumPolicyTest.ccnp("a", "{endpointSelector: {}, egress: [{toPorts: [{}]}]}"));
    assertThat(t.warnings())
        .extracting(Warning::pointer, Warning::effect)
        .contains(
            org.assertj.core.api.Assertions.tuple("/spec/egress/0/toPorts/0/ports", Effect.ADVICE));
  }

  @Test
  void aPortThatIsNotGivenIsDoubted() {
    Translation t =
        CiliumPolicyTest.translate(
            CiliumPolicyTest.ccnp(
                "a", "{endpointSelector: {}, egress: [{toPorts: [{ports: [{protocol: TCP}]}]}]}"));
    assertThat(t.refusals()).isEmpty();
    assertThat(t.warnings()).extracting(Warning::effect).contains(Effect.MAY_ALLOW);
  }

  @Test
  void aPolicyOfHostsConcernsTheNodesThatItSelects() {
    Translation t =
        CiliumPolicyTest.translate(
            CiliumPolicyTest.ccnp("a", "{nodeSelector: {matchLabels: {x: y}}, ingress: [{}]}"));
    assertThat(t.warnings())
        .singleElement()
        .satisfies(
            w -> {
              assertThat(w.effect()).isEqualTo(Effect.MAY_NARROW);
              assertThat(w.touches()).isInstanceOf(Peer.AnyOf.class);
              assertThat(((Peer.AnyOf) w.touches()).peers())
                  .singleElement()
                  .isInstanceOf(Peer.Nodes.class);
            });
  }

  private static String many(int count, String each) {
    return IntStream.range(0, count)
        .mapToObj(i -> each.formatted(i))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static void refused(String spec, String pointer, String part) {
    Translation t = CiliumPolicyTest.translate(CiliumPolicyTest.ccnp("a", spec));
    assertThat(t.refusals())
        .anySatisfy(
            refusal -> {
              assertThat(refusal.pointer()).isEqualTo(pointer);
              assertThat(refusal.problem()).contains(part);
            });
    assertThat(t.gaps()).hasSize(1);
    assertThat(t.policies().policies()).isEmpty();
  }
}
