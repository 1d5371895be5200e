package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.Exposure;
import dev.palisade.document.Cursor;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.WaysIn;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Reads the TargetGroupBindings of the AWS Load Balancer Controller: a load balancer that was made
/// elsewhere sends to a port of a Service as one that the Service asks for does. Who may connect to
/// it the cluster does not say.
///
/// @see <a
///   href="https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/">TargetGroupBinding</a>
final class TargetGroups {
  private TargetGroups() {}

  static List<Route> read(List<Manifest> manifests, Diagnostics diagnostics) {
    List<Route> routes = new ArrayList<>();
    for (Manifest manifest : manifests) {
      String kind = manifest.ref().group() + "/" + manifest.ref().kind();
      if (kind.equals(WaysIn.TARGET_GROUP_BINDING)) {
        Route route = Candidate.read(manifest, diagnostics, TargetGroups::route);
        if (route != null) {
          routes.add(route);
        }
      }
    }
    return routes;
  }

  private static Route route(Candidate candidate) {
    Cursor service = candidate.root().get("spec").get("serviceRef");
    Cursor port = service.get("port");
    return new Route(
        candidate.ref(),
        Exposure.Kind.LOAD_BALANCER,
        service.pointer(),
        candidate.ref().namespace(),
        service.get("name").requiredText(),
        // the API asks for it; where it is missing, any may be meant
        port.isPresent() ? IngressRoutes.nameOrNumber(port) : any -> true,
        new TreeSet<>());
  }
}
