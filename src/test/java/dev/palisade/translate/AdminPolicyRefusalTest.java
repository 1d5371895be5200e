package dev.palisade.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.translate.manifest.Refusal;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an API server refuses of cluster-wide policies (the kubebuilder and CEL validations of
/// network-policy-api), with the place at fault.
class AdminPolicyRefusalTest {
  private static final String GROUP = "{apiVersion: policy.networking.k8s.io/";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "priority: 1001, subject: {namespaces: {}} | /spec/priority",
        "priority: -1, subject: {namespaces: {}} | /spec/priority",
        "subject: {namespaces: {}} | /spec/priority",
        "priority: '1', subject: {namespaces: {}} | /spec/priority",
        "priority: 1 | /spec/subject",
        "priority: 1, subject: {} | /spec/subject",
        "priority: 1, subject: {namespaces: {}, pods: {namespaceSelector: {}, podSelector: {}}} | /spec/subject",
        "priority: 1, subject: {namespaces: {matchLabels: {a b: c}}} | /spec/subject/namespaces/matchLabels/a b",
        "priority: 1, subject: {namespaces: {}}, ingres: [] | /spec/ingres",
        "priority: 1, subject: {namespaces: {}}, ingress: x | /spec/ingress",
      })
  void specs(String spec, String pointer) {
    refused(
        "v1alpha1, kind: AdminNetworkPolicy, metadata: {name: o}, spec: {" + spec + "}}", pointer);
  }

  /// @param rule an egress rule of an AdminNetworkPolicy
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{to: [{namespaces: {}}]} | /action",
        "{action: allow, to: [{namespaces: {}}]} | /action",
        "{action: Accept, to: [{namespaces: {}}]} | /action",
        "{action: Deny} | /to",
        "{action: Deny, to: null} | /to",
        "{action: Deny, to: []} | /to",
        "{action: Deny, to: [{}]} | /to/0",
        "{action: Deny, to: [null]} | /to/0",
        "{action: Deny, to: [{namespaces: null}]} | /to/0",
        "{action: Deny, to: [{namespaces: {}, nodes: {}}]} | /to/0",
        "{action: Deny, to: [{networks: []}]} | /to/0/networks",
        "{action: Deny, to: [{networks: [x]}]} | /to/0/networks/0",
        "{action: Deny, to: [{networks: [10.0.0.1]}]} | /to/0/networks/0",
        "{action: Deny, to: [{networks: ['::ffff:10.0.0.0/104']}]} | /to/0/networks/0",
        "{action: Deny, to: [{networks: [10.0.0.0/8, 10.0.0.0/8]}]} | /to/0/networks/1",
        "{action: Deny, to: [{domainNames: [a.b]}]} | /to/0/domainNames",
        "{action: Allow, to: [{domainNames: [localhost]}]} | /to/0/domainNames/0",
        "{action: Allow, to: [{domainNames: ['a.*.b']}]} | /to/0/domainNames/0",
        "{action: Allow, to: [{nodes: {}}], ports: [{namedPort: a}]} | /to/0/nodes",
        "{action: Allow, to: [{networks: [10.0.0.0/8]}], ports: [{namedPort: a}]} | /to/0/networks",
        "{action: Allow, to: [{domainNames: [a.b]}], ports: [{namedPort: a}]} | /to/0/domainNames",
        "{action: Deny, to: [{namespaces: {}}], ports: []} | /ports",
        "{action: Deny, to: [{namespaces: {}}], ports: [{}]} | /ports/0",
        "{action: Deny, to: [{namespaces: {}}], ports: [{namedPort: a, portNumber: {port: 1}}]} | /ports/0",
        "{action: Deny, to: [{namespaces: {}}], ports: [{portNumber: {port: 0}}]} | /ports/0/portNumber/port",
        "{action: Deny, to: [{namespaces: {}}], ports: [{portNumber: {port: 65536}}]} | /ports/0/portNumber/port",
        "{action: Deny, to: [{namespaces: {}}], ports: [{portNumber: {protocol: TCP}}]} | /ports/0/portNumber/port",
        "{action: Deny, to: [{namespaces: {}}], ports: [{portNumber: {protocol: ICMP, port: 1}}]} | /ports/0/portNumber/protocol",
        "{action: Deny, to: [{namespaces: {}}], ports: [{portRange: {start: 9, end: 8}}]} | /ports/0/portRange",
        "{action: Deny, to: [{namespaces: {}}], ports: [{portRange: {start: 8, end: 8}}]} | /ports/0/portRange",
        "{action: Deny, to: [{namespaces: {}}], protocols: []} | /protocols",
        "{action: Deny, to: [{namespaces: {}}], from: []} | /from",
      })
  void egressRules(String rule, String below) {
    refused(
        "v1alpha1, kind: AdminNetworkPolicy, metadata: {name: o}, spec: {priority: 1, subject: {namespaces: {}}, egress: ["
            + rule
            + "]}}",
        "/spec/egress/0" + below);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{action: Allow, to: [{namespaces: {}}]} | /action",
        "{action: Deny, to: [{namespaces: {}}], protocols: []} | /protocols",
        "{action: Deny, to: [{namespaces: {}}], protocols: [{}]} | /protocols/0",
        "{action: Deny, to: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {number: 1}}, udp: {destinationPort: {number: 1}}}]} | /protocols/0",
        "{action: Deny, to: [{namespaces: {}}], protocols: [{tcp: {}}]} | /protocols/0/tcp",
        "{action: Deny, to: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {}}}]} | /protocols/0/tcp",
        "{action: Deny, to: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {number: 0}}}]} | /protocols/0/tcp/destinationPort/number",
        "{action: Deny, to: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {range: {start: 5}}}}]} | /protocols/0/tcp/destinationPort/range/end",
        "{action: Accept, to: [{networks: [10.0.0.0/8]}], protocols: [{destinationNamedPort: a}]} | /to/0/networks",
        "{action: Pass, to: [{domainNames: [a.b]}]} | /to/0/domainNames",
        "{action: Deny, to: [{namespaces: {}}], ports: []} | /ports",
      })
  void egressRulesOfVersionTwo(String rule, String below) {
    assertThat(
            Snapshots.translate(
                    GROUP
                        + "v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: o}, spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: ["
                        + rule
                        + "]}}")
                .refusals())
        .extracting(Refusal::pointer)
        .anyMatch(pointer -> pointer.startsWith("/spec/egress/0" + below));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{tier: admin, priority: 1, subject: {namespaces: {}}} | /spec/tier",
        "{priority: 1, subject: {namespaces: {}}} | /spec/tier",
        "{tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{networks: [10.0.0.0/8]}], to: []}]} | /spec/ingress/0/to",
      })
  void specsOfVersionTwo(String spec, String pointer) {
    assertThat(
            Snapshots.translate(
                    GROUP
                        + "v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: o}, spec: "
                        + spec
                        + "}")
                .refusals())
        .extracting(Refusal::pointer)
        .containsExactly(pointer);
  }

  @Test
  void baselineIsOneAndNeverPasses() {
    String spec =
        ", spec: {subject: {namespaces: {}}, ingress: [{action: Pass, from: [{namespaces: {}}]}]}}";
    refused(
        "v1alpha1, kind: BaselineAdminNetworkPolicy, metadata: {name: default}" + spec,
        "/spec/ingress/0/action");
    refused(
        "v1alpha1, kind: BaselineAdminNetworkPolicy, metadata: {name: other}, spec: {subject: {namespaces: {}}}}",
        "/metadata/name");
  }

  @ParameterizedTest
  @CsvSource({
    "v1alpha1, AdminNetworkPolicy, Allow, 100",
    "v1alpha2, ClusterNetworkPolicy, Accept, 25"
  })
  void listsHaveLimits(String version, String kind, String allow, int most) {
    String rule = "{action: " + allow + ", from: [{namespaces: {}}]}";
    String before =
        version
            + ", kind: "
            + kind
            + ", metadata: {name: o}, spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [";
    if (version.equals("v1alpha1")) {
      before = before.replace("tier: Admin, ", "");
    }
    assertThat(Snapshots.translate(GROUP + before + times(most, rule) + "]}}").refusals())
        .isEmpty();
    refused(before + times(most + 1, rule) + "]}}", "/spec/ingress");
    String peers = "{action: Deny, from: [" + times(most + 1, "{namespaces: {}}") + "]}";
    refused(before + peers + "]}}", "/spec/ingress/0/from");
    String name = "{name: " + "x".repeat(101) + ", action: Deny, from: [{namespaces: {}}]}";
    refused(before + name + "]}}", "/spec/ingress/0/name");
  }

  private static String times(int count, String item) {
    return IntStream.range(0, count).mapToObj(i -> item).collect(Collectors.joining(", "));
  }

  private static void refused(String object, String pointer) {
    Translation t = Snapshots.translate(GROUP + object);
    assertThat(t.refusals()).extracting(Refusal::pointer).containsExactly(pointer);
    assertThat(t.gaps()).hasSize(1);
    assertThat(t.policies().policies()).isEmpty();
  }
}
