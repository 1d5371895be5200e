package dev.palisade.compliance.control.hygiene;

import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.policy.Tier;
import dev.palisade.analysis.policy.TrafficMatch;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import dev.palisade.snapshot.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Exceptions from address blocks that exclude nothing: another rule on the same pods allows the
/// same addresses, or (Calico's `notNets`) they lie outside the block.
final class UselessExcept implements Adviser {

  /// An exception as the manifest has it.
  private record Except(Cursor at, Cidr cidr, @Nullable IpSet block) {}

  /// Where the rules of one direction for one set of pods allow addresses.
  private record Grant(Policy policy, Rule.Clause clause, IpSet addresses) {}

  private record Subject(Peer pods, Direction direction) {}

  @Override
  public void advise(Terrain terrain, Consumer<Advice> to) {
    Map<Subject, List<Grant>> grants = new HashMap<>();
    for (Tier tier : terrain.policySet().tiers()) {
      if (tier.combination() == Tier.Combination.DENY_OVERRIDES) {
        tier.policies().forEach(policy -> grants(policy, grants));
      }
    }
    for (Policy policy : terrain.policies()) {
      Manifest manifest = namesAddresses(policy) ? terrain.manifest(policy.ref()) : null;
      if (manifest != null) {
        for (Except exception : exceptions(manifest)) {
          Advice advice = advice(policy, exception, grants);
          if (advice != null) {
            to.accept(advice);
          }
        }
      }
    }
  }

  private static boolean namesAddresses(Policy policy) {
    for (Direction direction : Direction.values()) {
      Policy.Rules rules = policy.rules(direction);
      if (rules != null
          && rules.rules().stream()
              .flatMap(rule -> rule.clauses().stream())
              .anyMatch(clause -> isOfAddresses(clause.peer()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfAddresses(Peer peer) {
    return switch (peer) {
      case Peer.Addresses addresses -> true;
      case Peer.AnyOf(var peers) -> peers.stream().anyMatch(UselessExcept::isOfAddresses);
      case Peer.AllOf(var peers) -> peers.stream().anyMatch(UselessExcept::isOfAddresses);
      case Peer.Not(var inner) -> isOfAddresses(inner);
      default -> false;
    };
  }

  private static @Nullable Advice advice(
      Policy policy, Except exception, Map<Subject, List<Grant>> grants) {
    IpSet excepted = IpSet.of(exception.cidr());
    if (exception.block() != null && !exception.block().overlaps(excepted)) {
      return of(policy, exception, "lies outside the block that it is to be taken from");
    }
    String pointer = exception.at().pointer();
    Direction direction = pointer.contains("/ingress") ? Direction.INGRESS : Direction.EGRESS;
    List<Grant> all = grants.getOrDefault(new Subject(policy.subject(), direction), List.of());
    TrafficMatch traffic = null;
    for (Grant grant : all) {
      if (grant.policy().ref().equals(policy.ref())
          && pointer.startsWith(grant.clause().pointer() + "/")) {
        traffic = grant.clause().traffic();
      }
    }
    for (Grant grant : all) {
      TrafficMatch allowed = grant.clause().traffic();
      boolean own =
          grant.policy().ref().equals(policy.ref())
              && pointer.startsWith(grant.clause().pointer() + "/");
      if (!own
          && excepted.isSubsetOf(grant.addresses())
          && (allowed.equals(TrafficMatch.ALL) || allowed.equals(traffic))) {
        return of(
            policy,
            exception,
            "excludes nothing: "
                + grant.policy().ref()
                + " "
                + grant.clause().pointer()
                + " allows those addresses to the same pods");
      }
    }
    return null;
  }

  private static Advice of(Policy policy, Except exception, String why) {
    return new Advice(
        Topic.EXCEPT_EXCLUDES_NOTHING,
        policy.ref(),
        exception.at().pointer(),
        "the exception " + exception.cidr() + " " + why,
        "Take the addresses out of the other rule too, or drop the exception.",
        null);
  }

  private static void grants(Policy policy, Map<Subject, List<Grant>> to) {
    for (Direction direction : Direction.values()) {
      Policy.Rules rules = policy.rules(direction);
      if (rules == null) {
        continue;
      }
      for (Rule rule : rules.rules()) {
        if (rule.action() != Action.ALLOW) {
          continue;
        }
        for (Rule.Clause clause : rule.clauses()) {
          IpSet addresses =
              switch (clause.peer()) {
                case Peer.Anyone anyone -> IpSet.ALL;
                case Peer.Addresses(var set, var reach) -> set;
                default -> IpSet.NONE;
              };
          to.computeIfAbsent(new Subject(policy.subject(), direction), s -> new ArrayList<>())
              .add(new Grant(policy, clause, addresses));
        }
      }
    }
  }

  private static List<Except> exceptions(Manifest manifest) {
    List<Except> found = new ArrayList<>();
    try {
      collect(manifest.cursor().get("spec"), found);
      for (Cursor spec : manifest.cursor().get("specs").items()) {
        collect(spec, found);
      }
    } catch (MalformedDocument e) {
      // a policy in force is well-formed where its exceptions are
      return found;
    }
    return found;
  }

  private static void collect(Cursor at, List<Except> to) {
    if (at.isArray()) {
      at.items().forEach(item -> collect(item, to));
      return;
    }
    if (!at.isObject()) {
      return;
    }
    if (at.get("cidr").isString() && at.get("except").isArray()) {
      at.get("except").items().forEach(item -> add(item, null, to));
    }
    if (at.get("nets").isArray() && at.get("notNets").isArray()) {
      IpSet nets = IpSet.NONE;
      for (Cursor net : at.get("nets").items()) {
        nets = nets.union(IpSet.of(Cidr.parseAddressOrCidr(net.requiredText())));
      }
      for (Cursor item : at.get("notNets").items()) {
        add(item, nets, to);
      }
    }
    at.fields().values().forEach(value -> collect(value, to));
  }

  private static void add(Cursor item, @Nullable IpSet block, List<Except> to) {
    to.add(new Except(item, Cidr.parseAddressOrCidr(item.requiredText()), block));
  }
}
