package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Controllers of Ingress objects and Gateways by what their own installation manifests and charts
/// say: the controller's name in its class, the class's usual name, and the labels of the pods that
/// carry the traffic.
enum KnownController {
  INGRESS_NGINX(
      Set.of("k8s.io/ingress-nginx"),
      Set.of("nginx"),
      List.of(
          Map.of(
              "app.kubernetes.io/name",
              "ingress-nginx",
              "app.kubernetes.io/component",
              "controller"),
          Map.of("app", "ingress-nginx"),
          Map.of("k8s-app", "nginx-ingress-controller"))),
  NGINX_INC(
      Set.of("nginx.org/ingress-controller"),
      Set.of("nginx"),
      List.of(Map.of("app.kubernetes.io/name", "nginx-ingress"), Map.of("app", "nginx-ingress"))),
  TRAEFIK(
      Set.of("traefik.io/ingress-controller", "traefik.io/gateway-controller"),
      Set.of("traefik"),
      List.of(Map.of("app.kubernetes.io/name", "traefik"), Map.of("app", "traefik"))),
  HAPROXY_INGRESS(
      Set.of("haproxy-ingress.github.io/controller"),
      Set.of("haproxy"),
      List.of(
          Map.of("app.kubernetes.io/name", "haproxy-ingress"), Map.of("run", "haproxy-ingress"))),
  HAPROXY_TECHNOLOGIES(
      Set.of("haproxy.org/ingress-controller"),
      Set.of("haproxy"),
      List.of(Map.of("app.kubernetes.io/name", "kubernetes-ingress"))),
  CONTOUR(
      Set.of("projectcontour.io/ingress-controller", "projectcontour.io/gateway-controller"),
      Set.of("contour"),
      List.of(
          Map.of("app.kubernetes.io/name", "contour", "app.kubernetes.io/component", "envoy"),
          Map.of(
              "app.kubernetes.io/component", "envoy", "projectcontour.io/owning-gateway-name", "*"),
          Map.of("app", "envoy"))),
  ISTIO(
      Set.of("istio.io/ingress-controller", "istio.io/gateway-controller"),
      Set.of("istio"),
      List.of(Map.of("istio", "ingressgateway"), Map.of("app", "istio-ingressgateway"))),
  KONG(
      Set.of("ingress-controllers.konghq.com/kong", "konghq.com/kic-gateway-controller"),
      Set.of("kong"),
      List.of(
          Map.of("app.kubernetes.io/name", "kong"),
          Map.of("app.kubernetes.io/name", "gateway"),
          Map.of("app", "proxy-kong"),
          Map.of("app", "ingress-kong"))),
  EMISSARY(
      Set.of("getambassador.io/ingress-controller"),
      Set.of("ambassador"),
      List.of(Map.of("app.kubernetes.io/name", "emissary-ingress"))),
  OPENSHIFT(
      Set.of("openshift.io/ingress-to-route"),
      Set.of("openshift-default"),
      List.of(Map.of("ingresscontroller.operator.openshift.io/deployment-ingresscontroller", "*"))),
  ENVOY_GATEWAY(
      Set.of("gateway.envoyproxy.io/gatewayclass-controller"),
      Set.of(),
      List.of(
          Map.of(
              "app.kubernetes.io/managed-by",
              "envoy-gateway",
              "app.kubernetes.io/component",
              "proxy"))),
  NGINX_GATEWAY(
      Set.of("gateway.nginx.org/nginx-gateway-controller"),
      Set.of(),
      List.of(
          Map.of("app.kubernetes.io/name", "nginx-gateway-fabric"),
          Map.of("app.kubernetes.io/name", "nginx-gateway")));

  private final Set<String> names;
  private final Set<String> classes;
  private final List<Map<String, String>> podLabels;

  KnownController(Set<String> names, Set<String> classes, List<Map<String, String>> podLabels) {
    this.names = names;
    this.classes = classes;
    this.podLabels = podLabels;
  }

  /// Whether it is the `spec.controller` of an IngressClass, or the `spec.controllerName` of a
  /// GatewayClass.
  boolean isNamed(String controller) {
    return names.contains(controller);
  }

  /// Whether a class that was not read usually is its.
  boolean usesClass(String ingressClass) {
    return classes.contains(ingressClass);
  }

  /// Whether a pod carries its traffic.
  boolean runs(Pod pod) {
    return podLabels.stream().anyMatch(wanted -> hasAll(pod.labels(), wanted));
  }

  /// `*` stands for any value.
  private static boolean hasAll(Labels labels, Map<String, String> wanted) {
    return wanted.entrySet().stream()
        .allMatch(
            e ->
                e.getValue().equals("*")
                    ? labels.has(e.getKey())
                    : e.getValue().equals(labels.get(e.getKey())));
  }
}
