package dev.palisade.application.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.collect.kubernetes.Rights;
import dev.palisade.collect.kubernetes.Rights.Missing;
import dev.palisade.compliance.control.Catalogue;
import dev.palisade.document.Document;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreflightTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final Missing POLICIES =
      new Missing(
          "list",
          "cilium.io",
          "ciliumnetworkpolicies",
          "CiliumNetworkPolicy",
          null,
          null,
          List.of("shop"),
          "");
  private static final Missing SETTINGS =
      new Missing(
          "get", "", "configmaps", "ConfigMap", "kube-system", "cilium-config", List.of(), "");

  @Test
  void whatIsMissingIsToldWithTheChecksThatItCosts() {
    Preflight preflight = preflight("reader", POLICIES, SETTINGS);
    assertThat(preflight.isComplete()).isFalse();
    assertThat(PreflightText.of(preflight))
        .startsWith(
            "cluster prod, API server v1.36.3, asked by reader\nof 60 rights 2 are missing:\n")
        .contains("  list ciliumnetworkpolicies.cilium.io\n    there only in: shop\n")
        .contains("  get configmaps cilium-config in namespace kube-system\n");
    assertThat(preflight.missing().getFirst().affects())
        .contains("cardholder-ingress")
        .isEqualTo(
            Catalogue.load()
                .affectedBy(
                    new dev.palisade.snapshot.Gap(
                        dev.palisade.snapshot.Gap.Reason.REFUSED,
                        "CiliumNetworkPolicy",
                        null,
                        null,
                        403,
                        "")));
  }

  @Test
  void whatGrantsItIsManifestsForThatUser() throws IOException {
    String user = "system:serviceaccount:watch:palisade";
    List<Document> manifests = read(preflight(user, POLICIES, SETTINGS).grant());
    assertThat(manifests)
        .extracting(d -> d.cursor().get("kind").text())
        .containsExactly("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding");
    assertThat(manifests.getFirst().cursor().get("rules").get(0).get("resources").texts())
        .containsExactly("ciliumnetworkpolicies");
    assertThat(manifests.get(2).cursor().get("rules").get(0).get("resourceNames").texts())
        .containsExactly("cilium-config");
    assertThat(manifests.get(3).cursor().get("metadata").get("namespace").text())
        .isEqualTo("kube-system");
    assertThat(manifests.get(1).cursor().get("subjects").get(0).get("namespace").text())
        .isEqualTo("watch");
  }

  @Test
  void aPersonIsBoundAsTheUserThatItIs() throws IOException {
    List<Document> manifests = read(preflight("o'neil \"x\"@example.com", POLICIES).grant());
    assertThat(manifests.get(1).cursor().get("subjects").get(0).get("name").text())
        .isEqualTo("o'neil \"x\"@example.com");
  }

  @Test
  void whereNothingIsMissingNothingIsGranted() {
    Preflight preflight = preflight("reader");
    assertThat(preflight.isComplete()).isTrue();
    assertThat(preflight.grant()).isEmpty();
    assertThat(PreflightText.of(preflight)).endsWith("all of 60 rights are there\n");
  }

  @Test
  void whatIsKeptIsReadAgain() {
    Preflight preflight = preflight("reader", POLICIES, SETTINGS);
    assertThat(PreflightJson.read("x", PreflightJson.of(preflight))).isEqualTo(preflight);
  }

  private static Preflight preflight(String user, Missing... missing) {
    return Preflight.of(
        "prod", new Rights(user, "v1.36.3", 60, List.of(missing)), Catalogue.load(), AT);
  }

  private static List<Document> read(String yaml) throws IOException {
    List<Document> documents = new ArrayList<>();
    new DocumentReader(ReadLimits.DEFAULT)
        .read(
            "grant",
            new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
            reading -> documents.add(((Reading.Read) reading).document()));
    return documents;
  }
}
