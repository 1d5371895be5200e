package dev.palisade.compliance.diff;

import static dev.palisade.compliance.diff.Cluster.namespace;
import static dev.palisade.compliance.diff.Cluster.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.DialectSettings.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Differences in rules on requests, where the same connections are allowed.
class RequestChangesTest {
  private static final List<String> PODS =
      List.of(
          namespace("shop"),
          pod("shop", "web", "app: web"),
          pod("shop", "db", "app: db")
              .replace("image: main", "image: main, ports: [{name: api, containerPort: 80}]"));

  record Case(
      String name, List<String> before, List<String> after, String requests, String cause) {}

  private static String policy(String name, String port, String http) {
    return "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: %s, namespace: shop}, spec: {endpointSelector: {matchLabels: {app: db}}, ingress: [{fromEndpoints: [{}], toPorts: [{ports: [{port: '%s', protocol: TCP}]%s}]}]}}"
        .formatted(name, port, http.isEmpty() ? "" : ", rules: {http: [" + http + "]}");
  }

  private static final List<Case> CASES =
      List.of(
          new Case(
              "rules where there were none narrow",
              List.of(policy("in", "80", "")),
              List.of(policy("in", "80", "{method: GET}")),
              "TCP 80 narrowed: every request, then ingress only HTTP GET",
              "CiliumNetworkPolicy shop/in (/spec/ingress/0/toPorts/0/rules)"),
          new Case(
              "a rule more widens",
              List.of(policy("in", "80", "{method: GET}")),
              List.of(policy("in", "80", "{method: GET}, {method: PUT}")),
              "TCP 80 widened: ingress only HTTP GET, then ingress only HTTP GET, PUT",
              "CiliumNetworkPolicy shop/in (/spec/ingress/0/toPorts/0/rules/http/1)"),
          new Case(
              "another rule is a change",
              List.of(policy("in", "80", "{path: /a}")),
              List.of(policy("in", "80", "{path: '/a|/b'}")),
              "TCP 80 changed: ingress only HTTP /a, then ingress only HTTP /a|/b",
              "CiliumNetworkPolicy shop/in (/spec/ingress/0/toPorts/0/rules/http/0/path)"),
          new Case(
              "a policy without rules on requests opens the port wholly",
              List.of(policy("in", "80", "{method: GET}")),
              List.of(policy("in", "80", "{method: GET}"), policy("open", "80", "")),
              "TCP 80 widened: ingress only HTTP GET, then every request",
              "CiliumNetworkPolicy shop/open"),
          new Case(
              "one port of a range",
              List.of(policy("in", "80", ""), policy("also", "81", "")),
              List.of(policy("in", "80", ""), policy("also", "81", "{method: GET}")),
              "TCP 81 narrowed: every request, then ingress only HTTP GET",
              "CiliumNetworkPolicy shop/also (/spec/ingress/0/toPorts/0/rules)"),
          new Case(
              "a port by its name",
              List.of(policy("in", "api", "{method: GET}"), policy("wide", "443", "")),
              List.of(policy("in", "api", "{method: PUT}"), policy("wide", "443", "")),
              "TCP 80 changed: ingress only HTTP GET, then ingress only HTTP PUT",
              "CiliumNetworkPolicy shop/in (/spec/ingress/0/toPorts/0/rules/http/0/method)"));

  private static Comparison compare(List<String> before, List<String> after) {
    return Cluster.compare(
        DialectSettings.of(Dialect.CILIUM, Use.MANIFESTS), with(before), with(after));
  }

  private static List<String> with(List<String> policies) {
    List<String> all = new ArrayList<>(PODS);
    all.addAll(policies);
    return all;
  }

  @TestFactory
  Stream<DynamicTest> changes() {
    return CASES.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
  }

  private static void check(Case c) {
    assertThat(compare(c.before(), c.after()).flows())
        .singleElement()
        .satisfies(
            flow -> {
              assertThat(flow.change()).isEqualTo(FlowChange.Kind.CHANGED);
              assertThat(flow.gained()).isNull();
              assertThat(flow.lost()).isNull();
              assertThat(flow.before()).isEqualTo(flow.after());
              assertThat(flow.requestTexts()).containsExactly(c.requests());
              assertThat(flow.reasons()).containsExactly(c.cause());
            });
  }

  @Test
  void theSameRulesInAnotherPolicyAreNoChange() {
    assertThat(
            compare(
                    List.of(policy("in", "80", "{method: GET}")),
                    List.of(policy("other", "80", "{method: GET}")))
                .flows())
        .isEmpty();
  }

  @Test
  void ofAddressesThoseAreNamedThatDiffer() {
    String fromBlock =
        "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: block, namespace: shop}, spec: {endpointSelector: {matchLabels: {app: db}}, ingress: [{fromCIDR: [192.0.2.0/24], toPorts: [{ports: [{port: '80', protocol: TCP}], rules: {http: [{method: %s}]}}]}, {fromCIDR: [192.0.2.128/25], toPorts: [{ports: [{port: '80', protocol: TCP}]}]}]}}";

    assertThat(
            compare(List.of(fromBlock.formatted("GET")), List.of(fromBlock.formatted("PUT")))
                .flows())
        .singleElement()
        .satisfies(
            flow -> {
              assertThat(flow.source()).isEqualTo("192.0.2.0-192.0.2.127");
              assertThat(flow.requestTexts())
                  .containsExactly(
                      "TCP 80 changed: ingress only HTTP GET, then ingress only HTTP PUT");
            });
  }

  @Test
  void connectionsThatAreGainedBesideAreToldApart() {
    Comparison comparison =
        compare(
            List.of(policy("in", "80", "{method: GET}")),
            List.of(policy("in", "80", "{method: PUT}"), policy("more", "81", "")));

    assertThat(comparison.flows())
        .singleElement()
        .satisfies(
            flow -> {
              assertThat(flow.gained()).isEqualTo("TCP 81");
              assertThat(flow.requestTexts())
                  .containsExactly(
                      "TCP 80 changed: ingress only HTTP GET, then ingress only HTTP PUT");
              assertThat(flow.causes())
                  .containsExactly("CiliumNetworkPolicy shop/in", "CiliumNetworkPolicy shop/more");
            });
  }
}
