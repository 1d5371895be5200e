package dev.palisade.translate;

import dev.palisade.analysis.reachability.Dialect;
import java.util.List;

/// Manifests that API servers take, one and more of every kind of policy that is read, each with as
/// many of its fields as can stand together; and the cluster that they are about.
public final class ValidManifests {

  /// @param dialect whose network plugin reads it
  public record Sample(Dialect dialect, String name, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  public static final String CLUSTER =
      """
      {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {env: prod}}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: bank, labels: {env: test}}}
      ---
      {apiVersion: v1, kind: Node, metadata: {name: n1, labels: {role: worker}}, status: {addresses: [{type: InternalIP, address: 172.18.0.2}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: db, namespace: bank, labels: {tier: data}}, spec: {selector: {app: db}, ports: [{port: 5432}]}}
      ---
      {apiVersion: v1, kind: ServiceAccount, metadata: {name: web, namespace: shop, labels: {team: a}}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}}, spec: {nodeName: n1, serviceAccountName: web, containers: [{name: c, image: i, ports: [{name: http, containerPort: 80}]}]}, status: {phase: Running, podIP: 10.0.0.1}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: db, namespace: bank, labels: {app: db}}, spec: {nodeName: n1, containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.1.0.1}}
      """;

  private ValidManifests() {}

  public static List<Sample> policies() {
    return List.of(
        kubernetes("NetworkPolicy", NETWORK_POLICY),
        kubernetes("AdminNetworkPolicy", ADMIN_POLICY),
        kubernetes("BaselineAdminNetworkPolicy", BASELINE_POLICY),
        kubernetes("ClusterNetworkPolicy", CLUSTER_POLICY),
        calico("NetworkPolicy of Calico", CALICO_POLICY),
        calico("GlobalNetworkPolicy", GLOBAL_POLICY),
        calico(
            "GlobalNetworkPolicy as stored",
            GLOBAL_POLICY.replace("projectcalico.org/v3", "crd.projectcalico.org/v1")),
        calico(
            "StagedGlobalNetworkPolicy",
            GLOBAL_POLICY
                .replace("GlobalNetworkPolicy", "StagedGlobalNetworkPolicy")
                .replace("spec:", "spec:\n  stagedAction: Set")),
        calico("StagedKubernetesNetworkPolicy", STAGED_POLICY),
        calico("Tier", TIER),
        calico("GlobalNetworkSet", NETWORK_SET),
        calico("HostEndpoint", HOST_ENDPOINT),
        calico("Profile", PROFILE),
        cilium("CiliumNetworkPolicy", CILIUM_POLICY),
        cilium("CiliumNetworkPolicy with specs", CILIUM_POLICIES),
        cilium("CiliumClusterwideNetworkPolicy", CLUSTERWIDE_POLICY),
        cilium("CiliumClusterwideNetworkPolicy of hosts", HOST_POLICY),
        cilium("CiliumCIDRGroup", CIDR_GROUP));
  }

  /// What else is evidence: what exists, and what leads to it.
  public static List<Sample> others() {
    return OTHERS.lines().map(line -> new Sample(Dialect.KUBERNETES, line, line)).toList();
  }

  private static Sample kubernetes(String name, String text) {
    return new Sample(Dialect.KUBERNETES, name, text);
  }

  private static Sample calico(String name, String text) {
    return new Sample(Dialect.CALICO, name, text);
  }

  private static Sample cilium(String name, String text) {
    return new Sample(Dialect.CILIUM, name, text);
  }

  private static final String OTHERS =
      """
      {apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {x: y, k8s.ovn.org/primary-user-defined-network: ''}}}
      {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop, labels: {app: a}, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: r, uid: u, controller: true}]}, spec: {hostNetwork: false, nodeName: n1, securityContext: {runAsNonRoot: true}, initContainers: [{name: i, image: i, restartPolicy: Always}], containers: [{name: c, image: i, securityContext: {privileged: false, capabilities: {drop: [ALL]}}, ports: [{name: http, containerPort: 80, hostPort: 0, protocol: TCP}]}]}, status: {phase: Running, podIP: 10.0.0.9, podIPs: [{ip: 10.0.0.9}], hostIP: 172.18.0.2, conditions: [{type: Ready, status: 'True'}]}}
      {apiVersion: v1, kind: Service, metadata: {name: s, namespace: shop}, spec: {type: LoadBalancer, selector: {app: web}, clusterIP: 10.96.0.1, clusterIPs: [10.96.0.1], externalIPs: [192.0.2.1], loadBalancerSourceRanges: [192.0.2.0/24], ports: [{name: a, port: 80, targetPort: http, nodePort: 30080, protocol: TCP}]}, status: {loadBalancer: {ingress: [{ip: 192.0.2.9}]}}}
      {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s-1, namespace: shop, labels: {kubernetes.io/service-name: s}}, addressType: IPv4, endpoints: [{addresses: [10.0.0.1], conditions: {ready: true}}], ports: [{name: a, port: 80, protocol: TCP}]}
      {apiVersion: v1, kind: Endpoints, metadata: {name: s, namespace: shop}, subsets: [{addresses: [{ip: 10.0.0.1}], notReadyAddresses: [{ip: 10.0.0.2}], ports: [{name: a, port: 80}]}]}
      {apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: shop}, spec: {replicas: 2, selector: {matchLabels: {app: d}}, template: {metadata: {labels: {app: d}}, spec: {serviceAccountName: web, containers: [{name: c, image: i, ports: [{containerPort: 80}]}]}}}}
      {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: cilium, namespace: kube-system}, spec: {selector: {matchLabels: {app: d}}, template: {metadata: {labels: {app: d}}, spec: {hostNetwork: true, nodeSelector: {a: b}, tolerations: [{operator: Exists}], containers: [{name: c, image: 'cilium/cilium:v1.18.0', args: [--enable-policy=default], env: [{name: A, value: b}]}]}}}}
      {apiVersion: batch/v1, kind: CronJob, metadata: {name: d, namespace: shop}, spec: {jobTemplate: {spec: {template: {metadata: {labels: {app: d}}, spec: {containers: [{name: c, image: i}]}}}}}}
      {apiVersion: v1, kind: Node, metadata: {name: n2, labels: {a: b}}, spec: {podCIDR: 10.1.0.0/24, podCIDRs: [10.1.0.0/24], taints: [{key: a, effect: NoSchedule}]}, status: {addresses: [{type: InternalIP, address: 172.18.0.3}], conditions: [{type: Ready, status: 'True'}], nodeInfo: {operatingSystem: linux}}}
      {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: shop}, spec: {ingressClassName: nginx, defaultBackend: {service: {name: s, port: {number: 80}}}, rules: [{host: a.b, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: s, port: {name: a}}}}]}}]}, status: {loadBalancer: {ingress: [{ip: 192.0.2.9}]}}}
      {apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: g, namespace: shop}, spec: {gatewayClassName: c, listeners: [{name: l, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]}, status: {addresses: [{value: 192.0.2.9}]}}
      {apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: h, namespace: shop}, spec: {parentRefs: [{name: g, sectionName: l}], rules: [{backendRefs: [{name: s, namespace: shop, port: 80}]}]}}
      {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}, rules: [{apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: ['*'], resourceNames: [a]}], aggregationRule: {clusterRoleSelectors: [{matchLabels: {a: b}}]}}
      {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: r}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r}, subjects: [{kind: ServiceAccount, name: web, namespace: shop}, {kind: User, name: u}]}
      {apiVersion: k8s.ovn.org/v1, kind: UserDefinedNetwork, metadata: {name: u, namespace: a}, spec: {topology: Layer2, layer2: {role: Primary, subnets: [10.2.0.0/16], ipam: {mode: Enabled}}}}
      {apiVersion: kubevirt.io/v1, kind: VirtualMachine, metadata: {name: v, namespace: shop}, spec: {template: {metadata: {labels: {a: b}}, spec: {networks: [{name: d, pod: {}}]}}}}
      {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: x.y.z}, spec: {group: y.z, names: {kind: X, plural: x}, scope: Namespaced, versions: [{name: v1, served: true, storage: true}]}}
      {apiVersion: v1, kind: ConfigMap, metadata: {name: cilium-config, namespace: kube-system}, data: {enable-policy: default, cluster-name: a}}
      {apiVersion: route.openshift.io/v1, kind: Route, metadata: {name: r, namespace: shop}, spec: {to: {kind: Service, name: s}, alternateBackends: [{kind: Service, name: s}], port: {targetPort: a}}}
      {apiVersion: v1, kind: List, metadata: {resourceVersion: ''}, items: [{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: {}}}, {apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {}}]}
      """;

  private static final String NETWORK_POLICY =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: p
        namespace: shop
        labels:
          team: a
      spec:
        podSelector:
          matchLabels:
            app: web
        policyTypes:
        - Ingress
        - Egress
        ingress:
        - from:
          - podSelector:
              matchExpressions:
              - key: app
                operator: In
                values:
                - api
                - web
            namespaceSelector: {}
          - ipBlock:
              cidr: 10.0.0.0/8
              except:
              - 10.1.0.0/16
          ports:
          - protocol: TCP
            port: 8000
            endPort: 8080
          - port: http
        egress:
        - to:
          - namespaceSelector:
              matchLabels:
                env: test
          ports:
          - protocol: UDP
            port: 53
      """;

  private static final String ADMIN_POLICY =
      """
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: AdminNetworkPolicy
      metadata:
        name: p
      spec:
        priority: 10
        subject:
          pods:
            namespaceSelector:
              matchLabels:
                env: prod
            podSelector: {}
        ingress:
        - name: one
          action: Pass
          from:
          - namespaces: {}
          ports:
          - portNumber:
              protocol: TCP
              port: 80
          - namedPort: http
        egress:
        - name: two
          action: Allow
          to:
          - networks:
            - 192.0.2.0/24
          - nodes:
              matchLabels:
                role: worker
          - domainNames:
            - "*.example.org"
          ports:
          - portRange:
              protocol: UDP
              start: 1
              end: 100
      """;

  private static final String BASELINE_POLICY =
      """
      apiVersion: policy.networking.k8s.io/v1alpha1
      kind: BaselineAdminNetworkPolicy
      metadata:
        name: default
      spec:
        subject:
          namespaces:
            matchLabels:
              env: prod
        ingress:
        - action: Deny
          from:
          - pods:
              namespaceSelector: {}
              podSelector:
                matchLabels:
                  app: db
      """;

  private static final String CLUSTER_POLICY =
      """
      apiVersion: policy.networking.k8s.io/v1alpha2
      kind: ClusterNetworkPolicy
      metadata:
        name: p
      spec:
        tier: Admin
        priority: 3
        subject:
          namespaces: {}
        ingress:
        - action: Accept
          from:
          - pods:
              namespaceSelector: {}
              podSelector: {}
          protocols:
          - tcp:
              destinationPort:
                number: 80
          - udp:
              destinationPort:
                range:
                  start: 5
                  end: 9
          - destinationNamedPort: http
        egress:
        - action: Deny
          to:
          - networks:
            - 2001:db8::/32
      """;

  private static final String CALICO_POLICY =
      """
      apiVersion: projectcalico.org/v3
      kind: NetworkPolicy
      metadata:
        name: p
        namespace: shop
      spec:
        tier: default
        order: 10.5
        selector: app == 'web' && !has(old)
        serviceAccountSelector: team == 'a'
        types:
        - Ingress
        - Egress
        ingress:
        - action: Allow
          protocol: TCP
          http:
            methods:
            - GET
            paths:
            - prefix: /a
          source:
            selector: app in {'db', 'api'}
            notSelector: has(bad)
            namespaceSelector: projectcalico.org/name == 'bank'
            serviceAccounts:
              names:
              - default
            ports:
            - 1000:2000
          destination:
            ports:
            - 80
            - http
            notPorts:
            - 81
        - action: Deny
          protocol: ICMP
          ipVersion: 4
          icmp:
            type: 8
            code: 0
          metadata:
            annotations:
              why: because
        egress:
        - action: Allow
          protocol: TCP
          destination:
            services:
              name: db
              namespace: bank
        - action: Log
        - action: Pass
          notProtocol: 17
          destination:
            nets:
            - 192.0.2.0/24
            notNets:
            - 192.0.2.1
      """;

  private static final String GLOBAL_POLICY =
      """
      apiVersion: projectcalico.org/v3
      kind: GlobalNetworkPolicy
      metadata:
        name: p
      spec:
        order: 1
        namespaceSelector: env == 'prod'
        selector: all()
        performanceHints:
        - AssumeNeededOnEveryNode
        types:
        - Ingress
        ingress:
        - action: Deny
          source:
            nets:
            - 203.0.113.0/24
        - action: Allow
          protocol: 6
          source:
            namespaceSelector: global()
            selector: role == 'partner'
          destination:
            ports:
            - 80
      """;

  private static final String STAGED_POLICY =
      """
      apiVersion: projectcalico.org/v3
      kind: StagedKubernetesNetworkPolicy
      metadata:
        name: p
        namespace: shop
      spec:
        stagedAction: Set
        podSelector: {}
        policyTypes:
        - Ingress
      """;

  private static final String TIER =
      """
      apiVersion: projectcalico.org/v3
      kind: Tier
      metadata:
        name: first
      spec:
        order: 5
        defaultAction: Pass
      """;

  private static final String NETWORK_SET =
      """
      apiVersion: projectcalico.org/v3
      kind: GlobalNetworkSet
      metadata:
        name: partners
        labels:
          role: partner
      spec:
        nets:
        - 198.51.100.0/24
        - 2001:db8::1
      """;

  private static final String HOST_ENDPOINT =
      """
      apiVersion: projectcalico.org/v3
      kind: HostEndpoint
      metadata:
        name: h
        labels:
          role: worker
      spec:
        node: n1
        interfaceName: eth0
        expectedIPs:
        - 172.18.0.2
        profiles:
        - projectcalico-default-allow
        ports:
        - name: ssh
          protocol: TCP
          port: 22
      """;

  private static final String PROFILE =
      """
      apiVersion: projectcalico.org/v3
      kind: Profile
      metadata:
        name: ksa.shop.web
      spec:
        labelsToApply:
          pcsa.team: a
      """;

  private static final String CILIUM_POLICY =
      """
      apiVersion: cilium.io/v2
      kind: CiliumNetworkPolicy
      metadata:
        name: p
        namespace: shop
      spec:
        description: why
        endpointSelector:
          matchLabels:
            app: web
        enableDefaultDeny:
          egress: false
        ingress:
        - fromEndpoints:
          - matchLabels:
              k8s:io.kubernetes.pod.namespace: bank
          toPorts:
          - ports:
            - port: "80"
              protocol: TCP
            rules:
              http:
              - method: GET
                path: /a/.*
                headers:
                - X-A
        - fromEntities:
          - cluster
          icmps:
          - fields:
            - type: 8
              family: IPv4
        ingressDeny:
        - fromCIDRSet:
          - cidr: 10.0.0.0/8
            except:
            - 10.96.0.0/12
          toPorts:
          - ports:
            - port: "1000"
              endPort: 2000
        egress:
        - toFQDNs:
          - matchName: example.org
          - matchPattern: "*.example.org"
          toPorts:
          - ports:
            - port: "53"
              protocol: ANY
            rules:
              dns:
              - matchPattern: "*"
        - toServices:
          - k8sService:
              serviceName: db
              namespace: bank
        egressDeny:
        - toCIDR:
          - 203.0.113.0/24
      """;

  private static final String CILIUM_POLICIES =
      """
      apiVersion: cilium.io/v2
      kind: CiliumNetworkPolicy
      metadata:
        name: p
        namespace: shop
      specs:
      - endpointSelector:
          matchExpressions:
          - key: app
            operator: Exists
        ingress:
        - {}
      - endpointSelector: {}
        egress:
        - toEndpoints:
          - {}
      """;

  private static final String CLUSTERWIDE_POLICY =
      """
      apiVersion: cilium.io/v2
      kind: CiliumClusterwideNetworkPolicy
      metadata:
        name: p
      spec:
        endpointSelector: {}
        ingress:
        - fromCIDRSet:
          - cidrGroupRef: partners
        egress:
        - toEntities:
          - world
      """;

  private static final String HOST_POLICY =
      """
      apiVersion: cilium.io/v2
      kind: CiliumClusterwideNetworkPolicy
      metadata:
        name: p
      spec:
        nodeSelector:
          matchLabels:
            role: worker
        ingress:
        - fromEntities:
          - cluster
          toPorts:
          - ports:
            - port: "22"
              protocol: TCP
      """;

  private static final String CIDR_GROUP =
      """
      apiVersion: cilium.io/v2
      kind: CiliumCIDRGroup
      metadata:
        name: partners
        labels:
          of: partners
      spec:
        externalCIDRs:
        - 192.0.2.0/24
      """;
}
