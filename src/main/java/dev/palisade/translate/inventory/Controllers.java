package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Pod.Life;
import dev.palisade.document.Cursor;
import dev.palisade.snapshot.Manifest;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Finds the pods that carry the traffic of an Ingress or a Gateway. An empty answer is "not
/// known", never "none".
final class Controllers {
  private static final String DEFAULT_CLASS = "ingressclass.kubernetes.io/is-default-class";
  private static final String GATEWAY_NAME = "gateway.networking.k8s.io/gateway-name";

  /// `spec.controller` by the name of the IngressClass, `spec.controllerName` by that of the
  /// GatewayClass.
  private final Map<String, String> ingressClasses = new HashMap<>();

  private final Map<String, String> gatewayClasses = new HashMap<>();

  /// `spec.gatewayClassName` by `namespace/name` of the Gateway.
  private final Map<String, String> gateways = new HashMap<>();

  private final List<Pod> pods;
  private @Nullable String defaultClass;

  private Controllers(List<Pod> pods) {
    this.pods = pods.stream().filter(pod -> pod.life() == Life.ACTIVE).toList();
  }

  static Controllers read(List<Manifest> manifests, List<Pod> pods, Diagnostics diagnostics) {
    Controllers all = new Controllers(pods);
    for (Manifest m : manifests) {
      switch (m.ref().group() + "/" + m.ref().kind()) {
        case "networking.k8s.io/IngressClass" ->
            all.keep(all.ingressClasses, m, "controller", diagnostics);
        case "gateway.networking.k8s.io/GatewayClass" ->
            all.keep(all.gatewayClasses, m, "controllerName", diagnostics);
        case "gateway.networking.k8s.io/Gateway" ->
            all.keep(all.gateways, m, "gatewayClassName", diagnostics);
        default -> {
          // says nothing of controllers
        }
      }
    }
    return all;
  }

  private void keep(
      Map<String, String> to, Manifest manifest, String field, Diagnostics diagnostics) {
    String value =
        Candidate.read(
            manifest,
            diagnostics,
            candidate -> {
              Cursor annotations = candidate.root().get("metadata").get("annotations");
              if (annotations.get(DEFAULT_CLASS).text("").equals("true")) {
                defaultClass = candidate.ref().name();
              }
              return candidate.root().get("spec").get(field).text("");
            });
    if (value != null) {
      to.put(manifest.ref().qualifiedName(), value);
    }
  }

  /// The pods behind an Ingress.
  ///
  /// @param ingressClass its class; empty: the default class, or else the only known controller
  ///   that runs here
  SortedSet<String> ofIngress(String ingressClass) {
    String name = ingressClass.isEmpty() && defaultClass != null ? defaultClass : ingressClass;
    if (name.isEmpty()) {
      return ofOnlyOne();
    }
    String controller = ingressClasses.get(name);
    return controller == null ? ofAny(k -> k.usesClass(name)) : ofAny(k -> k.isNamed(controller));
  }

  /// The pods behind a Gateway: those that its implementation made for it (GEP-1762), or else those
  /// of its class's controller.
  SortedSet<String> ofGateway(String namespace, String name) {
    SortedSet<String> own =
        names(
            pod ->
                pod.namespace().equals(namespace) && name.equals(pod.labels().get(GATEWAY_NAME)));
    if (!own.isEmpty()) {
      return own;
    }
    String gatewayClass = gateways.getOrDefault(namespace + "/" + name, "");
    String controller = gatewayClasses.getOrDefault(gatewayClass, "");
    return ofAny(k -> k.isNamed(controller));
  }

  /// The pods of OpenShift's router.
  SortedSet<String> ofOpenShift() {
    return names(KnownController.OPENSHIFT::runs);
  }

  private SortedSet<String> ofOnlyOne() {
    List<SortedSet<String>> running = new ArrayList<>();
    for (KnownController known : KnownController.values()) {
      SortedSet<String> found = names(known::runs);
      if (!found.isEmpty()) {
        running.add(found);
      }
    }
    return running.size() == 1 ? running.getFirst() : new TreeSet<>();
  }

  private SortedSet<String> ofAny(Predicate<KnownController> which) {
    SortedSet<String> found = new TreeSet<>();
    for (KnownController known : KnownController.values()) {
      if (which.test(known)) {
        found.addAll(names(known::runs));
      }
    }
    return found;
  }

  private SortedSet<String> names(Predicate<Pod> which) {
    SortedSet<String> found = new TreeSet<>();
    for (Pod pod : pods) {
      if (which.test(pod)) {
        found.add(pod.toString());
      }
    }
    return found;
  }
}
