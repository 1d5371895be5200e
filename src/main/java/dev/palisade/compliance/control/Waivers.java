package dev.palisade.compliance.control;

import dev.palisade.analysis.traffic.TrafficSet;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which findings are excepted, and until when. Yielded by the register of exceptions.
public record Waivers(List<Waiver> waivers) {

  /// That findings of a check do not count for a while.
  ///
  /// @param fingerprint of the finding; null: the selector chooses
  /// @param selector null: the fingerprint names the one
  /// @param traffic the most that is excepted; null for findings without a flow. What goes beyond
  ///   it is open
  /// @param until the instant at which it stops counting, exclusive
  public record Waiver(
      String exception,
      String check,
      @Nullable String fingerprint,
      @Nullable WitnessSelector selector,
      @Nullable TrafficSet traffic,
      Instant from,
      Instant until) {

    public Waiver {
      if ((fingerprint == null) == (selector == null)) {
        throw new IllegalArgumentException("a waiver has a fingerprint or a selector");
      }
    }

    /// Of the finding with a fingerprint.
    public Waiver(
        String exception,
        String check,
        String fingerprint,
        @Nullable TrafficSet traffic,
        Instant from,
        Instant until) {
      this(exception, check, fingerprint, null, traffic, from, until);
    }

    /// From its first instant on, and before its end.
    public boolean isInForce(Instant at) {
      return !at.isBefore(from) && at.isBefore(until);
    }

    /// Whether it excepts a finding of a check, all traffic of it, at whatever time.
    public boolean covers(String ofCheck, String finding, Witness witness) {
      boolean named = selector == null ? finding.equals(fingerprint) : selector.matches(witness);
      return named && ofCheck.equals(check) && holdsTraffic(witness);
    }

    private boolean holdsTraffic(Witness witness) {
      return switch (witness) {
        case Witness.FlowWitness flow -> traffic != null && traffic.contains(flow.traffic());
        case Witness.SubjectWitness subject -> true;
      };
    }
  }

  public Waivers {
    waivers = List.copyOf(waivers);
  }

  public static Waivers none() {
    return new Waivers(List.of());
  }

  /// The waiver in force for a finding at an instant; null: none.
  public @Nullable Waiver covering(String check, String finding, Witness witness, Instant at) {
    for (Waiver w : waivers) {
      if (w.isInForce(at) && w.covers(check, finding, witness)) {
        return w;
      }
    }
    return null;
  }
}
