package dev.palisade.application;

import dev.palisade.compliance.report.JudgedCheck;
import dev.palisade.compliance.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A folder of manifests with a scope, to be changed one thing at a time and judged as the command
/// line does. Begins as a cluster that is well built in every respect that manifests can show.
/// Immutable.
///
/// @param documents YAML by `Kind namespace/name`
/// @param files further files by name, as they are
record BuiltCluster(Map<String, String> documents, Map<String, String> files, String scope) {
  private static final Path RESOURCES = Path.of("src/test/resources/suites");
  private static final Pattern KIND = Pattern.compile("(?m)^kind: (\\S+)$");
  private static final Pattern NAME = Pattern.compile("(?s)metadata:.*?\\bname: ([^\\s,}]+)");
  private static final Pattern NAMESPACE =
      Pattern.compile("(?s)metadata:[^\\n]*\\bnamespace: ([^\\s,}]+)");

  static final Instant AS_OF = Instant.parse("2026-11-01T00:00:00Z");

  static BuiltCluster wellBuilt() {
    return new BuiltCluster(Map.of(), Map.of(), read("scope.yaml")).with(read("cluster.yaml"));
  }

  private static String read(String name) {
    try {
      return Files.readString(RESOURCES.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// With objects added, or put in the place of those with their kind, namespace and name. `kind`
  /// begins a line, and `metadata` is in flow style.
  BuiltCluster with(String yaml) {
    Map<String, String> changed = new TreeMap<>(documents);
    for (String document : yaml.split("(?m)^---\\n")) {
      changed.put(ref(document), document);
    }
    return new BuiltCluster(changed, files, scope);
  }

  private static String ref(String document) {
    Matcher namespace = NAMESPACE.matcher(document);
    return first(KIND, document)
        + " "
        + (namespace.find() ? namespace.group(1) + "/" : "")
        + first(NAME, document);
  }

  private static String first(Pattern pattern, String document) {
    Matcher matcher = pattern.matcher(document);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no " + pattern + " in\n" + document);
    }
    return matcher.group(1);
  }

  BuiltCluster without(String... refs) {
    Map<String, String> changed = new TreeMap<>(documents);
    for (String ref : refs) {
      if (changed.remove(ref) == null) {
        throw new IllegalArgumentException("there is no " + ref + " among " + changed.keySet());
      }
    }
    return new BuiltCluster(changed, files, scope);
  }

  /// With a piece of one object replaced, which must be there.
  BuiltCluster edit(String ref, String piece, String by) {
    String document = documents.get(ref);
    if (document == null || !document.contains(piece)) {
      throw new IllegalArgumentException(ref + " has no " + piece + ": " + document);
    }
    return with(document.replace(piece, by));
  }

  /// With a piece of all objects replaced.
  BuiltCluster editAll(String piece, String by) {
    Map<String, String> changed = new TreeMap<>(documents);
    changed.replaceAll((ref, document) -> document.replace(piece, by));
    return new BuiltCluster(changed, files, scope);
  }

  /// With a further file.
  BuiltCluster file(String name, String text) {
    Map<String, String> changed = new TreeMap<>(files);
    changed.put(name, text);
    return new BuiltCluster(documents, changed, scope);
  }

  /// With a piece of the scope replaced, which must be there.
  BuiltCluster scope(String piece, String by) {
    if (!scope.contains(piece)) {
      throw new IllegalArgumentException("the scope has no " + piece);
    }
    return new BuiltCluster(documents, files, scope.replace(piece, by));
  }

  /// With another network plugin's agent on both nodes in place of Calico's.
  BuiltCluster agent(String name, String image, String config) {
    BuiltCluster changed =
        without(
            "DaemonSet kube-system/calico-node",
            "Pod kube-system/calico-node-n1",
            "Pod kube-system/calico-node-n2");
    for (String ref : documents.keySet()) {
      if (ref.contains("calico-node")) {
        changed =
            changed.with(
                documents
                    .get(ref)
                    .replace("calico/node:v3.30.1", image)
                    .replace("calico-node", name)
                    .replace(", env: [{name: FELIX_IPV6SUPPORT, value: \"true\"}]", ""));
      }
    }
    return config.isEmpty() ? changed : changed.with(config);
  }

  BuiltCluster cilium() {
    return agent(
        "cilium",
        "cilium/cilium:v1.20.0",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {namespace: kube-system, name: cilium-config}
        data: {enable-policy: default, enable-ipv4: "true", enable-ipv6: "true"}
        """);
  }

  /// Judges it as `assess` does.
  ///
  /// @param folder an empty one
  AssessManifests assess(Path folder) {
    try {
      Path manifests = Files.createDirectory(folder.resolve("manifests"));
      Files.writeString(
          manifests.resolve("cluster.yaml"), String.join("---\n", documents.values()));
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(manifests.resolve(file.getKey()), file.getValue());
      }
      Path declared = Files.writeString(folder.resolve("scope.yaml"), scope);
      return AssessManifests.of(
          new AssessManifests.Request(
              List.of(manifests),
              declared,
              "suite",
              null,
              List.of(),
              List.of(),
              AS_OF,
              new DialectChoice(null, new TreeMap<>()),
              AssessManifests.Counting.EXAMINED),
          Clock.systemUTC());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Everything that a check says: reasons, and findings with their rules.
  static String words(Report report, String check) {
    JudgedCheck judged = report.check(check);
    List<String> words = new ArrayList<>(judged.reasons());
    judged
        .findings()
        .forEach(
            finding -> {
              words.add(finding.summary());
              finding.rules().forEach(rule -> words.add("  " + rule));
            });
    return String.join("\n", words);
  }
}
