package dev.palisade.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.palisade.analysis.inventory.Exposure;
import dev.palisade.snapshot.Gap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExposuresTest {
  private static final String WEB =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: x, labels: {app: web}}
      spec: {containers: [{ports: [{name: http, containerPort: 8080}]}]}
      status: {podIP: 10.0.0.1}
      """;
  private static final String NEW_WEB =
      WEB.replace("name: web, n", "name: web2, n")
          .replace("8080", "9090")
          .replace("10.0.0.1", "10.0.0.2");
  private static final String OTHER =
      WEB.replace("name: web, n", "name: other, n")
          .replace("app: web", "app: other")
          .replace("10.0.0.1", "10.0.0.3");
  private static final String ELSEWHERE =
      WEB.replace("namespace: x", "namespace: z").replace("10.0.0.1", "10.0.0.4");

  /// @param exposures as `KIND pointer pods traffic -> controllers`
  record Case(String name, List<String> manifests, List<String> exposures) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> exposures() {
    return Stream.of(
        new Case("a ClusterIP exposes nothing", List.of(service("ports: [{port: 80}]")), List.of()),
        new Case(
            "a load balancer, at the pods' own port",
            List.of(service("type: LoadBalancer, ports: [{port: 80, targetPort: 8080}]")),
            List.of("LOAD_BALANCER /spec/type [x/web, x/web2] TCP 8080 -> []")),
        new Case(
            "without targetPort the port",
            List.of(service("type: LoadBalancer, ports: [{port: 80}]")),
            List.of("LOAD_BALANCER /spec/type [x/web, x/web2] TCP 80 -> []")),
        new Case(
            "a named target port is looked up in each pod",
            List.of(service("type: LoadBalancer, ports: [{port: 80, targetPort: http}]")),
            List.of(
                "LOAD_BALANCER /spec/type [x/web] TCP 8080 -> []",
                "LOAD_BALANCER /spec/type [x/web2] TCP 9090 -> []")),
        new Case(
            "a name that is declared for another protocol",
            List.of(
                service(
                    "type: LoadBalancer, ports: [{port: 80, targetPort: http, protocol: UDP}]")),
            List.of()),
        new Case(
            "node ports of a load balancer",
            List.of(
                service("type: LoadBalancer, ports: [{port: 80, nodePort: 30080}, {port: 81}]")),
            List.of(
                "LOAD_BALANCER /spec/type [x/web, x/web2] TCP 80-81 -> []",
                "NODE_PORT /spec/ports/0/nodePort [x/web, x/web2] TCP 80 -> []")),
        new Case(
            "a node port, whichever it is",
            List.of(service("type: NodePort, ports: [{port: 53, protocol: UDP}]")),
            List.of("NODE_PORT /spec/type [x/web, x/web2] UDP 53 -> []")),
        new Case(
            "external addresses",
            List.of(service("externalIPs: [198.51.100.1], ports: [{port: 80}]")),
            List.of("EXTERNAL_IP /spec/externalIPs [x/web, x/web2] TCP 80 -> []")),
        new Case(
            "an external name leads outside",
            List.of(
                service("type: ExternalName, externalIPs: [198.51.100.1], ports: [{port: 80}]")),
            List.of()),
        new Case(
            "without selector by EndpointSlices",
            List.of(
                "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: x}, spec: {type: LoadBalancer, ports: [{name: w, port: 80}, {name: v, port: 81}]}}",
                slice("w", "10.0.0.3"),
                slice("u", "10.0.0.1")),
            List.of("LOAD_BALANCER /spec/type [x/other] TCP 8443 -> []")),
        new Case(
            "or by Endpoints",
            List.of(
                "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: x}, spec: {type: LoadBalancer, ports: [{port: 80}]}}",
                "{apiVersion: v1, kind: Endpoints, metadata: {name: s, namespace: x}, subsets: [{addresses: [{ip: 10.0.0.3}], notReadyAddresses: [{ip: 10.0.0.1}], ports: [{port: 8443}]}]}"),
            List.of("LOAD_BALANCER /spec/type [x/other, x/web] TCP 8443 -> []")),
        new Case(
            "a host port",
            List.of(
                "{apiVersion: v1, kind: Pod, metadata: {name: h, namespace: x}, spec: {containers: [{ports: [{containerPort: 53, hostPort: 5353, protocol: UDP}, {containerPort: 54}]}]}}"),
            List.of("HOST_PORT /spec/containers/0/ports/0 [x/h] UDP 53 -> []")),
        new Case(
            "host network, on whatever port",
            List.of(
                "{apiVersion: v1, kind: Pod, metadata: {name: h, namespace: x}, spec: {hostNetwork: true, containers: [{ports: [{containerPort: 53}]}]}}"),
            List.of("HOST_NETWORK /spec/hostNetwork [x/h] All Connections -> []")),
        new Case(
            "what has finished is not exposed",
            List.of(
                "{apiVersion: v1, kind: Pod, metadata: {name: h, namespace: x, labels: {app: web}}, spec: {hostNetwork: true}, status: {phase: Failed}}",
                service("type: LoadBalancer, ports: [{port: 80}]")),
            List.of("LOAD_BALANCER /spec/type [x/web, x/web2] TCP 80 -> []")),
        new Case(
            "an Ingress by port number and name, TCP alone",
            List.of(
                service(
                    "ports: [{name: a, port: 80}, {name: b, port: 81}, {name: c, port: 82, protocol: UDP}]"),
                ingress(
                    "",
                    "{defaultBackend: {service: {name: s, port: {number: 80}}}, rules: [{http: {paths: [{backend: {service: {name: s, port: {name: b}}}}, {backend: {service: {name: s, port: {number: 82}}}}, {backend: {service: {name: none, port: {number: 80}}}}]}}]}")),
            List.of(
                "INGRESS /spec/defaultBackend [x/web, x/web2] TCP 80 -> []",
                "INGRESS /spec/rules/0/http/paths/0/backend [x/web, x/web2] TCP 81 -> []")),
        new Case(
            "an Ingress of v1beta1",
            List.of(
                service("ports: [{name: a, port: 80}, {name: b, port: 81}]"),
                ingress(
                        "",
                        "{backend: {serviceName: s, servicePort: a}, rules: [{http: {paths: [{backend: {serviceName: s, servicePort: 81}}]}}]}")
                    .replace("networking.k8s.io/v1", "extensions/v1beta1")),
            List.of(
                "INGRESS /spec/backend [x/web, x/web2] TCP 80 -> []",
                "INGRESS /spec/rules/0/http/paths/0/backend [x/web, x/web2] TCP 81 -> []")),
        new Case(
            "the controller by the Ingress's class",
            List.of(
                NGINX,
                TRAEFIK,
                service("ports: [{port: 80}]"),
                "{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: front}, spec: {controller: k8s.io/ingress-nginx}}",
                ingress(
                    "",
                    "{ingressClassName: front, defaultBackend: {service: {name: s, port: {number: 80}}}}")),
            List.of("INGRESS /spec/defaultBackend [x/web, x/web2] TCP 80 -> [in/nginx]")),
        new Case(
            "by the class's usual name, in the old annotation",
            List.of(
                NGINX,
                TRAEFIK,
                service("ports: [{port: 80}]"),
                ingress(
                    "annotations: {kubernetes.io/ingress.class: traefik},",
                    "{defaultBackend: {service: {name: s, port: {number: 80}}}}")),
            List.of("INGRESS /spec/defaultBackend [x/web, x/web2] TCP 80 -> [in/traefik]")),
        new Case(
            "by the default class",
            List.of(
                NGINX,
                TRAEFIK,
                service("ports: [{port: 80}]"),
                "{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: front, annotations: {ingressclass.kubernetes.io/is-default-class: 'true'}}, spec: {controller: traefik.io/ingress-controller}}",
                ingress("", "{defaultBackend: {service: {name: s, port: {number: 80}}}}")),
            List.of("INGRESS /spec/defaultBackend [x/web, x/web2] TCP 80 -> [in/traefik]")),
        new Case(
            "the only one that runs",
            List.of(
                NGINX,
                service("ports: [{port: 80}]"),
                ingress("", "{defaultBackend: {service: {name: s, port: {number: 80}}}}")),
            List.of("INGRESS /spec/defaultBackend [x/web, x/web2] TCP 80 -> [in/nginx]")),
        new Case(
            "two that run and no class: not known",
            List.of(
                NGINX,
                TRAEFIK,
                service("ports: [{port: 80}]"),
                ingress("", "{defaultBackend: {service: {name: s, port: {number: 80}}}}")),
            List.of("INGRESS /spec/defaultBackend [x/web, x/web2] TCP 80 -> []")),
        new Case(
            "a class of a controller that nobody knows",
            List.of(
                NGINX,
                service("ports: [{port: 80}]"),
                "{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: nginx}, spec: {controller: example.com/own}}",
                ingress(
                    "",
                    "{ingressClassName: nginx, defaultBackend: {service: {name: s, port: {number: 80}}}}")),
            List.of("INGRESS /spec/defaultBackend [x/web, x/web2] TCP 80 -> []")),
        new Case(
            "an OpenShift Route by the pod's port",
            List.of(
                service("ports: [{port: 80, targetPort: 8080}, {port: 81}]"),
                "{apiVersion: route.openshift.io/v1, kind: Route, metadata: {name: r, namespace: x}, spec: {to: {kind: Service, name: s}, port: {targetPort: 8080}}}"),
            List.of("INGRESS /spec/to [x/web, x/web2] TCP 8080 -> []")),
        new Case(
            "a Route without port",
            List.of(
                service("ports: [{port: 80, targetPort: 8080}, {port: 81}]"),
                "{apiVersion: route.openshift.io/v1, kind: Route, metadata: {name: r, namespace: x}, spec: {to: {kind: Service, name: none}, alternateBackends: [{kind: Service, name: s}]}}"),
            List.of("INGRESS /spec/alternateBackends/0 [x/web, x/web2] TCP 81,8080 -> []")),
        new Case(
            "a load balancer of AWS that was bound to a Service, by number and by name",
            List.of(
                service("ports: [{port: 80, targetPort: 8080}, {name: admin, port: 81}]"),
                binding("{name: s, port: 80}"),
                binding("{name: s, port: admin}").replace("name: b", "name: c"),
                binding("{name: s, port: 82}").replace("name: b", "name: d")),
            List.of(
                "LOAD_BALANCER /spec/serviceRef [x/web, x/web2] TCP 8080 -> []",
                "LOAD_BALANCER /spec/serviceRef [x/web, x/web2] TCP 81 -> []")),
        new Case(
            "a binding that names no port",
            List.of(service("ports: [{port: 80, targetPort: 8080}]"), binding("{name: s}")),
            List.of("LOAD_BALANCER /spec/serviceRef [x/web, x/web2] TCP 8080 -> []")),
        new Case(
            "an HTTPRoute, its mirror, another namespace",
            List.of(
                ELSEWHERE,
                service("ports: [{port: 80}, {port: 81}]"),
                service("ports: [{port: 82}]").replace("namespace: x", "namespace: z"),
                route(
                    "HTTPRoute",
                    "{parentRefs: [{name: gw, namespace: in}], rules: [{backendRefs: [{name: s, port: 80}, {kind: Foo, group: bar, name: s}], filters: [{type: RequestMirror, requestMirror: {backendRef: {name: s, namespace: z, port: 82}}}]}]}")),
            List.of(
                "GATEWAY /spec/rules/0/backendRefs/0 [x/web, x/web2] TCP 80 -> []",
                "GATEWAY /spec/rules/0/filters/0/requestMirror/backendRef [z/web] TCP 82 -> []")),
        new Case(
            "an Ingress to an external name that is a service of the cluster",
            List.of(
                service("ports: [{port: 80, targetPort: 8080}]"),
                alias("a", "s.x.svc.cluster.local"),
                ingress("", "{defaultBackend: {service: {name: a, port: {number: 443}}}}")),
            List.of("INGRESS /spec/defaultBackend [x/web, x/web2] TCP 8080 -> []")),
        new Case(
            "an external name of an external name, and names outside",
            List.of(
                service("ports: [{port: 80}]"),
                alias("a", "B.x.svc"),
                alias("b", "s.x.svc."),
                alias("c", "s.x.example.com"),
                alias("d", "d.x.svc"),
                ingress("", "{defaultBackend: {service: {name: a, port: {number: 443}}}}"),
                route(
                    "HTTPRoute",
                    "{parentRefs: [{name: gw}], rules: [{backendRefs: [{name: c, port: 443}, {name: d, port: 443}]}]}")),
            List.of("INGRESS /spec/defaultBackend [x/web, x/web2] TCP 80 -> []")),
        new Case(
            "a route of listeners that stand beside their Gateway",
            List.of(
                NGINX,
                service("ports: [{port: 80}]"),
                route(
                    "HTTPRoute",
                    "{parentRefs: [{kind: ListenerSet, name: l}], rules: [{backendRefs: [{name: s, port: 80}]}]}")),
            List.of("GATEWAY /spec/rules/0/backendRefs/0 [x/web, x/web2] TCP 80 -> []")),
        new Case(
            "a route of the mesh is no exposure",
            List.of(
                service("ports: [{port: 80}]"),
                route(
                    "GRPCRoute",
                    "{parentRefs: [{group: '', kind: Service, name: s}], rules: [{backendRefs: [{name: s, port: 80}]}]}")),
            List.of()),
        new Case(
            "a route that is attached to nothing",
            List.of(
                service("ports: [{port: 80}]"),
                route("TCPRoute", "{rules: [{backendRefs: [{name: s, port: 80}]}]}")),
            List.of()),
        new Case(
            "the pods that were made for the Gateway",
            List.of(
                NGINX
                    .replace("name: nginx", "name: gw-1")
                    .replace(
                        "app.kubernetes.io/name: ingress-nginx",
                        "gateway.networking.k8s.io/gateway-name: gw"),
                service("ports: [{port: 53, protocol: UDP}]"),
                route(
                    "UDPRoute",
                    "{parentRefs: [{name: gw, namespace: in}], rules: [{backendRefs: [{name: s, port: 53}]}]}")),
            List.of("GATEWAY /spec/rules/0/backendRefs/0 [x/web, x/web2] UDP 53 -> [in/gw-1]")),
        new Case(
            "the Gateway's controller by its class",
            List.of(
                TRAEFIK,
                service("ports: [{port: 80}]"),
                "{apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, metadata: {name: c}, spec: {controllerName: traefik.io/gateway-controller}}",
                "{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: gw, namespace: x}, spec: {gatewayClassName: c}}",
                route(
                    "TLSRoute",
                    "{parentRefs: [{name: gw}], rules: [{backendRefs: [{name: s, port: 80}]}]}")),
            List.of("GATEWAY /spec/rules/0/backendRefs/0 [x/web, x/web2] TCP 80 -> [in/traefik]")));
  }

  @ParameterizedTest
  @MethodSource
  void exposures(Case c) {
    List<String> manifests =
        Stream.concat(Stream.of(WEB, NEW_WEB, OTHER), c.manifests().stream()).toList();
    Translation t = Snapshots.translate(manifests.toArray(String[]::new));
    assertThat(t.refusals()).isEmpty();
    assertThat(t.inventory().exposures())
        .extracting(ExposuresTest::text)
        .containsExactlyInAnyOrderElementsOf(c.exposures());
  }

  @Test
  void backendThatIsNoServiceIsAGap() {
    Translation t =
        Snapshots.translate(ingress("", "{defaultBackend: {resource: {kind: Bucket, name: b}}}"));
    assertThat(t.gaps())
        .singleElement()
        .satisfies(g -> assertThat(g.reason()).isEqualTo(Gap.Reason.NOT_MODELLED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "parentRefs: [{name: gw}], rules: [{backendRefs: [{group: inference.networking.k8s.io, kind: InferencePool, name: p}]}]",
        "parentRefs: [{name: gw}], rules: [{backendRefs: [{group: multicluster.x-k8s.io, kind: ServiceImport, name: p}]}]",
        "parentRefs: [{group: example.com, kind: Door, name: d}], rules: [{backendRefs: [{name: s, port: 80}]}]"
      })
  void routeOfWhatIsNotModelledIsAGapOfItsKind(String spec) {
    Translation t = Snapshots.translate(route("HTTPRoute", "{" + spec + "}"));
    assertThat(t.gaps())
        .extracting(Gap::reason, Gap::kind)
        .containsExactly(tuple(Gap.Reason.NOT_MODELLED, "HTTPRoute"));
  }

  private static String binding(String service) {
    return "{apiVersion: elbv2.k8s.aws/v1beta1, kind: TargetGroupBinding, metadata: {name: b, namespace: x}, spec: {targetType: ip, serviceRef: "
        + service
        + "}}";
  }

  private static String alias(String name, String of) {
    return "{apiVersion: v1, kind: Service, metadata: {name: "
        + name
        + ", namespace: x}, spec: {type: ExternalName, externalName: "
        + of
        + "}}";
  }

  private static String text(Exposure e) {
    String traffic = e.traffic().isAll() ? "All Connections" : e.traffic().toString();
    return e.kind() + " " + e.pointer() + " " + e.pods() + " " + traffic + " -> " + e.controllers();
  }

  private static final String NGINX =
      "{apiVersion: v1, kind: Pod, metadata: {name: nginx, namespace: in, labels: {app.kubernetes.io/name: ingress-nginx, app.kubernetes.io/component: controller}}}";
  private static final String TRAEFIK =
      "{apiVersion: v1, kind: Pod, metadata: {name: traefik, namespace: in, labels: {app.kubernetes.io/name: traefik}}}";

  private static String service(String spec) {
    return "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: x}, spec: {selector: {app: web}, "
        + spec
        + "}}";
  }

  private static String slice(String port, String address) {
    return "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s-"
        + port
        + ", namespace: x, labels: {kubernetes.io/service-name: s}},"
        + " addressType: IPv4, endpoints: [{addresses: ["
        + address
        + "]}], ports: [{name: "
        + port
        + ", port: 8443}]}";
  }

  private static String ingress(String metadata, String spec) {
    return "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {"
        + metadata
        + "name: i, namespace: x}, spec: "
        + spec
        + "}";
  }

  private static String route(String kind, String spec) {
    return "{apiVersion: gateway.networking.k8s.io/v1, kind: "
        + kind
        + ", metadata: {name: r, namespace: x}, spec: "
        + spec
        + "}";
  }
}
