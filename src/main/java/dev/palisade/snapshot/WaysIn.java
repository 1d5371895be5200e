package dev.palisade.snapshot;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Kinds that lead connections from outside to services, as Ingress and the Gateway API's routes
/// do, and belong to one product each. They are asked for where a cluster serves them, so that it
/// is known whether there is any. All but one are not modelled: an object of theirs is a gap.
public final class WaysIn {
  /// AWS Load Balancer Controller: a load balancer that was made elsewhere, bound to a Service.
  public static final String TARGET_GROUP_BINDING = "elbv2.k8s.aws/TargetGroupBinding";

  private static final SortedMap<String, String> PLURALS =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.ofEntries(
                  Map.entry("apisix.apache.org/ApisixRoute", "apisixroutes"),
                  Map.entry("cis.f5.com/IngressLink", "ingresslinks"),
                  Map.entry("cis.f5.com/TransportServer", "transportservers"),
                  Map.entry("cis.f5.com/VirtualServer", "virtualservers"),
                  Map.entry("configuration.konghq.com/TCPIngress", "tcpingresses"),
                  Map.entry("configuration.konghq.com/UDPIngress", "udpingresses"),
                  Map.entry("core.haproxy.org/TCP", "tcps"),
                  Map.entry(TARGET_GROUP_BINDING, "targetgroupbindings"),
                  Map.entry("gateway.solo.io/VirtualService", "virtualservices"),
                  Map.entry("getambassador.io/Mapping", "mappings"),
                  Map.entry("getambassador.io/TCPMapping", "tcpmappings"),
                  Map.entry("ingress.v3.haproxy.org/TCP", "tcps"),
                  Map.entry("k8s.nginx.org/TransportServer", "transportservers"),
                  Map.entry("k8s.nginx.org/VirtualServer", "virtualservers"),
                  Map.entry("k8s.nginx.org/VirtualServerRoute", "virtualserverroutes"),
                  Map.entry("networking.gke.io/MultiClusterIngress", "multiclusteringresses"),
                  Map.entry("networking.internal.knative.dev/Ingress", "ingresses"),
                  Map.entry("networking.istio.io/Gateway", "gateways"),
                  Map.entry("networking.istio.io/VirtualService", "virtualservices"),
                  Map.entry("projectcontour.io/HTTPProxy", "httpproxies"),
                  Map.entry("traefik.containo.us/IngressRoute", "ingressroutes"),
                  Map.entry("traefik.containo.us/IngressRouteTCP", "ingressroutetcps"),
                  Map.entry("traefik.containo.us/IngressRouteUDP", "ingressrouteudps"),
                  Map.entry("traefik.io/IngressRoute", "ingressroutes"),
                  Map.entry("traefik.io/IngressRouteTCP", "ingressroutetcps"),
                  Map.entry("traefik.io/IngressRouteUDP", "ingressrouteudps"))));

  private static final SortedSet<String> GROUPS = groups();

  private WaysIn() {}

  /// All of them as `group/Kind`, each with its name in paths.
  public static SortedMap<String, String> plurals() {
    return PLURALS;
  }

  /// @param kind `group/Kind`
  public static boolean has(String kind) {
    return PLURALS.containsKey(kind);
  }

  /// Whether one of them is of the group.
  public static boolean isGroup(String group) {
    return GROUPS.contains(group);
  }

  /// The kind's name without its group.
  public static String name(String kind) {
    return kind.substring(kind.indexOf('/') + 1);
  }

  private static SortedSet<String> groups() {
    SortedSet<String> groups = new TreeSet<>();
    PLURALS.keySet().forEach(kind -> groups.add(kind.substring(0, kind.indexOf('/'))));
    return groups;
  }
}
