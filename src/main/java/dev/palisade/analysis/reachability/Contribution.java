package dev.palisade.analysis.reachability;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a part of the policies does to the traffic of a cluster: what would change if it alone were
/// taken out, and if nothing, why.
///
/// @param change an example of what would change; null: nothing would
/// @param others parts that decide in its stead: for SHADOWED those that come before, for REDUNDANT
///   those that would; sorted, and of many only [Removals#NAMED]
/// @param byDefault whether some of what it matches is open also where no policy decides
/// @param inDoubt only without an effect: whether it, or another part that touches the same
///   traffic, matches what cannot be known (what a domain name stands for, where a pod will run) or
///   looks into the application layer, so that it may have an effect after all
public record Contribution(
    PolicyPart part,
    Standing standing,
    @Nullable FlowChange change,
    List<PolicyPart> others,
    boolean byDefault,
    boolean inDoubt)
    implements Comparable<Contribution> {

  /// Whether a part has an effect, and if not, why.
  public enum Standing {
    EFFECTIVE,
    /// The policy applies to no endpoint.
    SELECTS_NOTHING,
    /// It is for no endpoint of the cluster, and for no address.
    MATCHES_NO_PEER,
    /// No pod that it concerns declares the name of a port.
    NAMES_NO_PORT,
    /// It has nothing that could match, or nothing of its own side.
    MATCHES_NOTHING,
    /// Others decide, before it is asked, on all that it matches.
    SHADOWED,
    /// Without it, its side would let through the same.
    REDUNDANT,
    /// Its side would let through something else, but the other ends' policies do not, or there are
    /// no two such endpoints.
    OUTWEIGHED
  }

  public Contribution {
    others = others.stream().sorted().toList();
  }

  public boolean isEffective() {
    return standing == Standing.EFFECTIVE;
  }

  @Override
  public int compareTo(Contribution other) {
    return part.compareTo(other.part);
  }
}
