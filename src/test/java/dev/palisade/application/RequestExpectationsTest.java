package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.analysis.reachability.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Verdicts on requests, asked the way in which users ask them.
class RequestExpectationsTest {
  private static final String PODS =
      """
      {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}}, spec: {containers: [{name: c}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: db, namespace: shop, labels: {app: db}}, spec: {containers: [{name: c, ports: [{name: api, containerPort: 80}]}]}}
      ---
      """;

  @TempDir private Path folder = Path.of("");

  record Case(String name, String dialect, String policies, String request, boolean allowed) {}

  private static String cilium(String name, String section) {
    return "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: %s, namespace: shop}, spec: {endpointSelector: {matchLabels: {app: db}}, %s}}\n---\n"
        .formatted(name, section);
  }

  private static String http(String rules) {
    return cilium(
        "http",
        "ingress: [{fromEndpoints: [{}], toPorts: [{ports: [{port: '80', protocol: TCP}], rules: {http: [%s]}}]}]"
            .formatted(rules));
  }

  private static String dns(String rules) {
    return "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: dns, namespace: shop}, spec: {endpointSelector: {matchLabels: {app: web}}, egress: [{toEndpoints: [{}], toPorts: [{ports: [{port: '80', protocol: ANY}], rules: {dns: [%s]}}]}]}}"
        .formatted(rules);
  }

  private static String calico(String rules) {
    return "{apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: in, namespace: shop}, spec: {selector: app == 'db', types: [Ingress], ingress: [%s]}}"
        .formatted(rules);
  }

  private static String get(String path) {
    return "\"http\": {\"method\": \"GET\", \"path\": \"%s\"}".formatted(path);
  }

  private static String with(String headers) {
    return "\"http\": {\"method\": \"GET\", \"path\": \"/\", \"headers\": {%s}}".formatted(headers);
  }

  private static String of(String host) {
    return "\"http\": {\"method\": \"GET\", \"path\": \"/\", \"host\": \"%s\"}".formatted(host);
  }

  private static String query(String name) {
    return "\"dns\": {\"name\": \"%s\"}".formatted(name);
  }

  private static Case cilium(String name, String policies, String request, boolean allowed) {
    return new Case("cilium: " + name, "cilium", policies, request, allowed);
  }

  private static Case calico(String name, String rules, String request, boolean allowed) {
    return new Case("calico: " + name, "calico", calico(rules), request, allowed);
  }

  private static final String OPENS =
      cilium(
          "plain",
          "ingress: [{fromEndpoints: [{}], toPorts: [{ports: [{port: '80', protocol: TCP}]}]}]");
  private static final String OPENS_ANOTHER =
      cilium(
          "plain",
          "ingress: [{fromEndpoints: [{}], toPorts: [{ports: [{port: '81', protocol: TCP}]}]}]");

  private static final List<Case> CASES =
      List.of(
          cilium("no policy", "", get("/"), true),
          cilium("a path matches as a whole", http("{path: /pub}"), get("/public"), false),
          cilium("a path is an expression", http("{path: '/pub.*'}"), get("/public?a=b"), true),
          cilium("a query is part of the path", http("{path: /public}"), get("/public?a=b"), false),
          cilium("an end of line is nothing", http("{path: /public$}"), get("/public"), true),
          cilium("another method", http("{method: 'POST|PUT'}"), get("/"), false),
          cilium("one of two methods", http("{method: 'POST|GET'}"), get("/"), true),
          cilium("a method is not part of another", http("{method: GE}"), get("/"), false),
          cilium("one of two rules", http("{method: PUT}, {path: /}"), get("/"), true),
          cilium("an empty rule is any request", http("{}"), get("/x"), true),
          cilium("a host as a whole", http("{host: 'shop[.]example'}"), of("shop.example"), true),
          cilium("another host", http("{host: 'shop[.]example'}"), of("a.shop.example"), false),
          cilium("a host that is not told", http("{host: '.*'}"), get("/"), false),
          cilium("a header's value", http("{headers: ['X-A: 1']}"), with("\"x-a\": \"1\""), true),
          cilium("another value", http("{headers: ['X-A: 1']}"), with("\"X-A\": \"12\""), false),
          cilium("a header that is there", http("{headers: [X-A]}"), with("\"X-A\": \"\""), true),
          cilium("a header that is missing", http("{headers: [X-A]}"), get("/"), false),
          cilium(
              "all headers are needed",
              http("{headers: ['X-A: 1', 'X-B: 2']}"),
              with("\"X-A\": \"1\""),
              false),
          cilium(
              "a header match",
              http("{headerMatches: [{name: X-A, value: '1'}]}"),
              with("\"X-A\": \"2\""),
              false),
          cilium(
              "a header match that only logs",
              http("{headerMatches: [{name: X-A, value: '1', mismatch: LOG}]}"),
              get("/"),
              true),
          cilium(
              "a rule without requests opens the port",
              http("{method: PUT}") + OPENS,
              get("/"),
              true),
          cilium(
              "one on another port does not",
              http("{method: PUT}") + OPENS_ANOTHER,
              get("/"),
              false),
          cilium(
              "a policy without default deny closes nothing",
              http("{method: PUT}")
                  .replace("spec: {", "spec: {enableDefaultDeny: {ingress: false}, "),
              get("/"),
              true),
          cilium(
              "a denied port has no requests",
              http("{}") + cilium("deny", "ingressDeny: [{fromEndpoints: [{}]}]"),
              get("/"),
              false),
          cilium("http is not dns", dns("{matchPattern: '*'}"), get("/"), false),
          cilium("a name", dns("{matchName: Shop.example}"), query("shop.example."), true),
          cilium("a name within", dns("{matchName: shop.example}"), query("a.shop.example"), false),
          cilium("a star alone", dns("{matchPattern: '*'}"), query("a.b.example"), true),
          cilium(
              "a star within a label",
              dns("{matchPattern: '*.example'}"),
              query("a.example"),
              true),
          cilium(
              "a star is one label",
              dns("{matchPattern: '*.example'}"),
              query("a.b.example"),
              false),
          cilium(
              "a star may be nothing",
              dns("{matchPattern: 'a*.example'}"),
              query("a.example"),
              true),
          cilium("two stars", dns("{matchPattern: '**.example'}"), query("a.b.example"), true),
          cilium(
              "two stars are a label",
              dns("{matchPattern: '**.example'}"),
              query("example"),
              false),
          cilium("dots are dots", dns("{matchPattern: 'a.example'}"), query("axexample"), false),
          calico(
              "an exact path",
              "{action: Allow, http: {paths: [{exact: /a.b}]}}",
              get("/a.b?x=y"),
              true),
          calico(
              "and no other",
              "{action: Allow, http: {paths: [{exact: /a.b}]}}",
              get("/a.b/c"),
              false),
          calico(
              "nor an expression",
              "{action: Allow, http: {paths: [{exact: /a.b}]}}",
              get("/acb"),
              false),
          calico("a prefix", "{action: Allow, http: {paths: [{prefix: /a}]}}", get("/ab/c"), true),
          calico(
              "another prefix",
              "{action: Allow, http: {paths: [{prefix: /a}]}}",
              get("/b/a"),
              false),
          calico("a method", "{action: Allow, http: {methods: [PUT, GET]}}", get("/"), true),
          calico("any method", "{action: Allow, http: {methods: ['*']}}", get("/"), true),
          calico(
              "methods and paths, both",
              "{action: Allow, http: {methods: [GET], paths: [{exact: /a}]}}",
              get("/b"),
              false),
          calico(
              "what no rule matched goes on",
              "{action: Allow, http: {methods: [PUT]}}, {action: Allow}",
              get("/"),
              true),
          calico(
              "to the rule that denies",
              "{action: Allow, http: {methods: [PUT]}}, {action: Deny}, {action: Allow}",
              get("/"),
              false),
          calico(
              "and a rule above decides first",
              "{action: Deny}, {action: Allow, http: {methods: [GET]}}",
              get("/"),
              false));

  @TestFactory
  Stream<DynamicTest> requests() {
    return CASES.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
  }

  private void check(Case c) throws IOException {
    boolean open =
        !c.policies().contains("ingressDeny") && !c.policies().contains("[{action: Deny}");
    Expectations result =
        expect(
            c,
            "\"expected\": %s, \"expected_l7\": %s, %s".formatted(open, c.allowed(), c.request()));
    assertThat(result.mismatches()).isEmpty();
    assertThat(result.passed()).isEqualTo(2);
    assertThat(result.skipped()).isZero();
    assertThat(
            expect(
                    c,
                    "\"expected\": %s, \"expected_l7\": %s, %s"
                        .formatted(open, !c.allowed(), c.request()))
                .failed())
        .isEqualTo(1);
  }

  private Expectations expect(Case c, String check) throws IOException {
    Files.writeString(folder.resolve("m.yaml"), PODS + c.policies());
    Path cases = folder.resolve("cases.json");
    Files.writeString(
        cases,
        "[{\"name\": \"c\", \"dialect\": \"%s\", \"manifests\": [\"m.yaml\"], \"checks\": [{\"src\": \"shop/web\", \"dst\": \"shop/db\", \"protocol\": \"TCP\", \"port\": 80, %s}]}]"
            .formatted(c.dialect(), check));
    return RunExpectations.of(
        List.of(cases), new DialectChoice(Dialect.KUBERNETES, new java.util.TreeMap<>()));
  }

  @Test
  void aRequestNeedsAnExpectationAndTheOtherWayRound() {
    Case plain = cilium("plain", "", get("/"), true);

    assertThatThrownBy(() -> expect(plain, "\"expected\": true, " + get("/")))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("/0/checks/0/expected_l7");
    assertThatThrownBy(() -> expect(plain, "\"expected\": true, \"expected_l7\": true"))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("needs a request");
  }
}
