package dev.palisade.compliance.control;

import dev.palisade.analysis.traffic.TrafficSet;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which findings are excepted, and until when. Yielded by the register of exceptions.
public record Waivers(List<Waiver> waivers) {

  /// @param traffic the most that is excepted; null for findings without a flow. What goes beyond
  ///   it is open
  /// @param until the instant at which it stops counting, exclusive
  public record Waiver(
      String exception,
      String check,
      String fingerprint,
      @Nullable TrafficSet traffic,
      Instant from,
      Instant until) {}

  public Waivers {
    waivers = List.copyOf(waivers);
  }

  public static Waivers none() {
    return new Waivers(List.of());
  }

  /// The waiver in force for a finding at an instant; null: none.
  public @Nullable Waiver covering(
      String check, String fingerprint, @Nullable TrafficSet traffic, Instant at) {
    for (Waiver w : waivers) {
      boolean inForce = !at.isBefore(w.from()) && at.isBefore(w.until());
      if (inForce
          && w.check().equals(check)
          && w.fingerprint().equals(fingerprint)
          && within(traffic, w)) {
        return w;
      }
    }
    return null;
  }

  private static boolean within(@Nullable TrafficSet traffic, Waiver waiver) {
    if (traffic == null) {
      return true;
    }
    TrafficSet excepted = waiver.traffic();
    return excepted != null && excepted.contains(traffic);
  }
}
