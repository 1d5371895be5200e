package dev.palisade.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.MalformedDocument;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestsTest {

  @ParameterizedTest
  @CsvSource({
    "v1, Pod, , default",
    "v1, Pod, shop, shop",
    "apps/v1, Deployment, , default",
    "apps/v1beta1, Deployment, , default",
    "networking.k8s.io/v1, NetworkPolicy, , default",
    "extensions/v1beta1, NetworkPolicy, , default",
    "rbac.authorization.k8s.io/v1, RoleBinding, , default",
    "crd.projectcalico.org/v1, NetworkPolicy, , default",
    "projectcalico.org/v3, NetworkSet, , default",
    "cilium.io/v2, CiliumNetworkPolicy, , default",
    "policy/v1, PodDisruptionBudget, , default",
    "v1, Namespace, , ''",
    "v1, Namespace, shop, ''",
    "v1, Node, , ''",
    "v1, PersistentVolume, , ''",
    "networking.k8s.io/v1, IngressClass, , ''",
    "storage.k8s.io/v1, StorageClass, , ''",
    "rbac.authorization.k8s.io/v1, ClusterRoleBinding, , ''",
    "policy.networking.k8s.io/v1alpha1, AdminNetworkPolicy, , ''",
    "policy.networking.k8s.io/v1alpha1, BaselineAdminNetworkPolicy, , ''",
    "policy.networking.k8s.io/v1alpha2, ClusterNetworkPolicy, shop, ''",
    "projectcalico.org/v3, GlobalNetworkPolicy, , ''",
    "crd.projectcalico.org/v1, Tier, , ''",
    "projectcalico.org/v3, HostEndpoint, , ''",
    "cilium.io/v2, CiliumClusterwideNetworkPolicy, , ''",
    "cilium.io/v2, CiliumCIDRGroup, , ''",
    "example.com/v1, Widget, , ''",
    "example.com/v1, Widget, shop, shop",
  })
  void anObjectIsInTheNamespaceThatItsKindGivesIt(
      String apiVersion, String kind, String said, String expected) {
    String namespace = said == null ? "" : ", namespace: " + said;
    Manifest manifest =
        of(
            "{apiVersion: %s, kind: %s, metadata: {name: x%s}}"
                .formatted(apiVersion, kind, namespace));
    assertThat(manifest.ref().namespace()).isEqualTo(expected);
    assertThat(manifest.ref().name()).isEqualTo("x");
  }

  @Test
  void theDigestIsOfTheTrimmedObjectWhateverItsOrder() {
    Manifest one =
        of(
            "{apiVersion: v1, kind: Pod, metadata: {name: p, uid: u, resourceVersion: '1'}, spec: {nodeName: n}}");
    Manifest two =
        of(
            "{spec: {nodeName: n}, kind: Pod, metadata: {uid: u, resourceVersion: '2', name: p}, apiVersion: v1}");
    assertThat(one.ref()).isEqualTo(two.ref());
    assertThat(one.ref().uid()).isEqualTo("u");
    assertThat(one.ref().digest()).isEqualTo(CanonicalJson.digest(one.root()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1, 2]                                       |                 ",
        "{kind: Pod, metadata: {name: p}}             | /apiVersion     ",
        "{apiVersion: v1, metadata: {name: p}}        | /kind           ",
        "{apiVersion: v1, kind: '', metadata: {}}     | /kind           ",
        "{apiVersion: v1, kind: Pod}                  | /metadata/name  ",
        "{apiVersion: v1, kind: Pod, metadata: []}    | /metadata       ",
        "{apiVersion: v1, kind: Pod, metadata: {name: 7}} | /metadata/name",
        "{apiVersion: 1, kind: Pod, metadata: {name: p}}  | /apiVersion  ",
      })
  void whatIsNoObjectIsRefusedWithThePlaceAtFault(String yaml, String pointer) {
    assertThatThrownBy(() -> Manifests.of(Yaml.document(yaml)))
        .isInstanceOfSatisfying(
            MalformedDocument.class,
            e -> {
              assertThat(e.pointer()).isEqualTo(pointer == null ? "" : pointer);
              assertThat(e.file()).isEqualTo("test.yaml");
            });
  }

  private static Manifest of(String yaml) {
    return Objects.requireNonNull(Manifests.of(Yaml.document(yaml)));
  }
}
