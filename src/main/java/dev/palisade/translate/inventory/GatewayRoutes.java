package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.Exposure;
import dev.palisade.document.Cursor;
import dev.palisade.snapshot.Manifest;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads the routes of the Gateway API (gateway-api.sigs.k8s.io/reference/spec): one way for each
/// backend and each Gateway that the route asks to be attached to. A reference into another
/// namespace is taken as granted.
final class GatewayRoutes {
  private static final String GROUP = "gateway.networking.k8s.io";
  private static final Set<String> KINDS =
      Set.of("HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute");

  private final Candidate candidate;
  private final Controllers controllers;
  private final List<Route> routes = new ArrayList<>();

  private GatewayRoutes(Candidate candidate, Controllers controllers) {
    this.candidate = candidate;
    this.controllers = controllers;
  }

  static List<Route> read(
      List<Manifest> manifests, Controllers controllers, Diagnostics diagnostics) {
    List<Route> routes = new ArrayList<>();
    for (Manifest m : manifests) {
      if (m.ref().group().equals(GROUP) && KINDS.contains(m.ref().kind())) {
        List<Route> read =
            Candidate.read(m, diagnostics, c -> new GatewayRoutes(c, controllers).routes());
        if (read != null) {
          routes.addAll(read);
        }
      }
    }
    return routes;
  }

  private List<Route> routes() {
    Cursor spec = candidate.root().get("spec");
    for (Cursor parent : spec.get("parentRefs").items()) {
      // a Service as parent is traffic within the mesh
      if (parent.get("kind").text("Gateway").equals("Gateway")
          && parent.get("group").text(GROUP).equals(GROUP)) {
        for (Cursor rule : spec.get("rules").items()) {
          rule(parent, rule);
        }
      }
    }
    return routes;
  }

  private void rule(Cursor parent, Cursor rule) {
    for (Cursor backend : rule.get("backendRefs").items()) {
      backend(parent, backend);
      mirrors(parent, backend);
    }
    mirrors(parent, rule);
  }

  private void mirrors(Cursor parent, Cursor holder) {
    for (Cursor filter : holder.get("filters").items()) {
      Cursor mirror = filter.get("requestMirror").get("backendRef");
      if (mirror.isPresent()) {
        backend(parent, mirror);
      }
    }
  }

  private void backend(Cursor parent, Cursor backend) {
    if (!backend.get("group").text("").isEmpty()
        || !backend.get("kind").text("Service").equals("Service")) {
      return;
    }
    String own = candidate.ref().namespace();
    Long number = backend.get("port").integer();
    routes.add(
        new Route(
            candidate.ref(),
            Exposure.Kind.GATEWAY,
            backend.pointer(),
            backend.get("namespace").text(own),
            backend.get("name").requiredText(),
            port -> number == null || number == port.port(),
            controllers.ofGateway(
                parent.get("namespace").text(own), parent.get("name").requiredText())));
  }
}
