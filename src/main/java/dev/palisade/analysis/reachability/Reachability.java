package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// The exact traffic that the policies let through between all endpoints: the egress side of the
/// source and the ingress side of the destination, both.
///
/// Per side, the tiers decide one after the other; one counts only if a policy of it applies to the
/// endpoint in that direction. In an ORDERED tier the first rule that matches decides, in a
/// DENY_OVERRIDES tier any DENY, else any ALLOW, else any PASS. Where no rule matched, the traffic
/// is dropped if one of the applying policies isolates, else the next tier decides. After the last
/// one, it is allowed.
///
/// Addresses outside have no policies on their side; nodes have where a policy's subject selects
/// nodes. A subject is looked at from no other end: `HostOfPod` means every node there if remote,
/// none if local; and it is one only where it surely matches. What else is in doubt (domain names,
/// a node that is not known, a pod of whose addresses only some match) never closes anything: ALLOW
/// counts where it may match, DENY only where it surely does, PASS both ways.
///
/// How it is computed stands in this package's README. Safe for use by several threads.
public final class Reachability {
  private final Engine engine;
  private final Endpoints endpoints;
  private final EndpointClasses classes;
  private final TrafficTable table;
  private final Subjects subjects;
  private final FlowEvaluator evaluator;
  private final Pairs pairs;
  private final ClauseTraffic clauses;
  private final Rows egress;
  private final Rows ingress;

  private Reachability(Engine engine) {
    this.engine = engine;
    this.endpoints = engine.endpoints();
    this.classes = engine.classes();
    this.table = engine.table();
    this.clauses = engine.traffic();
    this.egress = engine.egress();
    this.ingress = engine.ingress();
    this.pairs = engine.pairs();
    this.subjects = engine.subjects();
    this.evaluator = FlowEvaluator.of(engine.inventory(), engine.policies(), engine.settings());
  }

  /// @param cuts further sets of addresses that endpoints must not straddle (a scope's networks)
  public static Reachability of(
      Inventory inventory, PolicySet policies, DialectSettings settings, Collection<IpSet> cuts) {
    return new Reachability(Engine.of(inventory, policies, settings, List.copyOf(cuts)));
  }

  public static Reachability of(Inventory inventory, PolicySet policies, DialectSettings settings) {
    return of(inventory, policies, settings, List.of());
  }

  /// The reachability after a change: the same answers as from nothing, of which what the change
  /// does not touch is taken over. Only classes may be finer and numbered otherwise than from
  /// nothing, and so blocks be cut smaller; together they are the same pairs.
  ///
  /// @param change from this state, as [Change#between] finds it
  /// @throws IllegalArgumentException if it is a change of another state
  public Reachability with(Change change) {
    Change.State before = change.before();
    if (!sameAs(before.inventory(), inventory()) || !sameAs(before.policies(), policies())) {
      throw new IllegalArgumentException("the change is one of another state of the cluster");
    }
    return new Reachability(engine.after(change));
  }

  private static boolean sameAs(Object one, Object other) {
    return one == other || one.equals(other);
  }

  /// The inventory and the policies, for [Change#between].
  public Change.State state() {
    return new Change.State(inventory(), policies());
  }

  public DialectSettings settings() {
    return engine.settings();
  }

  public Inventory inventory() {
    return engine.inventory();
  }

  public PolicySet policies() {
    return engine.policies();
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  /// The traffic from one endpoint to another, both sides' policies applied; within
  /// [DialectSettings#covered()].
  public TrafficSet traffic(int source, int destination) {
    return table.get(pairs.traffic(source, destination));
  }

  /// All sources that can reach an endpoint. Sources outside the cluster are among them (for a
  /// destination outside, all of them), and so is the endpoint itself where it may.
  public Partition sourcesOf(int destination) {
    return pairs.partition(destination, Direction.INGRESS);
  }

  /// All endpoints that a source can reach; the source itself too where it may.
  public Partition destinationsOf(int source) {
    return pairs.partition(source, Direction.EGRESS);
  }

  /// A number that endpoints share only if no policy tells them apart, as source or as destination:
  /// the same peers match them, and port names that some rule mentions stand for the same ports on
  /// them. Which node a pod is on makes no difference here. All such endpoints share it, but for
  /// what came about by [#with].
  public int classOf(int endpoint) {
    return classes.classOf(endpoint);
  }

  /// How many classes there are; they are numbered from 0: pods, pods in their node's network,
  /// nodes, addresses.
  public int classCount() {
    return classes.layout().members();
  }

  /// The endpoints of a class.
  public EndpointSet membersOf(int classNumber) {
    return new EndpointSet(classes.members(classNumber));
  }

  /// The endpoints that a peer of one of the policies' rules matches, or may match, wherever it is
  /// looked at from.
  ///
  /// @throws IllegalArgumentException when no policy has the peer
  public EndpointSet matching(Peer peer) {
    return new EndpointSet(classes.expand(classes.layout().members(classes.extent(peer).may())));
  }

  /// All traffic between classes, source by source in ascending order, then by first destination:
  /// never more than one source's blocks are held at a time. The exceptions are those of [Block].
  public void forEachBlock(Consumer<Block> consumer) {
    pairs.forEachBlock(consumer);
  }

  /// The blocks of one source class, by first destination: for whoever wants sources in an order of
  /// their own.
  public List<Block> blocksFrom(int classNumber) {
    return pairs.blocksFrom(classNumber);
  }

  /// The pairs whose traffic may differ from what their classes' [Block] says since they are on one
  /// node, or may be: a node, or a pod in its node's network, with a pod there. Also every endpoint
  /// of the cluster with itself. Ascending by source, then destination.
  public void forEachLocalPair(PairConsumer consumer) {
    pairs.forEachLocalPair(consumer);
  }

  /// The traffic from each of some groups of endpoints to each (zones, namespaces): takes the
  /// square of the groups, never that of the endpoints.
  ///
  /// @param groups disjoint, not all endpoints need be in one
  /// @throws IllegalArgumentException if two groups share an endpoint
  public GroupMatrix matrix(List<EndpointSet> groups) {
    return GroupSurvey.survey(this, pairs, groups);
  }

  /// Whether traffic of an endpoint may depend on who shares its node.
  boolean hasNeighbours(int endpoint) {
    return pairs.near(endpoint).getCardinality() > 1;
  }

  /// Takes a pair of endpoints and its traffic, which may be empty.
  @FunctionalInterface
  public interface PairConsumer {
    void accept(int source, int destination, TrafficSet traffic);
  }

  /// What each policy, each rule, and each clause of a rule that has several, does to this traffic:
  /// what would be another if it alone were taken out. Sorted as the parts are.
  public List<Contribution> contributions() {
    return new Removals(policies(), classes, table, egress, ingress, pairs, settings())
        .contributions();
  }

  /// Which policies isolate a pod; also for one that is only imagined (an unlabelled future pod of
  /// a namespace).
  public Isolation isolation(Pod pod, Direction direction) {
    return subjects.isolation(pod, direction);
  }

  /// What a pod that is only imagined could reach, and who could reach it: the same as if it were
  /// added to the inventory, but for services that would have it as a backend. Its labels must be
  /// those that the dialect's selectors see; addresses and node count as far as they are given.
  ///
  /// @throws IllegalArgumentException for a pod that uses its node's network
  public Prospect imagine(Pod pod) {
    Imagination imagination =
        new Imagination(inventory(), endpoints, classes, table, clauses, pairs, settings(), pod);
    return new Prospect(
        pod,
        isolation(pod, Direction.INGRESS),
        isolation(pod, Direction.EGRESS),
        imagination.partition(ingress, egress),
        imagination.partition(egress, ingress));
  }

  /// What decided on both sides: the source's egress first, then the destination's ingress. A range
  /// of addresses is asked for its first.
  public List<Citation> cite(int source, int destination, Packet packet) {
    return evaluator
        .evaluate(endpoints.get(source), endpoints.get(destination), packet)
        .citations();
  }

  /// Why a packet is let through or not, as a tree of sentences. A range of addresses is asked for
  /// its first.
  public Explanation explain(int source, int destination, Packet packet) {
    return evaluator.explain(endpoints.get(source), endpoints.get(destination), packet);
  }
}
