package dev.palisade.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceKindsTest {

  @Test
  void noSecretAndNoConfigMapIsListed() {
    assertThat(ResourceKinds.all())
        .extracting(ResourceKind::plural)
        .isNotEmpty()
        .doesNotContain("secrets", "configmaps");
  }

  @Test
  void everyKindIsThereOnceByNameAndByPlural() {
    assertThat(ResourceKinds.all()).extracting(ResourceKind::toString).doesNotHaveDuplicates();
    assertThat(ResourceKinds.all())
        .allSatisfy(
            kind -> {
              assertThat(ResourceKinds.find(kind.group(), kind.kind())).isEqualTo(kind);
              assertThat(ResourceKinds.findPlural(kind.group(), kind.plural())).isEqualTo(kind);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "networking.k8s.io, NetworkPolicy, true",
    "cilium.io, CiliumFutureAllowance, true",
    "cilium.io, CiliumEndpoint, false",
    "crd.projectcalico.org, IPAMBlock, false",
    "projectcalico.org, SomethingNew, true",
    "networking.gke.io, FQDNNetworkPolicy, true",
    "cert-manager.io, Certificate, false",
    "'', Secret, false",
  })
  void whatMayBearOnTrafficIsEvidenceThoughNobodyKnowsIt(
      String group, String kind, boolean expected) {
    assertThat(ResourceKinds.isEvidence(group, kind)).isEqualTo(expected);
  }
}
