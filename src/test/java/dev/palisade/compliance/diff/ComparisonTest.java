package dev.palisade.compliance.diff;

import static dev.palisade.compliance.diff.Cluster.compare;
import static dev.palisade.compliance.diff.Cluster.deployment;
import static dev.palisade.compliance.diff.Cluster.namespace;
import static dev.palisade.compliance.diff.Cluster.pod;
import static dev.palisade.compliance.diff.Cluster.policy;
import static dev.palisade.compliance.diff.Cluster.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final String SHOP = namespace("shop");
  private static final String VAULT = namespace("vault");
  private static final String WEB = deployment("shop", "web");
  private static final String CARDS = deployment("vault", "cards");
  private static final String NOTHING_IN = policy("vault", "closed", "policyTypes: [Ingress]");
  private static final String NOTHING_OUT = policy("shop", "closed", "policyTypes: [Egress]");

  private static String fromShop(String name, int port) {
    return policy(
        "vault",
        name,
        "policyTypes: [Ingress], ingress: [{from: [{namespaceSelector: {matchLabels: {team: shop}}}], ports: [{port: %d}]}]"
            .formatted(port));
  }

  @Test
  void theSameStateDiffersInNothing() {
    State state = state(SHOP, VAULT, WEB, CARDS, NOTHING_IN);

    Comparison comparison = compare(state, state(SHOP, VAULT, WEB, CARDS, NOTHING_IN));

    assertThat(comparison.isEmpty()).isTrue();
    assertThat(comparison.outcomes()).isNull();
    assertThat(comparison.before().digest()).isEqualTo(state.snapshot().digest());
  }

  @Test
  void aRuleThatOpensAPortIsAGainedFlowWithItsPolicyAsCause() {
    String labelled = namespace("shop", "team: shop");
    Comparison comparison =
        compare(
            state(labelled, VAULT, WEB, CARDS, NOTHING_IN),
            state(labelled, VAULT, WEB, CARDS, NOTHING_IN, fromShop("open", 8443)));

    assertThat(comparison.flows())
        .singleElement()
        .satisfies(
            flow -> {
              assertThat(flow.change()).isEqualTo(FlowChange.Kind.GAINED);
              assertThat(flow.source()).isEqualTo("shop/web[Deployment]");
              assertThat(flow.destination()).isEqualTo("vault/cards[Deployment]");
              assertThat(flow.before()).isNull();
              assertThat(flow.gained()).isEqualTo("TCP 8443");
              assertThat(flow.lost()).isNull();
              assertThat(flow.ends()).isEqualTo(FlowChange.Ends.BOTH_STAYED);
              assertThat(flow.causes()).containsExactly("NetworkPolicy vault/open");
            });
  }

  @Test
  void aLabelOfANamespaceIsTheCauseWhereNoPolicyChanged() {
    Comparison comparison =
        compare(
            state(SHOP, VAULT, WEB, CARDS, fromShop("open", 8443)),
            state(namespace("shop", "team: shop"), VAULT, WEB, CARDS, fromShop("open", 8443)));

    assertThat(comparison.objects())
        .singleElement()
        .satisfies(
            object ->
                assertThat(object.fields())
                    .containsExactly(
                        new ObjectChange.FieldChange(
                            Change.ADDED, "/metadata/labels/team", null, "\"shop\"")));
    assertThat(comparison.flows())
        .extracting(FlowChange::gained, FlowChange::causes)
        .containsExactly(tuple("TCP 8443", java.util.List.of("Namespace shop")));
  }

  @Test
  void aChangeThatHasNoPartInAFlowIsNotItsCause() {
    String labelled = namespace("shop", "team: shop");
    Comparison comparison =
        compare(
            state(labelled, VAULT, WEB, CARDS, NOTHING_IN),
            state(
                labelled,
                namespace("vault", "a: b"),
                WEB,
                CARDS,
                NOTHING_IN,
                fromShop("open", 8443)));

    assertThat(comparison.flows())
        .extracting(FlowChange::causes)
        .containsExactly(java.util.List.of("NetworkPolicy vault/open"));
  }

  @Test
  void bothOfTwoChangesThatAreNeededAreCauses() {
    Comparison comparison =
        compare(
            state(SHOP, VAULT, WEB, CARDS, NOTHING_IN),
            state(
                namespace("shop", "team: shop"),
                VAULT,
                WEB,
                CARDS,
                NOTHING_IN,
                fromShop("open", 8443)));

    assertThat(comparison.flows())
        .extracting(FlowChange::causes)
        .containsExactly(java.util.List.of("Namespace shop", "NetworkPolicy vault/open"));
  }

  @Test
  void eachOfTwoChangesThatWouldDoAloneIsACause() {
    String labelled = namespace("shop", "team: shop");
    Comparison comparison =
        compare(
            state(labelled, VAULT, WEB, CARDS, NOTHING_IN),
            state(
                labelled,
                VAULT,
                WEB,
                CARDS,
                NOTHING_IN,
                fromShop("one", 8443),
                fromShop("two", 8443)));

    assertThat(comparison.flows())
        .extracting(FlowChange::causes)
        .containsExactly(java.util.List.of("NetworkPolicy vault/one", "NetworkPolicy vault/two"));
  }

  @Test
  void aNewPolicyThatClosesLosesEveryFlowAndRangesAreMerged() {
    Comparison comparison =
        compare(state(SHOP, VAULT, WEB, CARDS), state(SHOP, VAULT, WEB, CARDS, NOTHING_IN));

    assertThat(comparison.flows())
        .extracting(
            FlowChange::change, FlowChange::source, FlowChange::destination, FlowChange::lost)
        .containsExactly(
            tuple(
                FlowChange.Kind.LOST,
                "0.0.0.0-255.255.255.255",
                "vault/cards[Deployment]",
                "All Connections"),
            tuple(
                FlowChange.Kind.LOST,
                "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "vault/cards[Deployment]",
                "All Connections"),
            tuple(
                FlowChange.Kind.LOST,
                "shop/web[Deployment]",
                "vault/cards[Deployment]",
                "All Connections"));
    assertThat(comparison.flows())
        .allSatisfy(f -> assertThat(f.causes()).containsExactly("NetworkPolicy vault/closed"));
  }

  @Test
  void anExceptThatWasCutOutIsOneRange() {
    String all =
        policy(
            "shop", "out", "policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]");
    String without =
        policy(
            "shop",
            "out",
            "policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}]}]");

    Comparison comparison = compare(state(SHOP, WEB, all), state(SHOP, WEB, without));

    assertThat(comparison.flows())
        .extracting(FlowChange::change, FlowChange::source, FlowChange::destination)
        .containsExactly(
            tuple(FlowChange.Kind.LOST, "shop/web[Deployment]", "10.0.0.0-10.255.255.255"));
  }

  @Test
  void aNewWorkloadIsToldApartFromALoosenedPolicy() {
    Comparison comparison =
        compare(
            state(SHOP, VAULT, CARDS, NOTHING_OUT), state(SHOP, VAULT, WEB, CARDS, NOTHING_OUT));

    assertThat(comparison.flows()).isNotEmpty();
    assertThat(comparison.flows())
        .allSatisfy(
            flow -> {
              assertThat(flow.ends()).isEqualTo(FlowChange.Ends.NEW_WORKLOAD);
              assertThat(flow.causes()).containsExactly("workload shop/web[Deployment]");
            });
    assertThat(compare(state(SHOP, VAULT, WEB, CARDS), state(SHOP, VAULT, CARDS)).flows())
        .isNotEmpty()
        .allSatisfy(flow -> assertThat(flow.ends()).isEqualTo(FlowChange.Ends.REMOVED_WORKLOAD));
  }

  @Test
  void trafficWithinAWorkloadIsComparedBetweenItsPods() {
    String owned =
        "{apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: db-%d, labels: {app: db}, ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: db, uid: u, controller: true}]}, spec: {containers: [{name: main, image: main}]}}";
    String one = owned.formatted(0);
    String two = owned.formatted(1);
    String closed = policy("shop", "in", "policyTypes: [Ingress]");

    Comparison comparison = compare(state(SHOP, one, two), state(SHOP, one, two, closed));

    assertThat(comparison.flows())
        .filteredOn(flow -> flow.source().startsWith("shop/"))
        .singleElement()
        .satisfies(
            flow -> {
              assertThat(flow.source()).isEqualTo("shop/db[StatefulSet]");
              assertThat(flow.destination()).isEqualTo("shop/db[StatefulSet]");
              assertThat(flow.causes()).containsExactly("NetworkPolicy shop/in");
            });
    // a pod alone has only itself to talk to
    assertThat(compare(state(SHOP, one), state(SHOP, one, closed)).flows())
        .noneMatch(flow -> flow.source().startsWith("shop/"));
  }

  @Test
  void podsThatControllersMadeComeAndGoUnmentioned() {
    String owned =
        "{apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: web-%s, labels: {app: web%s}, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: u, controller: true}]}, spec: {containers: [{name: main, image: main}]}}";

    assertThat(
            compare(state(SHOP, owned.formatted("a", "")), state(SHOP, owned.formatted("b", "")))
                .isEmpty())
        .isTrue();
    // but a label that somebody put on one by hand does not
    assertThat(
            compare(
                    state(SHOP, owned.formatted("a", "")),
                    state(SHOP, owned.formatted("a", ", x: y")))
                .objects())
        .singleElement()
        .satisfies(object -> assertThat(object.toString()).isEqualTo("Pod shop/web-a"));
  }

  @Test
  void aBarePodIsListed() {
    assertThat(compare(state(SHOP), state(SHOP, pod("shop", "tool", "app: tool"))).objects())
        .extracting(ObjectChange::change, ObjectChange::toString)
        .containsExactly(tuple(Change.ADDED, "Pod shop/tool"));
  }
}
