package dev.palisade.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;

/// Clusters that are reported on together: `palisade.groups.<name>`, a list of their names.
@ConfigMapping(prefix = "palisade.groups")
public interface ConfiguredGroups {
  @WithParentName
  Map<String, List<String>> byName();
}
