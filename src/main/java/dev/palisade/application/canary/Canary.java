package dev.palisade.application.canary;

import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.compliance.control.Witness;
import dev.palisade.compliance.control.Witness.FlowWitness;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One planted violation, and the finding that must come of it.
///
/// @param name `CHECK: what is planted`
/// @param check the id of the check that must find it
/// @param basis what makes it a violation, on which policies of the whole cluster may have a say
/// @param expected the finding's subject, or ends; of a flow that ends outside the other end is
///   null
record Canary(String name, String check, Basis basis, Expected expected) {

  /// What makes a planted violation one.
  sealed interface Basis {
    /// The planted manifests alone do.
    record Manifests() implements Basis {}

    /// A flow that must be open.
    record OpenFlow(Flow flow) implements Basis {}

    /// A flow that no policy has a say on, on one side of it.
    record Unpoliced(Flow flow, Direction side) implements Basis {}

    /// A flow that is open by a planted policy.
    record OpenBy(Flow flow, String policy) implements Basis {}
  }

  /// @param from a planted pod as `namespace/name`, or an address
  record Flow(String from, String to, Packet packet) {}

  /// What the finding's witness must be.
  sealed interface Expected {
    boolean isSeenIn(Witness witness);

    /// @param source null: any
    record Ends(@Nullable String source, @Nullable String destination, Packet packet)
        implements Expected {
      @Override
      public boolean isSeenIn(Witness witness) {
        return witness instanceof FlowWitness flow
            && (source == null || source.equals(flow.source()))
            && (destination == null || destination.equals(flow.destination()))
            && flow.traffic().contains(packet);
      }
    }

    record Subject(String subject, @Nullable Direction direction) implements Expected {
      @Override
      public boolean isSeenIn(Witness witness) {
        return witness instanceof SubjectWitness seen
            && subject.equals(seen.subject())
            && (direction == null || direction == seen.direction());
      }
    }
  }

  private static final String OUTSIDE = "198.51.100.7";

  /// All that there are, in the order of their names.
  ///
  /// @param prefix what the names of planted namespaces begin with
  static List<Canary> all(String prefix) {
    String vault = prefix + "-cde/vault";
    String edge = prefix + "-cde/edge";
    String source = prefix + "-open/source";
    Flow service = new Flow(source, vault, Packet.of(Protocol.TCP, 8443));
    Flow undeclared = new Flow(source, vault, Packet.of(Protocol.TCP, 9999));
    Flow restricted = new Flow(source, vault, Packet.of(Protocol.TCP, 65001));
    Flow back = new Flow(vault, source, Packet.of(Protocol.TCP, 8443));
    Flow queries = new Flow(vault, source, Packet.of(Protocol.UDP, 53));
    Flow out = new Flow(vault, OUTSIDE, Packet.of(Protocol.TCP, 443));
    Flow in = new Flow(OUTSIDE, edge, Packet.of(Protocol.TCP, 8443));
    List<Canary> all = new ArrayList<>();
    all.add(flow("cardholder-egress", back));
    all.add(flow("cardholder-ingress", service));
    all.add(
        unpoliced(
            "a pod without policies", prefix + "-bare/bare", prefix + "-bare/bare[Pod]", source));
    all.add(
        unpoliced(
            "a namespace where only labelled pods are covered",
            prefix + "-part/" + PlantedCluster.UNLABELLED,
            prefix + "-part",
            source));
    all.add(flow("dns-egress", queries));
    all.add(
        new Canary(
            "explicit-allow: a rule without peers",
            "explicit-allow",
            new Basis.OpenBy(in, prefix + "-cde/edge"),
            new Expected.Subject(
                "NetworkPolicy " + prefix + "-cde/edge /spec/ingress/0", Direction.INGRESS)));
    all.add(flow("internet-egress", out));
    all.add(flow("internet-exposure", in));
    all.add(flow("namespace-isolation", service));
    all.add(flow("necessary-ports", undeclared));
    all.add(flow("need-to-know", service));
    all.add(subject("pod-security", "a namespace without a level", prefix + "-cde"));
    all.add(
        subject(
            "policy-change-authority",
            "a binding to nobody who is declared",
            "Group " + prefix + "-anyone"));
    all.add(
        subject(
            "rationale", "a policy that says nothing", "NetworkPolicy " + prefix + "-cde/vault"));
    all.add(flow("registered-flows", service));
    all.add(flow("restricted-ports", restricted));
    all.add(
        new Canary(
            "scope-confirmed: an undeclared connected system",
            "scope-confirmed",
            new Basis.OpenFlow(service),
            new Expected.Subject(prefix + "-open", null)));
    return List.copyOf(all);
  }

  private static Canary flow(String check, Flow flow) {
    return new Canary(
        check + ": " + flow.packet(),
        check,
        new Basis.OpenFlow(flow),
        new Expected.Ends(workload(flow.from()), workload(flow.to()), flow.packet()));
  }

  private static Canary unpoliced(String what, String pod, String subject, String source) {
    return new Canary(
        "default-deny: " + what,
        "default-deny",
        new Basis.Unpoliced(
            new Flow(source, pod, Packet.of(Protocol.TCP, 8443)), Direction.INGRESS),
        new Expected.Subject(subject, Direction.INGRESS));
  }

  private static Canary subject(String check, String what, String subject) {
    return new Canary(
        check + ": " + what, check, new Basis.Manifests(), new Expected.Subject(subject, null));
  }

  private static @Nullable String workload(String end) {
    return end.equals(OUTSIDE) ? null : end + "[Pod]";
  }
}
