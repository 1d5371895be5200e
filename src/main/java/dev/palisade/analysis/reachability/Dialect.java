package dev.palisade.analysis.reachability;

import java.util.Locale;

/// Whose reading of policies decides: that of the network plugin which enforces them.
public enum Dialect {
  KUBERNETES,
  CALICO,
  CILIUM;

  /// @throws IllegalArgumentException for any other name
  public static Dialect parse(String name) {
    for (Dialect d : values()) {
      if (d.toString().equals(name)) {
        return d;
      }
    }
    throw new IllegalArgumentException(
        "'" + name + "' is no dialect: expected kubernetes, calico or cilium");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
