package dev.palisade.application.preflight;

import dev.palisade.collect.kubernetes.Rights;
import dev.palisade.compliance.control.Catalogue;
import dev.palisade.snapshot.Gap;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a collector lacks in a cluster, and what that costs.
///
/// @param cluster the cluster's name
/// @param user whom the API server takes the collector for; null: it does not say
/// @param asked how many rights were asked for
/// @param grant manifests that grant what is missing; empty when nothing is
public record Preflight(
    String cluster,
    Instant checkedAt,
    @Nullable String user,
    @Nullable String apiServerVersion,
    int asked,
    List<Lack> missing,
    String grant) {

  public Preflight {
    missing = List.copyOf(missing);
  }

  /// A missing right.
  ///
  /// @param right in words: `list ciliumnetworkpolicies.cilium.io`
  /// @param kind of the objects that cannot be collected; `*`: it is not known which
  /// @param allowedIn namespaces in which it is there all the same
  /// @param affects ids of the checks that cannot pass without
  public record Lack(String right, String kind, List<String> allowedIn, List<String> affects) {
    public Lack {
      allowedIn = List.copyOf(allowedIn);
      affects = List.copyOf(affects);
    }
  }

  public boolean isComplete() {
    return missing.isEmpty();
  }

  /// What the rights that were found come to.
  public static Preflight of(String cluster, Rights rights, Catalogue catalogue, Instant at) {
    return new Preflight(
        cluster,
        at,
        rights.user(),
        rights.apiServerVersion(),
        rights.asked(),
        rights.missing().stream().map(missing -> lack(missing, catalogue)).toList(),
        GrantingRules.of(rights));
  }

  private static Lack lack(Rights.Missing missing, Catalogue catalogue) {
    Gap gap =
        new Gap(Gap.Reason.REFUSED, missing.kind(), missing.namespace(), missing.name(), 403, "");
    return new Lack(words(missing), missing.kind(), missing.allowedIn(), catalogue.affectedBy(gap));
  }

  private static String words(Rights.Missing missing) {
    return missing.verb()
        + " "
        + missing.resource()
        + (missing.group().isEmpty() ? "" : "." + missing.group())
        + (missing.name() == null ? "" : " " + missing.name())
        + (missing.namespace() == null ? "" : " in namespace " + missing.namespace());
  }
}
