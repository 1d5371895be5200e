package dev.palisade.compliance.scope;

import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.compliance.scope.Scope.Category;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a namespace's name and labels suggest about it. A guess, for a proposal that people read.
final class ZoneGuess {
  /// Words that stand by themselves in a name.
  private static final Pattern CARDHOLDER =
      Pattern.compile(
          "(^|[-_.])(cde|chd|pci|card|cards|cardholder|cardholders|vault|tokenization|tokenisation|pan)([-_.]|$)");

  private static final Set<String> SYSTEM =
      Set.of(
          "kube-system",
          "kube-public",
          "kube-node-lease",
          "calico-system",
          "calico-apiserver",
          "tigera-operator",
          "cilium",
          "cilium-secrets",
          "kube-flannel",
          "monitoring",
          "logging",
          "observability",
          "istio-system",
          "linkerd",
          "ingress-nginx",
          "cert-manager",
          "external-dns",
          "metallb-system",
          "gatekeeper-system",
          "kyverno",
          "argocd",
          "flux-system",
          "velero",
          "local-path-storage");

  private static final List<Pattern> SYSTEM_NAMES =
      List.of(
          Pattern.compile("openshift-.*"), Pattern.compile("gke-.*"), Pattern.compile("aks-.*"));

  /// Labels by which people mark zones.
  private static final List<String> MARKS =
      List.of("palisade.dev/zone", "zone", "compliance", "pci", "data-classification");

  private ZoneGuess() {}

  /// CARDHOLDER_DATA, SYSTEM, or UNTRUSTED for want of a sign.
  static Category of(Namespace namespace) {
    String name = namespace.name().toLowerCase(Locale.ROOT);
    if (SYSTEM.contains(name) || SYSTEM_NAMES.stream().anyMatch(p -> p.matcher(name).matches())) {
      return Category.SYSTEM;
    }
    if (CARDHOLDER.matcher(name).find()) {
      return Category.CARDHOLDER_DATA;
    }
    for (String mark : MARKS) {
      String value = namespace.labels().get(mark);
      if (value != null
          && (CARDHOLDER.matcher(value.toLowerCase(Locale.ROOT)).find()
              || (mark.equals("pci")
                  && !value.equalsIgnoreCase("false")
                  && !value.equals("out")))) {
        return Category.CARDHOLDER_DATA;
      }
    }
    return Category.UNTRUSTED;
  }
}
