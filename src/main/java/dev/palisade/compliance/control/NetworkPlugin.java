package dev.palisade.compliance.control;

import dev.palisade.analysis.inventory.NetworkAgent;
import dev.palisade.analysis.reachability.Dialect;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A network plugin that the catalogue knows.
///
/// @param agents names of its DaemonSets
/// @param images endings of its agents' image names, without registry and tag
/// @param needs settings of which at least one must be seen before anything can be said; a name
///   that ends in `_` is a beginning, and the name of a ConfigMap stands for any of its keys
/// @param disabledBy settings that turn enforcement off, with the values that do
/// @param enforces features of policies that it is known to enforce
/// @param source where that is documented
public record NetworkPlugin(
    String id,
    String title,
    Dialect dialect,
    Set<String> agents,
    Set<String> images,
    List<String> needs,
    SortedMap<String, List<String>> disabledBy,
    Set<PolicyFeature> enforces,
    String source) {

  public NetworkPlugin {
    agents = Set.copyOf(agents);
    images = Set.copyOf(images);
    needs = List.copyOf(needs);
    disabledBy = Collections.unmodifiableSortedMap(new TreeMap<>(disabledBy));
    enforces = Set.copyOf(enforces);
  }

  /// Whether a DaemonSet is this plugin's agent.
  public boolean isAgent(NetworkAgent agent) {
    return agents.contains(agent.name()) || agent.images().stream().anyMatch(this::isImage);
  }

  /// Whether one of the settings that verdicts need is there.
  public boolean isSetUp(Map<String, String> settings) {
    return needs.isEmpty()
        || settings.keySet().stream()
            .anyMatch(name -> needs.stream().anyMatch(n -> names(n, name)));
  }

  private static boolean names(String need, String setting) {
    return need.endsWith("_")
        ? setting.startsWith(need)
        : setting.equals(need) || setting.startsWith(need + "/");
  }

  private boolean isImage(String image) {
    String name = image.replaceFirst("@.*$", "").replaceFirst(":[^/:]*$", "");
    return images.stream().anyMatch(i -> name.equals(i) || name.endsWith("/" + i));
  }
}
