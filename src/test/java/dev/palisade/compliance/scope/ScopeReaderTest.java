package dev.palisade.compliance.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.scope.Scope.Administrator;
import dev.palisade.compliance.scope.Scope.Category;
import dev.palisade.compliance.scope.Scope.Party;
import dev.palisade.compliance.scope.Scope.RegisterEntry;
import dev.palisade.compliance.scope.Scope.RestrictedService;
import dev.palisade.compliance.scope.Scope.Zone;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScopeReaderTest {
  static final String HEAD = "apiVersion: palisade.dev/v1\nkind: Scope\n";

  /// Every optional part is in it.
  static final String FULL =
      HEAD
          + """
          cardholderData: present
          zones:
            - {name: cde, category: cardholder-data, namespaces: {matchLabels: {palisade.dev/zone: cde}}, pods: {matchLabels: {in: scope}}, dataStores: {matchExpressions: [{key: tier, operator: In, values: [data]}]}}
            - {name: payments-edge, category: connected, namespaces: {names: [payments]}}
            - {name: shop, category: untrusted, namespaces: {names: [shop]}}
            - {name: platform, category: system, namespaces: {names: [kube-system, monitoring]}}
          networks:
            - {name: acquirer, cidrs: [203.0.113.0/24], category: partner}
          register:
            - {id: F-001, from: {zone: payments-edge, pods: {matchLabels: {app: gateway}}}, to: {zone: cde, pods: {matchLabels: {app: vault}}}, traffic: [TCP/8443], justification: "card tokenisation", owner: payments-team, approvedBy: M, ticket: CHG-1, reviewBy: 2027-03-31}
            - {id: F-002, from: {zone: cde, pods: {matchLabels: {app: gateway}}}, to: {network: acquirer}, traffic: [TCP/443, UDP/500-501, ICMP]}
            - {id: F-003, from: {network: internet}, to: {zone: payments-edge}, traffic: [TCP/443]}
          restrictedServices: [{traffic: TCP/8080, reason: "plain HTTP"}]
          policyAdministrators: [{group: platform-netadmins}, {user: ada}, {serviceAccount: flux/flux}]
          defaultDeny: {zones: [cde]}
          cluster: {cni: auto, dialect: kubernetes, settings: {self-traffic: policed, ip-block-matches-pods: false}}
          confirmed: {by: M, on: 2026-10-01}
          """;

  static Scope read(String text) {
    try {
      return ScopeReader.read(
          "scope.yaml", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyPartIsRead() {
    Scope scope = read(FULL);

    assertThat(scope.cardholderData()).isEqualTo(Scope.CardholderData.PRESENT);
    assertThat(scope.zones())
        .extracting(Zone::name)
        .containsExactly(
            "cde", "payments-edge", "shop", "platform", "kubernetes-system", "unassigned");
    assertThat(scope.zones()).last().extracting(Zone::category).isEqualTo(Category.UNTRUSTED);
    assertThat(scope.networks())
        .singleElement()
        .extracting(Scope.Network::category)
        .isEqualTo("partner");
    RegisterEntry first = scope.register().getFirst();
    assertThat(first.from()).isInstanceOf(Party.OfZone.class);
    assertThat(first.justification()).isEqualTo("card tokenisation");
    assertThat(first.reviewBy()).isEqualTo(LocalDate.parse("2027-03-31"));
    assertThat(first.pointer()).isEqualTo("/register/0");
    assertThat(scope.register().get(1).traffic().protocols())
        .containsExactly(Protocol.ICMP, Protocol.TCP, Protocol.UDP);
    assertThat(scope.register().get(2).from()).isEqualTo(new Party.OfNetwork("internet"));
    assertThat(scope.register()).last().extracting(RegisterEntry::id).isEqualTo("DNS");
    assertThat(scope.policyAdministrators())
        .containsExactly(
            new Administrator("Group", "", "platform-netadmins"),
            new Administrator("User", "", "ada"),
            new Administrator("ServiceAccount", "flux", "flux"));
    assertThat(scope.defaultDenyZones()).containsExactly("cde");
    assertThat(scope.cluster().settings())
        .containsEntry("self-traffic", "policed")
        .containsEntry("ip-block-matches-pods", "false");
    assertThat(scope.confirmed())
        .isEqualTo(new Scope.Confirmation("M", LocalDate.parse("2026-10-01")));
  }

  @Test
  void digestIsThatOfTheContentInYamlOrJson() {
    String json = "{\"kind\": \"Scope\", \"apiVersion\": \"palisade.dev/v1\"}";

    assertThat(read(HEAD).digest()).isEqualTo(read(json).digest()).hasSize(64);
    assertThat(read(FULL).digest()).isNotEqualTo(read(HEAD).digest());
  }

  @Test
  void listOfRestrictedServicesAddsToTheDefaultOne() {
    List<RestrictedService> byDefault = read(HEAD).restricted();
    List<RestrictedService> more =
        read(HEAD + "restrictedServices: [{traffic: TCP/8080, reason: plain HTTP}]").restricted();

    assertThat(byDefault)
        .hasSizeGreaterThan(10)
        .allSatisfy(s -> assertThat(s.reason()).isNotBlank());
    assertThat(more)
        .startsWith(byDefault.toArray(RestrictedService[]::new))
        .hasSize(byDefault.size() + 1);
    assertThat(more).last().extracting(RestrictedService::name).isEqualTo("TCP 8080");
  }

  @Test
  void replaceStandsInThePlaceOfTheDefaultRestrictedServices() {
    assertThat(
            read(HEAD
                    + "restrictedServices: {replace: [{name: web, traffic: [TCP/80, TCP/8080], reason: plain}]}")
                .restricted())
        .singleElement()
        .extracting(RestrictedService::traffic)
        .hasToString("TCP 80,8080");
  }

  @Test
  void defaultListHasTheServicesOfTheManual() {
    TrafficSet all =
        read(HEAD).restricted().stream()
            .map(RestrictedService::traffic)
            .reduce(TrafficSet.NONE, TrafficSet::union);

    assertThat(all.destinationPorts(Protocol.TCP))
        .hasToString(
            "20-21,23,25,111,135,137-139,389,445,512-514,873,2049,3389,5900-5903,6000-6063");
    assertThat(all.destinationPorts(Protocol.UDP))
        .hasToString("69,111,135,137-139,161-162,389,2049,3389");
  }

  @Test
  void dnsIsNotRegisteredWhereTheScopeSaysSo() {
    assertThat(read(HEAD + "cluster: {implicitDns: false}").register()).isEmpty();
  }

  /// @param message `pointer: problem`, one of those that are told
  record Bad(String yaml, String message) {
    @Override
    public String toString() {
      return message;
    }
  }

  static final String ZONES = "zones: [{name: cde, category: trusted, namespaces: {names: [a]}}]\n";

  static List<Bad> bad() {
    return List.of(
        new Bad("zonez: []", "/zonez: unknown key \"zonez\": did you mean \"zones\"?"),
        new Bad(
            "zones: [{name: a, category: cardholder_data, namespaces: {names: [a]}}]",
            "/zones/0/category: \"cardholder_data\" is no category: did you mean \"cardholder-data\"?"),
        new Bad(
            "zones: [{category: trusted, namespaces: {names: [a]}}]",
            "/zones/0: \"name\" is missing"),
        new Bad("zones: [{name: a, category: trusted}]", "/zones/0: \"namespaces\" is missing"),
        new Bad(
            "zones: [{name: a, category: trusted, namespaces: {names: [a], matchLabels: {a: b}}}]",
            "/zones/0/namespaces: expected either names, or matchLabels and matchExpressions"),
        new Bad(
            "zones: [{name: a, category: trusted, namespaces: {}}]",
            "/zones/0/namespaces: expected either names, or matchLabels and matchExpressions"),
        new Bad(
            "zones: [{name: a, category: trusted, namespaces: {names: []}}]",
            "/zones/0/namespaces/names: expected the name of at least one namespace, and no empty one"),
        new Bad(
            "zones: [{name: a, category: trusted, namespaces: {names: a}}]",
            "/zones/0/namespaces/names: must be an array, is the string \"a\""),
        new Bad(
            "zones: [{name: a, category: trusted, namespaces: {names: [a]}, pods: {matchLabel: {a: b}}}]",
            "/zones/0/pods/matchLabel: unknown key \"matchLabel\": did you mean \"matchLabels\"?"),
        new Bad(
            "zones: [{name: a, category: trusted, namespaces: {names: [a]}, pods: {matchExpressions: [{key: a, operator: in, values: [b]}]}}]",
            "/zones/0/pods/matchExpressions/0: \"in\" is not an operator: expected In, NotIn, Exists or DoesNotExist"),
        new Bad(
            "zones: [{name: unassigned, category: trusted, namespaces: {names: [a]}}]",
            "/zones/0/name: the name \"unassigned\" is that of an implicit zone: choose another"),
        new Bad(
            ZONES.replace("]\n", ", {name: cde, category: trusted, namespaces: {names: [b]}}]"),
            "/zones/1/name: a second zone with the name \"cde\""),
        new Bad(
            "cardholderData: none\nzones: [{name: cde, category: cardholder-data, namespaces: {names: [a]}}]",
            "/zones/0/category: contradicts cardholderData: none, which says that there is no cardholder data here"),
        new Bad(
            "cardholderData: no data", "/cardholderData: \"no data\" is neither present nor none"),
        new Bad(
            "networks: [{name: n, cidrs: [203.0.113.0]}]",
            "/networks/0/cidrs/0: \"203.0.113.0\" is not a CIDR: it lacks a prefix length, such as /32"),
        new Bad(
            "networks: [{name: n, cidrs: [203.0.113.7/24]}]",
            "/networks/0/cidrs/0: \"203.0.113.7/24\" has address bits beyond its prefix: did you mean 203.0.113.0/24?"),
        new Bad("networks: [{name: n}]", "/networks/0: \"cidrs\" is missing"),
        new Bad(
            "networks: [{name: internet, cidrs: [203.0.113.0/24]}]",
            "/networks/0/name: the name \"internet\" stands for what no network has: choose another"),
        new Bad(
            ZONES
                + "register: [{id: F, from: {zone: cda}, to: {network: internet}, traffic: [TCP/1]}]",
            "/register/0/from/zone: there is no zone \"cda\": did you mean \"cde\"?"),
        new Bad(
            ZONES
                + "register: [{id: F, from: {zone: cde}, to: {network: intranet}, traffic: [TCP/1]}]",
            "/register/0/to/network: there is no network \"intranet\": did you mean \"internet\"?"),
        new Bad(
            ZONES
                + "register: [{id: F, from: {zone: cde, network: internet}, to: {zone: cde}, traffic: [TCP/1]}]",
            "/register/0/from: expected either zone or network"),
        new Bad(
            ZONES
                + "register: [{id: F, from: {zone: cde}, to: {network: internet, pods: {}}, traffic: [TCP/1]}]",
            "/register/0/to/pods: pods belong to a zone, not to a network"),
        new Bad(
            "register: [{id: F, from: {network: internet}, to: {network: internet}, traffic: [TCP/1]}]",
            "/register/0: from and to are both networks: one end must be a zone"),
        new Bad(
            ZONES + "register: [{id: DNS, from: {zone: cde}, to: {zone: cde}, traffic: [TCP/1]}]",
            "/register/0/id: the id DNS is that of the implicit entry: choose another"),
        new Bad(
            ZONES + "register: [{id: F, from: {zone: cde}, to: {zone: cde}, traffic: [TCP/http]}]",
            "/register/0/traffic/0: \"TCP/http\": expected TCP/PORT or TCP/FIRST-LAST with numbers from 1 to 65535"),
        new Bad(
            ZONES + "register: [{id: F, from: {zone: cde}, to: {zone: cde}, traffic: [tcp/80]}]",
            "/register/0/traffic/0: \"tcp/80\" names no protocol: did you mean \"TCP\"?"),
        new Bad(
            ZONES + "register: [{id: F, from: {zone: cde}, to: {zone: cde}, traffic: [TCP/90-80]}]",
            "/register/0/traffic/0: \"TCP/90-80\": expected TCP/PORT or TCP/FIRST-LAST with numbers from 1 to 65535"),
        new Bad(
            ZONES + "register: [{id: F, from: {zone: cde}, to: {zone: cde}, traffic: []}]",
            "/register/0/traffic: expected at least one, such as TCP/8443"),
        new Bad(
            ZONES
                + "register: [{id: F, from: {zone: cde}, to: {zone: cde}, traffic: [TCP/1], reviewBy: 31.3.2027}]",
            "/register/0/reviewBy: \"31.3.2027\" is not a date: expected YEAR-MONTH-DAY, such as 2027-03-31"),
        new Bad(
            ZONES + "defaultDeny: {zones: [cdee]}",
            "/defaultDeny/zones/0: there is no zone \"cdee\": did you mean \"cde\"?"),
        new Bad(
            "restrictedServices: [{traffic: TCP/1}]",
            "/restrictedServices/0: \"reason\" is missing"),
        new Bad(
            "restrictedServices: {replaces: []}",
            "/restrictedServices/replaces: unknown key \"replaces\": did you mean \"replace\"?"),
        new Bad(
            "policyAdministrators: [{serviceAccount: flux}]",
            "/policyAdministrators/0/serviceAccount: \"flux\" is no service account: expected NAMESPACE/NAME"),
        new Bad(
            "policyAdministrators: [{}]",
            "/policyAdministrators/0: expected one of user, group and serviceAccount"),
        new Bad(
            "cluster: {dialect: weave}",
            "/cluster/dialect: 'weave' is no dialect: expected kubernetes, calico or cilium"),
        new Bad(
            "cluster: {implicitDns: maybe}",
            "/cluster/implicitDns: must be true or false, is the string \"maybe\""),
        new Bad(
            "confirmed: {by: M, \"on\": soon}",
            "/confirmed/on: \"soon\" is not a date: expected YEAR-MONTH-DAY, such as 2027-03-31"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void mistakeIsToldWithItsPlaceAndLikelyCorrection(Bad bad) {
    UnusableScope refusal =
        catchThrowableOfType(UnusableScope.class, () -> read(HEAD + bad.yaml()));

    assertThat(refusal).isNotNull();
    assertThat(refusal.problems().stream().map(p -> p.pointer() + ": " + p.message()))
        .contains(bad.message());
    assertThat(refusal.problems()).allSatisfy(p -> assertThat(p.file()).isEqualTo("scope.yaml"));
  }

  @Test
  void allMistakesAreToldAtOnce() {
    UnusableScope refusal =
        catchThrowableOfType(
            UnusableScope.class,
            () ->
                read(
                    """
                    apiVersion: palisade.dev/v2
                    kind: Scop
                    zones: [{name: a, category: b, namespaces: {names: [a]}}]
                    register: [{id: F, from: {zone: a}, to: {zone: x}, traffic: [TCP/0]}]
                    """));

    assertThat(refusal.problems())
        .extracting(UnusableScope.Problem::pointer)
        .containsExactly(
            "/apiVersion",
            "/kind",
            "/zones/0/category",
            "/register/0/to/zone",
            "/register/0/traffic/0");
    assertThat(refusal.problems().getFirst().toString())
        .isEqualTo("scope.yaml:1: /apiVersion: expected palisade.dev/v1, is \"palisade.dev/v2\"");
  }

  @Test
  void otherThanOneDocumentIsRefused() {
    assertThatExceptionOfType(UnusableScope.class).isThrownBy(() -> read(HEAD + "---\n" + HEAD));
    assertThatExceptionOfType(UnusableScope.class).isThrownBy(() -> read(""));
    assertThatExceptionOfType(UnusableScope.class).isThrownBy(() -> read("[1, 2]"));
    assertThatExceptionOfType(UnusableScope.class).isThrownBy(() -> read("a: [1"));
    assertThatExceptionOfType(UnusableScope.class).isThrownBy(() -> read("text"));
  }
}
