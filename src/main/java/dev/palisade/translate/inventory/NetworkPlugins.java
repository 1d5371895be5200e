package dev.palisade.translate.inventory;

import dev.palisade.analysis.inventory.NetworkAgent;
import dev.palisade.analysis.label.Labels;
import dev.palisade.document.Cursor;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ReadableSettings;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Diagnostics;
import dev.palisade.translate.manifest.Metadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads what tells the network plugin and how it is set: every DaemonSet, with the nodes on which
/// a pod of it is ready, and the settings of the closed list ([ReadableSettings]), wherever an
/// untrimmed folder may hold others.
final class NetworkPlugins {
  private NetworkPlugins() {}

  static List<NetworkAgent> agents(List<Manifest> manifests, Diagnostics diagnostics) {
    Map<Owner, List<String>> nodes = readyNodes(manifests);
    List<NetworkAgent> agents = new ArrayList<>();
    for (Manifest manifest : manifests) {
      if (WorkloadKind.of(manifest.ref()) == WorkloadKind.DAEMON_SET) {
        NetworkAgent agent = Candidate.read(manifest, diagnostics, c -> agent(c, nodes));
        if (agent != null) {
          agents.add(agent);
        }
      }
    }
    return agents;
  }

  /// By `configmap/key`.
  static SortedMap<String, String> settings(List<Manifest> manifests, Diagnostics diagnostics) {
    SortedMap<String, String> settings = new TreeMap<>();
    for (Manifest manifest : manifests) {
      String name = manifest.ref().name();
      Set<String> keys =
          manifest.ref().kind().equals("ConfigMap") && manifest.ref().group().isEmpty()
              ? ReadableSettings.keysOf(manifest.ref().namespace(), name)
              : null;
      if (keys == null) {
        continue;
      }
      Labels data =
          Candidate.read(manifest, diagnostics, c -> Metadata.texts(c.root().get("data")));
      if (data != null) {
        data.asMap()
            .forEach(
                (key, value) -> {
                  if (keys.contains(key)) {
                    settings.put(name + "/" + key, value);
                  }
                });
      }
    }
    return settings;
  }

  private static NetworkAgent agent(Candidate candidate, Map<Owner, List<String>> nodes) {
    Cursor spec = candidate.root().get("spec").get("template").get("spec");
    List<String> images = new ArrayList<>();
    SortedMap<String, String> settings = new TreeMap<>();
    for (String list : List.of("initContainers", "containers")) {
      for (Cursor container : spec.get(list).items()) {
        String image = container.get("image").text("");
        if (!image.isEmpty()) {
          images.add(image);
        }
        variables(container, settings);
        flags(container.get("command").texts(), settings);
        flags(container.get("args").texts(), settings);
      }
    }
    String namespace = candidate.ref().namespace();
    String name = candidate.ref().name();
    Labels nodeSelector = Metadata.texts(spec.get("nodeSelector"));
    return new NetworkAgent(
        candidate.ref(),
        namespace,
        name,
        images,
        settings,
        nodes.getOrDefault(new Owner(namespace, "DaemonSet", name), List.of()),
        nodeSelector.isEmpty() ? null : nodeSelector);
  }

  private static void variables(Cursor container, SortedMap<String, String> settings) {
    for (Cursor variable : container.get("env").items()) {
      String name = variable.get("name").text("");
      if (ReadableSettings.isReadableVariable(name) && variable.get("value").isString()) {
        settings.put(name, variable.get("value").text(""));
      }
    }
  }

  /// `--name=value` and `--name value`; a flag without a value is `true`.
  private static void flags(List<String> words, SortedMap<String, String> settings) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("-")) {
        continue;
      }
      String flag = word.replaceFirst("^--?", "");
      int equals = flag.indexOf('=');
      String name = equals < 0 ? flag : flag.substring(0, equals);
      if (!ReadableSettings.isReadableFlag(name)) {
        continue;
      }
      boolean next = i + 1 < words.size() && !words.get(i + 1).startsWith("-");
      settings.put(
          name, equals >= 0 ? flag.substring(equals + 1) : next ? words.get(i + 1) : "true");
    }
  }

  /// The nodes of ready pods by the pods' owner. Pods that cannot be read are refused elsewhere.
  private static Map<Owner, List<String>> readyNodes(List<Manifest> manifests) {
    Map<Owner, List<String>> nodes = new HashMap<>();
    for (Manifest manifest : manifests) {
      if (!manifest.ref().kind().equals("Pod") || !manifest.ref().group().isEmpty()) {
        continue;
      }
      ReadyPod pod =
          Candidate.read(manifest, new Diagnostics(), c -> readyPod(c.root(), c.ref().namespace()));
      if (pod != null && pod.owner() != null && pod.node() != null) {
        nodes.computeIfAbsent(pod.owner(), o -> new ArrayList<>()).add(pod.node());
      }
    }
    return nodes;
  }

  /// @param node null when the pod is not ready on any node
  private record ReadyPod(@Nullable Owner owner, @Nullable String node) {}

  private static ReadyPod readyPod(Cursor root, String namespace) {
    boolean ready = false;
    for (Cursor condition : root.get("status").get("conditions").items()) {
      ready |=
          condition.get("type").text("").equals("Ready")
              && condition.get("status").text("").equals("True");
    }
    return new ReadyPod(
        Owner.of(root, namespace), ready ? root.get("spec").get("nodeName").text() : null);
  }
}
