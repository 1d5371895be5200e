package dev.palisade.compliance.control;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.NetworkAgent;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.document.Cursor;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The network plugins that the catalogue knows, and which of them a cluster runs.
public record NetworkPlugins(List<NetworkPlugin> known) {

  private static final String RESOURCE = "/catalogue/network-plugins.yaml";

  private static final Set<String> KEYS =
      Set.of("id", "title", "dialect", "agents", "needs", "disabledBy", "enforces", "source");

  /// A plugin that was found.
  ///
  /// @param agents its DaemonSets; empty when only the scope names the plugin
  /// @param settings the settings of its agents, and of the cluster's ConfigMaps
  public record Found(
      NetworkPlugin plugin, List<NetworkAgent> agents, SortedMap<String, String> settings) {
    public Found {
      agents = List.copyOf(agents);
    }

    /// Whether it was seen running, and is not merely said to.
    public boolean isObserved() {
      return !agents.isEmpty();
    }

    /// The setting that turns enforcement off, as `name=value`; null: none does.
    public @Nullable String turnedOffBy() {
      for (Map.Entry<String, List<String>> off : plugin.disabledBy().entrySet()) {
        String value = settings.get(off.getKey());
        if (value != null && off.getValue().contains(value)) {
          return off.getKey() + "=" + value;
        }
      }
      return null;
    }
  }

  public NetworkPlugins {
    known = List.copyOf(known);
  }

  /// Those that come with Palisade.
  public static NetworkPlugins load() {
    List<NetworkPlugin> plugins = new ArrayList<>();
    try (InputStream in = NetworkPlugins.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is missing");
      }
      new DocumentReader(ReadLimits.DEFAULT)
          .read(
              RESOURCE,
              in,
              reading -> {
                if (!(reading instanceof Reading.Read(var document))) {
                  throw new IllegalStateException("unreadable: " + reading);
                }
                document.cursor().get("plugins").items().forEach(p -> plugins.add(plugin(p)));
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new NetworkPlugins(plugins);
  }

  /// Which plugins run, by their agents; where no agent and no node was read, the one that the
  /// scope names.
  public List<Found> find(Inventory inventory, Scope scope) {
    List<Found> found = new ArrayList<>();
    for (NetworkPlugin plugin : known) {
      List<NetworkAgent> agents = inventory.agents().stream().filter(plugin::isAgent).toList();
      if (!agents.isEmpty()) {
        SortedMap<String, String> settings = new TreeMap<>(inventory.networkSettings());
        agents.forEach(agent -> settings.putAll(agent.settings()));
        found.add(new Found(plugin, agents, settings));
      }
    }
    NetworkPlugin named = named(scope);
    if (found.isEmpty() && inventory.nodes().isEmpty() && named != null) {
      found.add(new Found(named, List.of(), new TreeMap<>()));
    }
    return found;
  }

  /// Whose reading of policies decides in a cluster; null when its plugins leave that open. One
  /// that is turned off decides only where no other is there.
  public @Nullable Dialect dialect(Inventory inventory, Scope scope) {
    List<Found> enforcing =
        find(inventory, scope).stream().filter(f -> !f.plugin().enforces().isEmpty()).toList();
    List<Found> on = enforcing.stream().filter(f -> f.turnedOffBy() == null).toList();
    Set<Dialect> dialects = EnumSet.noneOf(Dialect.class);
    (on.isEmpty() ? enforcing : on).forEach(f -> dialects.add(f.plugin().dialect()));
    return dialects.size() == 1 ? dialects.iterator().next() : null;
  }

  /// The plugin that the scope names; null: none, or one that is not known.
  private @Nullable NetworkPlugin named(Scope scope) {
    String name = scope.cluster().cni();
    return known.stream().filter(p -> p.id().equals(name)).findFirst().orElse(null);
  }

  private static NetworkPlugin plugin(Cursor p) {
    p.fields()
        .forEach(
            (key, value) -> {
              if (!KEYS.contains(key)) {
                throw value.malformed("unknown key " + key);
              }
            });
    SortedMap<String, List<String>> off = new TreeMap<>();
    p.get("disabledBy").fields().forEach((setting, values) -> off.put(setting, values.texts()));
    Set<PolicyFeature> features = new TreeSet<>();
    p.get("enforces").texts().forEach(word -> features.add(PolicyFeature.parse(word)));
    return new NetworkPlugin(
        p.get("id").requiredText(),
        p.get("title").requiredText(),
        Dialect.parse(p.get("dialect").requiredText()),
        Set.copyOf(p.get("agents").get("names").texts()),
        Set.copyOf(p.get("agents").get("images").texts()),
        p.get("needs").texts(),
        off,
        features,
        p.get("source").requiredText());
  }
}
