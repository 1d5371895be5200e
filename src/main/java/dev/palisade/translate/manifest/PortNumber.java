package dev.palisade.translate.manifest;

import dev.palisade.analysis.traffic.PortRange;
import dev.palisade.document.Cursor;
import org.jspecify.annotations.Nullable;

/// Port numbers in manifests.
public final class PortNumber {
  private PortNumber() {}

  /// The port at a place; any port after a refusal.
  ///
  /// @throws dev.palisade.document.MalformedDocument if it is no integer
  public static int read(Candidate candidate, Cursor at) {
    Long number = at.integer();
    if (number == null || !isPort(number)) {
      candidate.refuse(at, problem(number));
      return PortRange.MIN;
    }
    return number.intValue();
  }

  public static boolean isPort(@Nullable Long number) {
    return number != null && number >= PortRange.MIN && number <= PortRange.MAX;
  }

  /// What to say of a number that is no port.
  public static String problem(@Nullable Long number) {
    return (number == null ? "a port is required" : number + " is no port")
        + ": expected "
        + PortRange.MIN
        + " to "
        + PortRange.MAX;
  }
}
