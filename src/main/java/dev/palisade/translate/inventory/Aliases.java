package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.Service;
import dev.palisade.analysis.inventory.Service.Type;
import dev.palisade.document.MalformedDocument;
import dev.palisade.snapshot.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Services of type ExternalName that are names of other services of the cluster: controllers of
/// Ingress objects and Gateways follow them, into whatever namespace
/// (kubernetes.github.io/ingress-nginx, "ExternalName services"). Names of anything else lead
/// outside.
final class Aliases {
  /// `service.namespace.svc`, with the cluster's domain or without, with the name of a pod before
  /// it or without (github.com/kubernetes/dns, docs/specification.md).
  private static final Pattern SERVICE =
      Pattern.compile("(?:[^.]+\\.)?([^.]+)\\.([^.]+)\\.svc(?:\\..*)?");

  private final Backends backends;
  private final Map<String, String> names = new HashMap<>();

  Aliases(List<Manifest> manifests, Backends backends) {
    this.backends = backends;
    for (Manifest m : manifests) {
      if (m.ref().kind().equals("Service") && m.ref().group().isEmpty()) {
        try {
          names.put(
              m.ref().qualifiedName(),
              m.cursor().get("spec").get("externalName").text("").toLowerCase(Locale.ROOT));
        } catch (MalformedDocument e) {
          // refused where services are read
        }
      }
    }
  }

  /// The services that a service stands for in the end; none: names outside the cluster.
  Set<Service> meant(Service alias) {
    Set<Service> seen = new LinkedHashSet<>();
    List<Service> open = new ArrayList<>(List.of(alias));
    Set<Service> ends = new LinkedHashSet<>();
    while (!open.isEmpty()) {
      Service service = open.removeFirst();
      if (!seen.add(service)) {
        continue;
      }
      if (service.type() != Type.EXTERNAL_NAME) {
        ends.add(service);
        continue;
      }
      Matcher name =
          SERVICE.matcher(names.getOrDefault(service.namespace() + "/" + service.name(), ""));
      if (name.matches()) {
        open.addAll(backends.services(name.group(2), name.group(1)));
      }
    }
    return ends;
  }
}
