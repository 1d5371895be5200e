package dev.palisade.analysis.reachability;

import static dev.palisade.analysis.reachability.Contribution.Standing.EFFECTIVE;
import static dev.palisade.analysis.reachability.Contribution.Standing.MATCHES_NOTHING;
import static dev.palisade.analysis.reachability.Contribution.Standing.MATCHES_NO_PEER;
import static dev.palisade.analysis.reachability.Contribution.Standing.NAMES_NO_PORT;
import static dev.palisade.analysis.reachability.Contribution.Standing.OUTWEIGHED;
import static dev.palisade.analysis.reachability.Contribution.Standing.REDUNDANT;
import static dev.palisade.analysis.reachability.Contribution.Standing.SELECTS_NOTHING;
import static dev.palisade.analysis.reachability.Contribution.Standing.SHADOWED;
import static dev.palisade.analysis.reachability.question.Effect.Lasting.AS_READ;
import static dev.palisade.analysis.reachability.question.Effect.Lasting.WHATEVER_COMES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Layer7;
import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.policy.Tier.Combination;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.reachability.question.Effect;
import dev.palisade.analysis.reachability.question.Effects;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.PortSet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which rules have no effect: the cases that people meet.
class EffectsTest {

  private static final Peer WEB = pods("shop", Selector.equal("app", "web"));
  private static final Peer API = pods("shop", Selector.equal("app", "api"));
  private static final Peer DB = pods("shop", Selector.equal("app", "db"));
  private static final Peer SHOP = pods("shop", Selector.EVERYTHING);
  private static final TrafficMatch HTTP = tcp(80);
  private static final TrafficMatch SQL = tcp(5432);

  /// @param subject the part asked about, `policy` or `policy/rule`
  /// @param by the parts named, likewise
  private record Case(
      String name,
      PolicySet policies,
      String subject,
      Contribution.Standing standing,
      Effect.Lasting lasting,
      List<String> by) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "the only rule that lets web in",
            additive(isolating("a", DB, allow(WEB, SQL))),
            "a/0",
            EFFECTIVE,
            AS_READ,
            List.of()),
        new Case(
            "an allow below an administrator's deny",
            tiers(
                ordered("admin", open("guard", SHOP, deny(Peer.ANYONE, SQL))),
                union("np", isolating("a", DB, allow(WEB, SQL)))),
            "a/0",
            SHADOWED,
            WHATEVER_COMES,
            List.of("guard/0")),
        new Case(
            "an allow below an administrator's deny of all but these pods",
            tiers(
                ordered("admin", open("guard", SHOP, pass(API, SQL), deny(Peer.ANYONE, SQL))),
                union("np", isolating("a", DB, allow(WEB, SQL)))),
            "a/0",
            SHADOWED,
            AS_READ,
            List.of("guard/1")),
        new Case(
            "a deny after an allow of the same",
            tiers(ordered("admin", open("a", SHOP, allow(SHOP, HTTP), deny(WEB, HTTP)))),
            "a/1",
            SHADOWED,
            WHATEVER_COMES,
            List.of("a/0")),
        new Case(
            "a deny before an allow",
            tiers(ordered("admin", open("a", SHOP, deny(WEB, HTTP), allow(SHOP, HTTP)))),
            "a/0",
            EFFECTIVE,
            AS_READ,
            List.of()),
        new Case(
            "an allow where nothing is denied anyway",
            tiers(ordered("admin", open("a", SHOP, allow(SHOP, HTTP)))),
            "a/0",
            REDUNDANT,
            AS_READ,
            List.of()),
        new Case(
            "the same rule in two policies",
            additive(isolating("a", DB, allow(WEB, SQL)), isolating("b", DB, allow(WEB, SQL))),
            "a/0",
            REDUNDANT,
            WHATEVER_COMES,
            List.of("b/0")),
        new Case(
            "one of two like policies",
            additive(isolating("a", DB, allow(WEB, SQL)), isolating("b", DB, allow(WEB, SQL))),
            "b",
            REDUNDANT,
            WHATEVER_COMES,
            List.of("a", "a/0")),
        new Case(
            "a rule that another policy's wider one holds",
            additive(isolating("a", DB, allow(WEB, SQL)), isolating("b", SHOP, allow(SHOP, tcp()))),
            "a/0",
            REDUNDANT,
            WHATEVER_COMES,
            List.of("b/0")),
        new Case(
            "a rule whose pods another rule happens to name",
            additive(
                isolating(
                    "a", DB, allow(pods("shop", Selector.has("front")), SQL), allow(WEB, SQL))),
            "a/0",
            REDUNDANT,
            AS_READ,
            List.of("a/1")),
        new Case(
            "the wider of the two",
            additive(isolating("a", DB, allow(WEB, SQL)), isolating("b", SHOP, allow(SHOP, tcp()))),
            "b/0",
            EFFECTIVE,
            AS_READ,
            List.of()),
        new Case(
            "a block with an except beside the whole block",
            additive(
                isolating(
                    "a",
                    DB,
                    allow(
                        new Peer.AllOf(
                            List.of(block("10.0.0.0/8"), new Peer.Not(block("10.9.0.0/16")))),
                        SQL),
                    allow(block("10.0.0.0/8"), SQL))),
            "a/0",
            REDUNDANT,
            WHATEVER_COMES,
            List.of("a/1")),
        new Case(
            "an allow that a deny of the same tier outdoes, in any order (Cilium)",
            additive(isolating("a", DB, allow(WEB, SQL)), isolating("b", SHOP, deny(SHOP, tcp()))),
            "a/0",
            SHADOWED,
            WHATEVER_COMES,
            List.of("b/0")),
        new Case(
            "a policy that selects no pod",
            additive(isolating("a", pods("shop", Selector.equal("app", "wbe")), allow(WEB, SQL))),
            "a",
            SELECTS_NOTHING,
            AS_READ,
            List.of()),
        new Case(
            "its rule",
            additive(isolating("a", pods("shop", Selector.equal("app", "wbe")), allow(WEB, SQL))),
            "a/0",
            SELECTS_NOTHING,
            AS_READ,
            List.of()),
        new Case(
            "a rule for a namespace that is not there",
            additive(isolating("a", DB, allow(pods("shopp", Selector.EVERYTHING), SQL))),
            "a/0",
            MATCHES_NO_PEER,
            AS_READ,
            List.of()),
        new Case(
            "a port name that the pods do not declare",
            additive(isolating("a", DB, allow(WEB, named("postgres")))),
            "a/0",
            NAMES_NO_PORT,
            AS_READ,
            List.of()),
        new Case(
            "a port name that the pods declare",
            additive(isolating("a", DB, allow(WEB, named("sql")))),
            "a/0",
            EFFECTIVE,
            AS_READ,
            List.of()),
        new Case(
            "a rule without alternatives",
            additive(isolating("a", DB, allow())),
            "a/0",
            MATCHES_NOTHING,
            WHATEVER_COMES,
            List.of()),
        new Case(
            "an allow that the sources may not use",
            additive(isolating("a", DB, allow(WEB, SQL)), closedForEgress("b", WEB)),
            "a/0",
            OUTWEIGHED,
            AS_READ,
            List.of()),
        new Case(
            "a second default deny",
            additive(isolating("a", SHOP), isolating("b", SHOP)),
            "a",
            REDUNDANT,
            WHATEVER_COMES,
            List.of("b")),
        new Case(
            "a default deny beside one of some pods",
            additive(isolating("a", SHOP), isolating("b", DB)),
            "a",
            EFFECTIVE,
            AS_READ,
            List.of()),
        new Case(
            "a deny of what is dropped anyway",
            additive(isolating("a", DB, deny(WEB, SQL))),
            "a/0",
            REDUNDANT,
            AS_READ,
            List.of("a")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void partHasTheStandingThatItsRemovalShows(Case example) {
    Effect effect = effect(example.policies, example.subject);
    assertThat(effect.standing()).as("%s", effect).isEqualTo(example.standing);
    assertThat(effect.lasting()).as("%s", effect).isEqualTo(example.lasting);
    assertThat(effect.contribution().others().stream().map(EffectsTest::shortName))
        .containsExactlyElementsOf(example.by);
  }

  @Test
  void reasonNamesTheOtherRules() {
    Effect effect =
        effect(
            additive(isolating("a", DB, allow(WEB, SQL)), isolating("b", DB, allow(WEB, SQL))),
            "a/0");
    assertThat(effect)
        .hasToString(
            "Policy a /spec/ingress/0 is redundant: without it the same traffic flows, by Policy b"
                + " /spec/ingress/0 (whatever pods there will be)");
  }

  @Test
  void changeShowsAFlowThatOnlyTheRuleAllows() {
    Effect effect = effect(additive(isolating("a", DB, allow(WEB, SQL))), "a/0");
    FlowChange change = effect.change();
    assertThat(change).isNotNull();
    assertThat(change.lost()).isEqualTo(TrafficSet.of(Protocol.TCP, PortSet.of(5432)));
    assertThat(change.gained().isEmpty()).isTrue();
  }

  @Test
  void clausesOfARuleAreAskedOneByOne() {
    Rule rule =
        new Rule(
            "/spec/ingress/0",
            Action.ALLOW,
            List.of(
                new Rule.Clause("/spec/ingress/0/from/0", WEB, Peer.ANYONE, SQL),
                new Rule.Clause("/spec/ingress/0/from/1", SHOP, Peer.ANYONE, SQL)),
            null);
    List<Effect> idle = Effects.idle(reachability(additive(isolating("a", DB, rule))));
    assertThat(idle)
        .singleElement()
        .satisfies(
            effect -> {
              assertThat(effect.part().pointer()).isEqualTo("/spec/ingress/0/from/0");
              assertThat(effect.lasting()).isEqualTo(WHATEVER_COMES);
            });
  }

  @Test
  void ruleBesideOneForDomainNamesIsInDoubt() {
    PolicySet policies =
        additive(
            new Policy(
                Clusters.ref("Policy", "", "a"),
                DB,
                null,
                new Policy.Rules(
                    List.of(
                        allow(block("192.0.2.0/24"), HTTP),
                        allow(new Peer.DomainNames(List.of("example.org")), HTTP)),
                    Policy.NoMatch.DENY,
                    "/spec/egress")));
    Effect effect = effect(policies, "a/0");
    assertThat(effect.standing()).isEqualTo(REDUNDANT);
    assertThat(effect.isIdle()).isFalse();
    assertThat(Effects.idle(reachability(policies))).isEmpty();
  }

  @Test
  void ruleThatLooksIntoRequestsDoesNotMakeAnotherRedundant() {
    Layer7 get = new Layer7.Http(List.of(new Layer7.Request("GET", "/a", null, List.of())));
    Rule narrowed =
        new Rule(
            "/spec/ingress/0",
            Action.ALLOW,
            List.of(new Rule.Clause("/spec/ingress/0", WEB, Peer.ANYONE, SQL)),
            get);
    PolicySet policies =
        additive(isolating("a", DB, narrowed), isolating("b", DB, allow(WEB, SQL)));
    assertThat(effect(policies, "b/0").isIdle()).isFalse();
    assertThat(effect(policies, "a/0").isIdle()).isTrue();
  }

  private static Effect effect(PolicySet policies, String subject) {
    return Effects.of(reachability(policies)).stream()
        .filter(effect -> shortName(effect.part()).equals(subject))
        .findFirst()
        .orElseThrow();
  }

  private static String shortName(PolicyPart part) {
    String name = part.policy().ref().name();
    return part instanceof PolicyPart.OneRule rule ? name + "/" + rule.at() : name;
  }

  private static Reachability reachability(PolicySet policies) {
    Inventory inventory =
        Clusters.inventory(
            List.of(Clusters.namespace("shop", Labels.EMPTY)),
            List.of(
                pod("web", "10.0.0.1", Labels.of("front", "yes")),
                pod("api", "10.0.0.2", Labels.EMPTY),
                pod("db", "10.0.0.3", Labels.EMPTY)),
            List.of());
    DialectSettings settings = Clusters.KUBERNETES;
    return Reachability.of(inventory, policies, settings);
  }

  private static Pod pod(String app, String address, Labels more) {
    return Clusters.pod(
        "shop",
        app,
        more.with("app", app),
        List.of(IpAddress.parse(address)),
        null,
        Pod.Network.OWN,
        List.of(Clusters.port("sql", Protocol.TCP, 5432)));
  }

  private static Peer pods(String namespace, Selector selector) {
    return new Peer.Pods(
        NamespaceMatch.Named.of(namespace), selector, Peer.HostNetworkPods.BY_SETTING);
  }

  private static Peer block(String cidr) {
    return new Peer.Addresses(IpSet.of(Cidr.parse(cidr)), Peer.AddressReach.PODS_AND_NODES);
  }

  private static TrafficMatch tcp(int port) {
    return new TrafficMatch.Exactly(TrafficSet.of(Protocol.TCP, PortSet.of(port)));
  }

  private static TrafficMatch tcp() {
    return new TrafficMatch.Exactly(TrafficSet.of(Protocol.TCP));
  }

  private static TrafficMatch named(String name) {
    return new TrafficMatch.NamedPort(Protocol.TCP, name, TrafficMatch.Side.DESTINATION);
  }

  private static Rule allow(Peer peer, TrafficMatch traffic) {
    return rule(Action.ALLOW, peer, traffic);
  }

  /// A rule that has nothing to match.
  private static Rule allow() {
    return new Rule("", Action.ALLOW, List.of(), null);
  }

  private static Rule deny(Peer peer, TrafficMatch traffic) {
    return rule(Action.DENY, peer, traffic);
  }

  private static Rule pass(Peer peer, TrafficMatch traffic) {
    return rule(Action.PASS, peer, traffic);
  }

  private static Rule rule(Action action, Peer peer, TrafficMatch traffic) {
    return new Rule("", action, List.of(new Rule.Clause("", peer, Peer.ANYONE, traffic)), null);
  }

  private static Policy isolating(String name, Peer subject, Rule... rules) {
    return ingress(name, subject, Policy.NoMatch.DENY, rules);
  }

  private static Policy open(String name, Peer subject, Rule... rules) {
    return ingress(name, subject, Policy.NoMatch.NEXT_TIER, rules);
  }

  private static Policy ingress(String name, Peer subject, Policy.NoMatch noMatch, Rule... rules) {
    List<Rule> placed = new ArrayList<>();
    for (Rule rule : rules) {
      String pointer = rule.pointer().isEmpty() ? "/spec/ingress/" + placed.size() : rule.pointer();
      placed.add(new Rule(pointer, rule.action(), rule.clauses(), rule.narrowing()));
    }
    return new Policy(
        Clusters.ref("Policy", "", name),
        subject,
        new Policy.Rules(placed, noMatch, "/spec/ingress"),
        null);
  }

  private static Policy closedForEgress(String name, Peer subject) {
    Policy.@Nullable Rules none = null;
    return new Policy(
        Clusters.ref("Policy", "", name),
        subject,
        none,
        new Policy.Rules(List.of(), Policy.NoMatch.DENY, "/spec/egress"));
  }

  private static PolicySet additive(Policy... policies) {
    return tiers(union("policies", policies));
  }

  private static PolicySet tiers(Tier... tiers) {
    return new PolicySet(Arrays.asList(tiers), List.of());
  }

  private static Tier ordered(String name, Policy... policies) {
    return new Tier(name, Combination.ORDERED, List.of(policies));
  }

  private static Tier union(String name, Policy... policies) {
    return new Tier(name, Combination.DENY_OVERRIDES, List.of(policies));
  }
}
