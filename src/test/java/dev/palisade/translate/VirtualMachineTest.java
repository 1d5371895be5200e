package dev.palisade.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.analysis.traffic.IpAddress;
import org.junit.jupiter.api.Test;

/// Virtual machines of KubeVirt, and the pods that they run in.
class VirtualMachineTest {
  private static final String MACHINE =
      "{apiVersion: kubevirt.io/v1, kind: VirtualMachine, metadata: {name: m, namespace: x, labels: {not: this}}, spec: {template: {metadata: {labels: {app: web}}, spec: {domain: {}}}}}";
  private static final String INSTANCE =
      "{apiVersion: kubevirt.io/v1, kind: VirtualMachineInstance, metadata: {name: m, namespace: x, labels: {app: web}, ownerReferences: [{kind: VirtualMachine, name: m, controller: true}]}, spec: {}}";

  @Test
  void machineWithoutPodsStandsByItsTemplate() {
    Translation t = Snapshots.translate(MACHINE, INSTANCE);
    assertThat(t.inventory().pods())
        .singleElement()
        .satisfies(
            pod -> {
              assertThat(pod.workload().toString()).isEqualTo("x/m[VirtualMachine]");
              assertThat(pod.labels().asMap()).containsOnlyKeys("app");
            });
    assertThat(t.warnings()).isEmpty();
  }

  @Test
  void instanceOfNoMachineStandsForItself() {
    assertThat(
            Snapshots.translate(
                    "{apiVersion: kubevirt.io/v1, kind: VirtualMachineInstance, metadata: {name: i, labels: {a: b}}, spec: {}}")
                .inventory()
                .pods())
        .singleElement()
        .satisfies(
            pod -> {
              assertThat(pod.workload().toString()).isEqualTo("default/i[VirtualMachineInstance]");
              assertThat(pod.labels().get("a")).isEqualTo("b");
            });
  }

  @Test
  void machineStandsForItsLaunchersWithTheirAddresses() {
    Translation t =
        Snapshots.translate(
            MACHINE, INSTANCE, launcher("1", "10.0.0.1", ""), launcher("2", "10.0.0.2", ""));
    assertThat(t.inventory().pods())
        .singleElement()
        .satisfies(
            pod -> {
              assertThat(pod.toString()).isEqualTo("x/m");
              assertThat(pod.ref().kind()).isEqualTo("VirtualMachine");
              assertThat(pod.workload().toString()).isEqualTo("x/m[VirtualMachine]");
              assertThat(pod.labels().asMap())
                  .containsEntry("app", "web")
                  .containsEntry("kubevirt.io", "virt-launcher");
              assertThat(pod.addresses())
                  .containsExactly(IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2"));
            });
    assertThat(t.warnings())
        .extracting(Warning::ref)
        .extracting(ref -> ref.name())
        .containsExactly("virt-launcher-m-1", "virt-launcher-m-2");
  }

  @Test
  void finishedLauncherLeavesTheMachineToItsTemplate() {
    Translation t =
        Snapshots.translate(MACHINE, INSTANCE, launcher("1", "10.0.0.1", "phase: Succeeded, "));
    assertThat(t.inventory().pods()).extracting(Pod::toString).containsExactly("x/m");
    assertThat(t.inventory().pods().getFirst().addresses()).isEmpty();
  }

  @Test
  void launcherWhoseMachineWasNotReadIsKept() {
    Translation t = Snapshots.translate(launcher("1", "10.0.0.1", ""));
    assertThat(t.inventory().pods())
        .extracting(pod -> pod.workload().toString())
        .containsExactly("x/m[VirtualMachineInstance]");
    assertThat(t.warnings()).isEmpty();
  }

  private static String launcher(String suffix, String address, String status) {
    return "{apiVersion: v1, kind: Pod, metadata: {name: virt-launcher-m-"
        + suffix
        + ", namespace: x, labels: {kubevirt.io: virt-launcher}, ownerReferences: [{kind: VirtualMachineInstance, name: m, controller: true}]}, spec: {}, status: {"
        + status
        + "podIP: "
        + address
        + "}}";
  }
}
