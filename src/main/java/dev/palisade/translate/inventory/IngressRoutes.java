package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.Exposure;
import dev.palisade.analysis.inventory.Service;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.document.Cursor;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Manifest;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Predicate;

/// Reads the routes of Ingress objects (`networking.k8s.io/v1`, and the older shape of `v1beta1`)
/// and of OpenShift's Routes. They carry HTTP and TLS: TCP alone.
final class IngressRoutes {
  private static final String OLD_CLASS = "kubernetes.io/ingress.class";

  private final Candidate candidate;
  private final SortedSet<String> controllers;
  private final Diagnostics diagnostics;
  private final List<Route> routes = new ArrayList<>();

  private IngressRoutes(
      Candidate candidate, SortedSet<String> controllers, Diagnostics diagnostics) {
    this.candidate = candidate;
    this.controllers = controllers;
    this.diagnostics = diagnostics;
  }

  static List<Route> read(
      List<Manifest> manifests, Controllers controllers, Diagnostics diagnostics) {
    List<Route> routes = new ArrayList<>();
    for (Manifest m : manifests) {
      List<Route> read =
          switch (m.ref().group() + "/" + m.ref().kind()) {
            case "networking.k8s.io/Ingress", "extensions/Ingress" ->
                Candidate.read(m, diagnostics, c -> ingress(c, controllers, diagnostics));
            case "route.openshift.io/Route" ->
                Candidate.read(m, diagnostics, c -> openShift(c, controllers, diagnostics));
            default -> List.of();
          };
      if (read != null) {
        routes.addAll(read);
      }
    }
    return routes;
  }

  private static List<Route> ingress(
      Candidate candidate, Controllers controllers, Diagnostics diagnostics) {
    Cursor spec = candidate.root().get("spec");
    String old = candidate.root().get("metadata").get("annotations").get(OLD_CLASS).text("");
    String name = spec.get("ingressClassName").text(old);
    IngressRoutes reader = new IngressRoutes(candidate, controllers.ofIngress(name), diagnostics);
    reader.backend(spec.get("defaultBackend"));
    reader.backend(spec.get("backend"));
    for (Cursor rule : spec.get("rules").items()) {
      for (Cursor path : rule.get("http").get("paths").items()) {
        reader.backend(path.get("backend"));
      }
    }
    return reader.routes;
  }

  private void backend(Cursor backend) {
    if (!backend.isPresent()) {
      return;
    }
    if (backend.get("resource").isPresent()) {
      diagnostics.gap(
          Gap.Reason.NOT_MODELLED,
          candidate.ref(),
          candidate.ref()
              + ": "
              + backend.pointer()
              + "/resource: a backend other than a Service is not modelled");
      return;
    }
    Cursor service = backend.get("service");
    if (service.isPresent()) {
      Cursor port = service.get("port");
      Cursor meant = port.get("name").isPresent() ? port.get("name") : port.get("number");
      add(backend, service.get("name").requiredText(), servicePort(meant));
    } else {
      // v1beta1: serviceName and servicePort, a number or a name
      add(
          backend,
          backend.get("serviceName").requiredText(),
          servicePort(backend.get("servicePort")));
    }
  }

  private static List<Route> openShift(
      Candidate candidate, Controllers controllers, Diagnostics diagnostics) {
    Cursor spec = candidate.root().get("spec");
    IngressRoutes reader = new IngressRoutes(candidate, controllers.ofOpenShift(), diagnostics);
    Cursor target = spec.get("port").get("targetPort");
    Predicate<Service.Port> port = target.isPresent() ? servicePort(target) : p -> true;
    List<Cursor> backends = new ArrayList<>(List.of(spec.get("to")));
    backends.addAll(spec.get("alternateBackends").items());
    for (Cursor backend : backends) {
      if (backend.isPresent() && backend.get("kind").text("Service").equals("Service")) {
        reader.add(backend, backend.get("name").requiredText(), port);
      }
    }
    return reader.routes;
  }

  /// The Service's own port. A Route may name the pod's port too; of an Ingress the API does not
  /// say so, yet ingress-nginx follows it, and a way in is one.
  private static Predicate<Service.Port> servicePort(Cursor at) {
    return nameOrNumber(at).or(targeted(at));
  }

  static Predicate<Service.Port> nameOrNumber(Cursor at) {
    if (at.isString()) {
      String name = at.text("");
      return port -> name.equals(port.name());
    }
    Long number = at.integer();
    return port -> number != null && number == port.port();
  }

  private static Predicate<Service.Port> targeted(Cursor at) {
    if (at.isString()) {
      String name = at.text("");
      return port -> name.equals(port.targetName());
    }
    Long number = at.integer();
    return port ->
        number != null && port.targetNumber() != null && number.intValue() == port.targetNumber();
  }

  private void add(Cursor at, String service, Predicate<Service.Port> port) {
    Predicate<Service.Port> tcp = p -> p.protocol().equals(Protocol.TCP);
    routes.add(
        new Route(
            candidate.ref(),
            Exposure.Kind.INGRESS,
            at.pointer(),
            candidate.ref().namespace(),
            service,
            port.and(tcp),
            controllers));
  }
}
