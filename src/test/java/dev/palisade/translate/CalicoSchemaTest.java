package dev.palisade.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.translate.manifest.Refusal;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The limits that the schemas of Calico's kinds set, in both API groups (`+kubebuilder:validation`
/// of `api/pkg/apis/projectcalico/v3`), and what `libcalico-go/lib/validator/v3` adds for kinds
/// other than policies.
class CalicoSchemaTest {

  /// @param at how many are taken
  record Limit(String what, int at, String pointer, Build object) {
    /// An object with so many of them.
    interface Build {
      String of(int count);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  private static String many(int count, String each) {
    return IntStream.range(0, count)
        .mapToObj(i -> each.formatted(i))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /// A selector of so many characters.
  private static String selector(int length) {
    return "a == '" + "x".repeat(length - 7) + "'";
  }

  private static Limit rule(String what, int at, String pointer, Limit.Build build) {
    return new Limit(
        what,
        at,
        "/spec/ingress/0" + pointer,
        n -> CalicoPolicyTest.gnp("a", "{ingress: [{action: Allow, " + build.of(n) + "}]}"));
  }

  private static Limit spec(String what, int at, String pointer, Limit.Build build) {
    return new Limit(
        what, at, "/spec" + pointer, n -> CalicoPolicyTest.gnp("a", "{" + build.of(n) + "}"));
  }

  static Stream<Limit> limits() {
    return Stream.of(
        spec("rules of ingress", 1024, "/ingress", n -> "ingress: " + many(n, "{action: Allow}")),
        spec("rules of egress", 1024, "/egress", n -> "egress: " + many(n, "{action: Deny}")),
        spec("selector", 1024, "/selector", n -> "selector: \"" + selector(n) + "\""),
        spec(
            "namespaceSelector",
            1024,
            "/namespaceSelector",
            n -> "namespaceSelector: \"" + selector(n) + "\""),
        spec(
            "serviceAccountSelector",
            1024,
            "/serviceAccountSelector",
            n -> "serviceAccountSelector: \"" + selector(n) + "\""),
        rule(
            "selector of a source",
            1024,
            "/source/selector",
            n -> "source: {selector: \"" + selector(n) + "\"}"),
        rule(
            "notSelector of a source",
            1024,
            "/source/notSelector",
            n -> "source: {notSelector: \"" + selector(n) + "\"}"),
        rule(
            "namespaceSelector of a destination",
            1024,
            "/destination/namespaceSelector",
            n -> "destination: {namespaceSelector: \"" + selector(n) + "\"}"),
        rule("nets", 256, "/source/nets", n -> "source: {nets: " + many(n, "'2001:db8::%x'") + "}"),
        rule(
            "notNets",
            256,
            "/source/notNets",
            n -> "source: {notNets: " + many(n, "'2001:db8::%x'") + "}"),
        rule(
            "ports",
            50,
            "/destination/ports",
            n -> "protocol: TCP, destination: {ports: " + many(n, "1%03d") + "}"),
        rule(
            "notPorts",
            50,
            "/destination/notPorts",
            n -> "protocol: TCP, destination: {notPorts: " + many(n, "1%03d") + "}"),
        rule("methods", 20, "/http/methods", n -> "http: {methods: " + many(n, "M%d") + "}"),
        rule("paths", 20, "/http/paths", n -> "http: {paths: " + many(n, "{exact: /%d}") + "}"),
        rule(
            "exact path",
            1024,
            "/http/paths/0/exact",
            n -> "http: {paths: [{exact: /" + "a".repeat(n - 1) + "}]}"),
        rule(
            "prefix",
            1024,
            "/http/paths/0/prefix",
            n -> "http: {paths: [{prefix: /" + "a".repeat(n - 1) + "}]}"));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void whatIsAtTheLimitIsTaken(Limit limit) {
    assertThat(translate(limit.object().of(limit.at())).refusals()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("limits")
  void whatIsBeyondTheLimitIsRefused(Limit limit) {
    Translation t = translate(limit.object().of(limit.at() + 1));
    assertThat(t.refusals()).extracting(Refusal::pointer).containsExactly(limit.pointer());
    assertThat(t.refusals().getFirst().problem()).contains(limit.at() + " ", "at most");
    assertThat(t.policies().policies()).isEmpty();
    assertThat(t.gaps()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("limits")
  void whatAnApiServerHasTakenIsNotHeldToTheLimitsOfOtherVersions(Limit limit) {
    String object = limit.object().of(limit.at() + 1).replace("name: a", "name: a, uid: u-1");
    assertThat(translate(object).refusals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ingress: [{action: Allow, source: {nets: [10.0.0.0/8, 10.0.0.0/8]}}]} | /spec/ingress/0/source/nets/1",
        "{ingress: [{action: Allow, source: {notNets: [10.0.0.0/8, 10.0.0.0/8]}}]} | /spec/ingress/0/source/notNets/1",
        "{ingress: [{action: Allow, source: {serviceAccounts: {names: [a, a]}}}]} | /spec/ingress/0/source/serviceAccounts/names/1",
        "{performanceHints: [AssumeNeededOnEveryNode, AssumeNeededOnEveryNode]} | /spec/performanceHints/1",
        "{types: []} | /spec/types"
      })
  void whatOnlySomeVersionsRefuseIsDoubted(String spec, String pointer) {
    Translation t = translate(CalicoPolicyTest.gnp("a", spec));
    assertThat(t.refusals()).isEmpty();
    assertThat(t.warnings())
        .filteredOn(w -> w.pointer().equals(pointer))
        .extracting(Warning::effect)
        .containsExactly(Effect.MAY_ALLOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{performanceHints: [Fast]} | /spec/performanceHints/0 | no hint",
        "{selector: \"a == 'global('\"} | /spec/selector | global()",
        "{ingress: [{action: Allow, metadata: {annotations: {'a b': c}}}]} | /spec/ingress/0/metadata/annotations/a b | label key",
        "{ingress: [{action: Allow, metadata: {annotation: {}}}]} | /spec/ingress/0/metadata/annotation | \"annotations\" is meant",
        "{ingress: [{action: Allow, source: {services: {name: A_b, namespace: n}}}]} | /spec/ingress/0/source/services/name | cannot be a name",
        "{ingress: [{action: Allow, source: {services: {name: a, namespace: N}}}]} | /spec/ingress/0/source/services/namespace | cannot be a name"
      })
  void policies(String spec, String pointer, String part) {
    refused(CalicoPolicyTest.gnp("a", spec), pointer, part);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{node: N_1, interfaceName: eth0} | /spec/node | cannot be a name",
        "{node: n, interfaceName: 'eth 0'} | /spec/interfaceName | no interface",
        "{node: n, interfaceName: interface0123456} | /spec/interfaceName | no interface",
        "{node: n, expectedIPs: [10.0.0.0/8]} | /spec/expectedIPs/0 | no IP address",
        "{node: n, expectedIPs: [10.0.0.1, 10.0.0.1]} | /spec/expectedIPs/1 | there twice",
        "{node: n, interfaceName: '*', profiles: [A]} | /spec/profiles/0 | cannot be a name",
        "{node: n, interfaceName: '*', profiles: [a, a]} | /spec/profiles/1 | there twice",
        "{node: n, interfaceName: '*', ports: [{protocol: TCP, port: 1}]} | /spec/ports/0/name | cannot be a name",
        "{node: n, interfaceName: '*', ports: [{name: a, port: 1}]} | /spec/ports/0/protocol | needs a protocol",
        "{node: n, interfaceName: '*', ports: [{name: a, protocol: ICMP, port: 1}]} | /spec/ports/0/protocol | needs a protocol",
        "{node: n, interfaceName: '*', ports: [{name: a, protocol: TCP}]} | /spec/ports/0/port | a port is required",
        "{node: n, interfaceName: '*', ports: [{name: a, protocol: TCP, port: 65536}]} | /spec/ports/0/port | no port",
        "{node: n, interfaceName: '*', ports: [{name: a, protocols: TCP, port: 1}]} | /spec/ports/0/protocols | \"protocol\" is meant",
      })
  void hostEndpoints(String spec, String pointer, String part) {
    refused(CalicoPolicyTest.object("HostEndpoint", "", "h", spec), pointer, part);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{labelsToApply: {a b: c}} | /spec/labelsToApply/a b | label key",
        "{labelsToApply: {a: b c}} | /spec/labelsToApply/a | label value",
        "{labelsToAply: {}} | /spec/labelsToAply | \"labelsToApply\" is meant",
      })
  void profiles(String spec, String pointer, String part) {
    refused(CalicoPolicyTest.object("Profile", "", "ksa.n.s", spec), pointer, part);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{policyTypes: [ingress]} | /spec/policyTypes/0 | no policy type",
        "{ingress: [{from: [{}]}]} | /spec/ingress/0/from/0 | needs podSelector",
        "{selector: all()} | /spec/selector | \"podSelector\" is meant",
      })
  void stagedNetworkPoliciesOfKubernetes(String spec, String pointer, String part) {
    refused(
        CalicoPolicyTest.object("StagedKubernetesNetworkPolicy", "n", "s", spec), pointer, part);
  }

  @Test
  void aPolicyWithoutSpecIsRefused() {
    refused(
        "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: a}}",
        "/spec",
        "needs a spec");
  }

  @Test
  void rulesOfANamespacesProfileThatDoNotAllowAllAreDoubted() {
    Translation t =
        translate(
            CalicoPolicyTest.object(
                "Profile",
                "",
                "kns.shop",
                "{ingress: [{action: Allow}], egress: [{action: Deny}]}"));
    assertThat(t.warnings())
        .extracting(Warning::pointer, Warning::effect)
        .containsExactly(org.assertj.core.api.Assertions.tuple("/spec/egress", Effect.MAY_NARROW));
  }

  private static void refused(String object, String pointer, String part) {
    Translation t = translate(object);
    assertThat(t.refusals())
        .anySatisfy(
            refusal -> {
              assertThat(refusal.pointer()).isEqualTo(pointer);
              assertThat(refusal.problem()).contains(part);
            });
    assertThat(t.gaps()).hasSize(1);
  }

  private static Translation translate(String... documents) {
    return Translator.translate(Snapshots.of(documents), CalicoWorld.SETTINGS);
  }
}
