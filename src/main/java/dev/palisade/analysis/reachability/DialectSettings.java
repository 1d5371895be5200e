package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Peer.AddressReach;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The answers to the questions on which dialects differ or which the specification leaves open.
/// Printed with every verdict.
///
/// @param values every setting by name
public record DialectSettings(Dialect dialect, SortedMap<String, String> values) {

  /// What the verdicts are for: some defaults are stricter where doubt must never pass.
  public enum Use {
    /// Maps and questions about manifests.
    MANIFESTS,
    /// Assessments, change reviews, the service.
    ASSESSMENT
  }

  private static final SortedMap<String, List<String>> ALLOWED =
      new TreeMap<>(
          Map.of(
              "ip-block-matches-pods", List.of("true", "false"),
              "host-network-pods", List.of("policed", "exempt", "node"),
              "self-traffic", List.of("open", "policed"),
              "icmp-when-isolated", List.of("denied", "open"),
              "node-to-local-pod", List.of("open", "policed"),
              "finished-pods", List.of("ignored", "kept"),
              "same-priority", List.of("refuse", "by-name"),
              "enable-sctp", List.of("true", "false")));

  public DialectSettings {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /// The defaults of a dialect.
  public static DialectSettings of(Dialect dialect, Use use) {
    boolean assessment = use == Use.ASSESSMENT;
    SortedMap<String, String> v = new TreeMap<>();
    v.put("ip-block-matches-pods", dialect == Dialect.CILIUM ? "false" : "true");
    v.put(
        "host-network-pods",
        switch (dialect) {
          case KUBERNETES -> assessment ? "exempt" : "policed";
          case CALICO -> "exempt";
          case CILIUM -> "node";
        });
    v.put("self-traffic", "open");
    v.put("icmp-when-isolated", dialect == Dialect.KUBERNETES ? "open" : "denied");
    v.put("node-to-local-pod", "open");
    v.put("finished-pods", assessment ? "ignored" : "kept");
    v.put("same-priority", dialect == Dialect.CALICO ? "by-name" : "refuse");
    v.put("enable-sctp", "false");
    return new DialectSettings(dialect, v);
  }

  /// The same with one setting changed.
  ///
  /// @throws IllegalArgumentException when there is no such setting, or it cannot have that value
  public DialectSettings with(String name, String value) {
    List<String> allowed = ALLOWED.get(name);
    if (allowed == null) {
      throw new IllegalArgumentException(
          "there is no setting '"
              + name
              + "': expected one of "
              + String.join(", ", ALLOWED.keySet()));
    }
    if (!allowed.contains(value)) {
      throw new IllegalArgumentException(
          "setting "
              + name
              + " cannot be '"
              + value
              + "': expected "
              + String.join(" or ", allowed));
    }
    SortedMap<String, String> changed = new TreeMap<>(values);
    changed.put(name, value);
    return new DialectSettings(dialect, changed);
  }

  /// How policies hold for pods that use their node's network.
  public enum HostNetworkPods {
    /// The flag is ignored.
    POLICED,
    /// No policy holds for them, neither as subject nor by label: all of their traffic is open on
    /// their side.
    EXEMPT,
    /// They are their node.
    NODE
  }

  public HostNetworkPods hostNetworkPods() {
    return switch (value("host-network-pods")) {
      case "policed" -> HostNetworkPods.POLICED;
      case "exempt" -> HostNetworkPods.EXEMPT;
      default -> HostNetworkPods.NODE;
    };
  }

  /// Which endpoints of the cluster an address block of a policy matches.
  public AddressReach ipBlockReach() {
    return is("ip-block-matches-pods") ? AddressReach.PODS_AND_NODES : AddressReach.OUTSIDE_ONLY;
  }

  public boolean selfTrafficOpen() {
    return value("self-traffic").equals("open");
  }

  public boolean nodeToLocalPodOpen() {
    return value("node-to-local-pod").equals("open");
  }

  public boolean finishedPodsKept() {
    return value("finished-pods").equals("kept");
  }

  public boolean samePriorityRefused() {
    return value("same-priority").equals("refuse");
  }

  public boolean sctpEnabled() {
    return is("enable-sctp");
  }

  /// The traffic that verdicts speak of. Under `icmp-when-isolated=open` the specification leaves
  /// everything but TCP, UDP and SCTP undefined, and it is left out and reported as not covered.
  public TrafficSet covered() {
    return dialect == Dialect.KUBERNETES && value("icmp-when-isolated").equals("open")
        ? TrafficSet.TCP_UDP_SCTP
        : TrafficSet.ALL;
  }

  /// Whether a protocol's verdicts are covered.
  public boolean covers(Protocol protocol) {
    return covered().protocols().contains(protocol);
  }

  private boolean is(String name) {
    return value(name).equals("true");
  }

  private String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("setting " + name + " has no value");
    }
    return value;
  }
}
