package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.Exposure;
import dev.palisade.document.Cursor;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Manifest;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Reads the routes of the Gateway API (gateway-api.sigs.k8s.io/reference/spec): one way for each
/// backend and each Gateway that the route asks to be attached to. A reference into another
/// namespace is taken as granted.
final class GatewayRoutes {
  private static final String GROUP = "gateway.networking.k8s.io";
  private static final Set<String> KINDS =
      Set.of("HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute");

  private static final Set<String> LISTENERS =
      Set.of(GROUP + "/ListenerSet", "gateway.networking.x-k8s.io/XListenerSet");

  private final Candidate candidate;
  private final Controllers controllers;
  private final Diagnostics diagnostics;
  private final List<Route> routes = new ArrayList<>();

  private GatewayRoutes(Candidate candidate, Controllers controllers, Diagnostics diagnostics) {
    this.candidate = candidate;
    this.controllers = controllers;
    this.diagnostics = diagnostics;
  }

  static List<Route> read(
      List<Manifest> manifests, Controllers controllers, Diagnostics diagnostics) {
    List<Route> routes = new ArrayList<>();
    for (Manifest m : manifests) {
      if (m.ref().group().equals(GROUP) && KINDS.contains(m.ref().kind())) {
        List<Route> read =
            Candidate.read(
                m, diagnostics, c -> new GatewayRoutes(c, controllers, diagnostics).routes());
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
      String name = parent.get("kind").text("Gateway");
      String kind = parent.get("group").text(GROUP) + "/" + name;
      // a Service as parent is traffic within the mesh
      if (!name.equals("Service")) {
        if (!kind.equals(GROUP + "/Gateway") && !LISTENERS.contains(kind)) {
          doubt(parent, "a parent other than a Gateway");
        }
        SortedSet<String> behind = behind(parent, kind);
        for (Cursor rule : spec.get("rules").items()) {
          rule(behind, rule);
        }
      }
    }
    return routes;
  }

  /// The pods of a parent: unknown where it is no Gateway itself. Listeners that stand beside their
  /// Gateway (GEP-1713) belong to one that may be of any namespace.
  private SortedSet<String> behind(Cursor parent, String kind) {
    return kind.equals(GROUP + "/Gateway")
        ? controllers.ofGateway(
            parent.get("namespace").text(candidate.ref().namespace()),
            parent.get("name").requiredText())
        : new TreeSet<>();
  }

  private void rule(SortedSet<String> behind, Cursor rule) {
    for (Cursor backend : rule.get("backendRefs").items()) {
      backend(behind, backend);
      mirrors(behind, backend);
    }
    mirrors(behind, rule);
  }

  private void mirrors(SortedSet<String> behind, Cursor holder) {
    for (Cursor filter : holder.get("filters").items()) {
      Cursor mirror = filter.get("requestMirror").get("backendRef");
      if (mirror.isPresent()) {
        backend(behind, mirror);
      }
    }
  }

  private void backend(SortedSet<String> behind, Cursor backend) {
    if (!backend.get("group").text("").isEmpty()
        || !backend.get("kind").text("Service").equals("Service")) {
      doubt(backend, "a backend other than a Service");
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
            behind));
  }

  private void doubt(Cursor at, String what) {
    diagnostics.gap(
        Gap.Reason.NOT_MODELLED,
        candidate.ref(),
        candidate.ref() + ": " + at.pointer() + ": " + what + " is not modelled");
  }
}
