package dev.palisade.compliance.reperformance;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A conclusion that was not reached again.
///
/// @param name `pci-dss 1.3.1`, `default-deny`, `default-deny FINGERPRINT`, or a JSON pointer
/// @param reported null: it was not there
/// @param again null: it is not there
/// @param because sorted; never empty
public record Difference(
    Subject what,
    String name,
    @Nullable String reported,
    @Nullable String again,
    List<Cause> because) {

  /// What a conclusion is on.
  public enum Subject {
    REQUIREMENT,
    CHECK,
    FINDING,
    /// Another part of the report's JSON.
    DOCUMENT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Difference {
    because = because.stream().distinct().sorted().toList();
    if (because.isEmpty()) {
      throw new IllegalArgumentException("a difference is explained, or said to be unexplained");
    }
  }

  /// Whether nothing explains it.
  public boolean isUnexplained() {
    return because.stream().anyMatch(cause -> cause.cause() == Cause.Kind.UNEXPLAINED);
  }
}
