package dev.palisade.compliance.control;

import java.util.List;

/// A set of requirements that somebody is held to.
///
/// @param id as in reports and on the command line, e.g. `pci-dss`
/// @param title with its edition, e.g. `PCI DSS v4.0.1`
public record Framework(String id, String title, List<Requirement> requirements) {
  public Framework {
    requirements = List.copyOf(requirements);
  }
}
