package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.palisade.analysis.policy.Peer.AddressReach;
import dev.palisade.analysis.reachability.DialectSettings.HostNetworkPods;
import dev.palisade.analysis.reachability.DialectSettings.Use;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectSettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "KUBERNETES | MANIFESTS | POLICED | PODS_AND_NODES | true | true | false",
        "KUBERNETES | ASSESSMENT | EXEMPT | PODS_AND_NODES | false | true | false",
        "CALICO | MANIFESTS | EXEMPT | PODS_AND_NODES | true | false | true",
        "CALICO | ASSESSMENT | EXEMPT | PODS_AND_NODES | false | false | true",
        "CILIUM | MANIFESTS | NODE | OUTSIDE_ONLY | true | true | true",
        "CILIUM | ASSESSMENT | NODE | OUTSIDE_ONLY | false | true | true",
      })
  void defaultsAreThoseOfTheDialectAndTheUse(
      Dialect dialect,
      Use use,
      HostNetworkPods hosts,
      AddressReach blocks,
      boolean finishedKept,
      boolean samePriorityRefused,
      boolean icmpCovered) {
    DialectSettings settings = DialectSettings.of(dialect, use);
    assertThat(settings.hostNetworkPods()).isEqualTo(hosts);
    assertThat(settings.ipBlockReach()).isEqualTo(blocks);
    assertThat(settings.finishedPodsKept()).isEqualTo(finishedKept);
    assertThat(settings.samePriorityRefused()).isEqualTo(samePriorityRefused);
    assertThat(settings.covers(Protocol.ICMP)).isEqualTo(icmpCovered);
    assertThat(settings.covers(Protocol.TCP)).isTrue();
    assertThat(settings.covered())
        .isEqualTo(icmpCovered ? TrafficSet.ALL : TrafficSet.TCP_UDP_SCTP);
    assertThat(settings.selfTrafficOpen()).isTrue();
    assertThat(settings.nodeToLocalPodOpen()).isTrue();
    assertThat(settings.sctpEnabled()).isFalse();
  }

  @Test
  void everySettingCanBeTurned() {
    DialectSettings settings =
        DialectSettings.of(Dialect.KUBERNETES, Use.MANIFESTS)
            .with("ip-block-matches-pods", "false")
            .with("host-network-pods", "node")
            .with("self-traffic", "policed")
            .with("icmp-when-isolated", "denied")
            .with("node-to-local-pod", "policed")
            .with("finished-pods", "ignored")
            .with("same-priority", "by-name")
            .with("enable-sctp", "true");
    assertThat(settings.ipBlockReach()).isEqualTo(AddressReach.OUTSIDE_ONLY);
    assertThat(settings.hostNetworkPods()).isEqualTo(HostNetworkPods.NODE);
    assertThat(settings.selfTrafficOpen()).isFalse();
    assertThat(settings.covered()).isEqualTo(TrafficSet.ALL);
    assertThat(settings.nodeToLocalPodOpen()).isFalse();
    assertThat(settings.finishedPodsKept()).isFalse();
    assertThat(settings.samePriorityRefused()).isFalse();
    assertThat(settings.sctpEnabled()).isTrue();
  }

  @Test
  void whatIsNoSettingOrNoValueOfOneIsRefusedByName() {
    DialectSettings settings = DialectSettings.of(Dialect.CALICO, Use.MANIFESTS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.with("self-trafic", "open"))
        .withMessageStartingWith("there is no setting 'self-trafic': expected one of enable-sctp");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.with("self-traffic", "shut"))
        .withMessage("setting self-traffic cannot be 'shut': expected open or policed");
  }

  @Test
  void endpointSetsAreSetsOfNumbers() {
    EndpointSet low = EndpointSet.of(1, 2, 3);
    EndpointSet high = EndpointSet.of(3, 4);
    assertThat(low.and(high)).isEqualTo(EndpointSet.of(3));
    assertThat(low.or(high)).isEqualTo(EndpointSet.of(1, 2, 3, 4)).hasToString("{1,2,3,4}");
    assertThat(low.minus(high)).isEqualTo(EndpointSet.of(1, 2)).isNotEqualTo(low);
    assertThat(low.overlaps(high)).isTrue();
    assertThat(low.overlaps(EndpointSet.of(4))).isFalse();
    assertThat(low.size()).isEqualTo(3);
    assertThat(low.first()).isEqualTo(1);
    assertThat(low.contains(2)).isTrue();
    assertThat(low.contains(4)).isFalse();
    assertThat(low.isEmpty()).isFalse();
    assertThat(EndpointSet.of().isEmpty()).isTrue();
    assertThat(low.ids().boxed().toList()).containsExactly(1, 2, 3);
    assertThat(low.or(high)).hasSameHashCodeAs(EndpointSet.of(1, 2, 3, 4));
  }
}
