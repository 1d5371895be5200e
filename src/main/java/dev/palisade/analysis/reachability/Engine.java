package dev.palisade.analysis.reachability;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.PolicySet;
import dev.palisade.analysis.reachability.DialectSettings.HostNetworkPods;
import dev.palisade.analysis.reachability.Succession.FreshPods;
import dev.palisade.analysis.traffic.AddressCuts;
import dev.palisade.analysis.traffic.IpSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The parts of a [Reachability], made from nothing or from those before a change.
///
/// @param scopeCuts sets of addresses that endpoints must not straddle, beside the policies'
/// @param mentioned the policies' sets of addresses
/// @param hostOfPod whether it matters to some policy on which node an endpoint is
record Engine(
    Inventory inventory,
    PolicySet policies,
    DialectSettings settings,
    List<IpSet> scopeCuts,
    Set<IpSet> mentioned,
    AddressCuts cuts,
    boolean hostOfPod,
    Endpoints endpoints,
    Hosts hosts,
    EndpointClasses classes,
    TrafficTable table,
    ClauseTraffic traffic,
    Rows egress,
    Rows ingress) {

  /// More steps than these from one state to the next, and it is made anew: each keeps the one
  /// before.
  private static final int MOST_STEPS = 8;

  private static final int FEW = 64;

  static Engine of(
      Inventory inventory, PolicySet policies, DialectSettings settings, List<IpSet> scopeCuts) {
    Mentions mentions = Mentions.of(policies.policies().toList());
    Set<IpSet> mentioned = new LinkedHashSet<>(mentions.addresses());
    AddressCuts cuts = cuts(mentioned, scopeCuts);
    Endpoints endpoints = new Endpoints(inventory, cuts.ranges());
    EndpointClasses classes = classes(inventory, mentions, cuts, settings, endpoints);
    TrafficTable table = new TrafficTable();
    ClauseTraffic traffic = new ClauseTraffic(table, classes);
    return new Engine(
        inventory,
        policies,
        settings,
        scopeCuts,
        mentioned,
        cuts,
        mentions.hostOfPod(),
        endpoints,
        new Hosts(endpoints),
        classes,
        table,
        traffic,
        Rows.of(Direction.EGRESS, policies, classes, table, traffic, settings),
        Rows.of(Direction.INGRESS, policies, classes, table, traffic, settings));
  }

  private static AddressCuts cuts(Set<IpSet> mentioned, List<IpSet> scopeCuts) {
    List<IpSet> sets = new ArrayList<>(mentioned);
    sets.addAll(scopeCuts);
    return AddressCuts.of(sets);
  }

  private static EndpointClasses classes(
      Inventory inventory,
      Mentions mentions,
      AddressCuts cuts,
      DialectSettings settings,
      Endpoints endpoints) {
    HostNetworkPods hostMode = settings.hostNetworkPods();
    Grains grains = new Grains(inventory, mentions, cuts, hostMode);
    PeerSets peers = new PeerSets(inventory, grains, mentions, hostMode);
    return EndpointClasses.of(grains, peers, mentions, endpoints.size());
  }

  Engine after(Change change) {
    Inventory inventoryAfter = change.after().inventory();
    PolicySet policiesAfter = change.after().policies();
    if (isTooMuch(change)) {
      return of(inventoryAfter, policiesAfter, settings, scopeCuts);
    }
    Mentions added = Mentions.of(change.added());
    Mentions removed = Mentions.of(change.removed());
    Set<IpSet> mentionedAfter = mentionedAfter(added, removed, policiesAfter);
    AddressCuts found = mentionedAfter.equals(mentioned) ? cuts : cuts(mentionedAfter, scopeCuts);
    AddressCuts cutsAfter = found.equals(cuts) ? cuts : found;
    boolean sameEndpoints = change.podsStay() && cutsAfter == cuts;
    Endpoints endpointsAfter =
        sameEndpoints && inventoryAfter == inventory
            ? endpoints
            : new Endpoints(inventoryAfter, cutsAfter.ranges());
    // what removed policies have said is known
    boolean nothingNew =
        removed.peers().containsAll(added.peers())
            && classes.mentionedPorts().containsAll(added.portNames());
    EndpointClasses toldApart =
        nothingNew ? null : classes(inventoryAfter, added, cutsAfter, settings, endpointsAfter);
    EndpointClasses classesAfter =
        sameEndpoints && (toldApart == null || learnt(toldApart))
            ? classes
            : Following.classes(
                classes,
                toldApart,
                fresh(change, cutsAfter, added),
                endpointsAfter,
                endpointsBefore(change, cutsAfter));
    ClauseTraffic trafficAfter =
        classesAfter == classes ? traffic : new ClauseTraffic(table, classesAfter);
    int[] before = change.policiesBefore();
    return new Engine(
        inventoryAfter,
        policiesAfter,
        settings,
        scopeCuts,
        mentionedAfter,
        cutsAfter,
        added.hostOfPod() || (removed.hostOfPod() ? anyHostOfPod(policiesAfter) : hostOfPod),
        endpointsAfter,
        change.podsStay() ? hosts : new Hosts(endpointsAfter),
        classesAfter,
        table,
        trafficAfter,
        egress.after(policiesAfter, before, classesAfter, trafficAfter),
        ingress.after(policiesAfter, before, classesAfter, trafficAfter));
  }

  /// Whether it takes less to begin anew.
  private boolean isTooMuch(Change change) {
    long freshPods = change.freshPods().size();
    long altered = (long) change.added().size() + change.removed().size();
    return change.nodesDiffer()
        || classes.steps() >= MOST_STEPS
        || freshPods > Math.max(FEW, endpoints.size() / 8)
        || altered > Math.max(FEW, change.policiesBefore().length / 4);
  }

  private Set<IpSet> mentionedAfter(Mentions added, Mentions removed, PolicySet after) {
    Set<IpSet> gone = new HashSet<>(removed.addresses());
    added.addresses().forEach(gone::remove);
    for (Policy policy : after.policies().toList()) {
      if (gone.isEmpty()) {
        break;
      }
      Mentions.forEachPart(
          policy,
          part -> {
            if (part instanceof Peer.Addresses a) {
              gone.remove(a.addresses());
            }
          });
    }
    if (gone.isEmpty() && mentioned.containsAll(added.addresses())) {
      return mentioned;
    }
    Set<IpSet> all = new LinkedHashSet<>(mentioned);
    all.removeAll(gone);
    all.addAll(added.addresses());
    return all;
  }

  private static boolean anyHostOfPod(PolicySet policies) {
    boolean[] any = {false};
    policies
        .policies()
        .forEach(
            policy ->
                Mentions.forEachPart(policy, part -> any[0] |= part instanceof Peer.HostOfPod));
    return any[0];
  }

  /// Whether the classes are fine enough for what added policies tell apart; they know it then.
  private boolean learnt(EndpointClasses toldApart) {
    int[] coarser =
        classes.mentionedPorts().containsAll(toldApart.mentionedPorts())
            ? Following.coarser(classes, toldApart)
            : null;
    if (coarser == null) {
      return false;
    }
    classes.learn(toldApart, Succession.inverted(coarser, toldApart.layout().members()));
    return true;
  }

  private @Nullable FreshPods fresh(Change change, AddressCuts cutsAfter, Mentions added) {
    List<Pod> pods = change.freshPods();
    Set<PortName> portNames = new HashSet<>(classes.mentionedPorts());
    portNames.addAll(added.portNames());
    return pods.isEmpty()
        ? null
        : FreshPods.of(
            pods, change.after().inventory(), cutsAfter, portNames, settings.hostNetworkPods());
  }

  /// By endpoint afterwards, its number here. A range of addresses is where its first address is:
  /// no policy that stays tells the others from it.
  private int[] endpointsBefore(Change change, AddressCuts cutsAfter) {
    int[] pods = change.podsBefore();
    int nodes = endpoints.nodeList().size();
    int[] before = Arrays.copyOf(pods, pods.length + nodes + cutsAfter.size());
    for (int i = 0; i < nodes; i++) {
      before[pods.length + i] = endpoints.idOfNode(i);
    }
    for (int i = 0; i < cutsAfter.size(); i++) {
      before[pods.length + nodes + i] =
          endpoints.idOfAddress(cuts.atomOf(cutsAfter.range(i).first()));
    }
    return before;
  }

  Pairs pairs() {
    return new Pairs(endpoints, classes, table, egress, ingress, settings, hosts, hostOfPod);
  }

  Subjects subjects() {
    return new Subjects(inventory, policies, settings, endpoints, classes, egress, ingress);
  }
}
