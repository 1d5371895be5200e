package dev.palisade.application;

import java.util.Locale;

/// What somebody may do.
public enum Role {
  AUDITOR,
  COMPLIANCE_OFFICER,
  CHANGE_REVIEWER,
  COLLECTOR,
  ADMINISTRATOR;

  /// @param name as [#toString] writes it
  /// @throws IllegalArgumentException if there is none of that name
  public static Role parse(String name) {
    for (Role role : values()) {
      if (role.toString().equals(name)) {
        return role;
      }
    }
    throw new IllegalArgumentException("there is no role \"" + name + "\"");
  }

  /// `compliance-officer`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
