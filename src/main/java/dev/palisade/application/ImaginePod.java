package dev.palisade.application;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.reachability.question.FuturePod;
import dev.palisade.application.ClusterModel.Purpose;
import dev.palisade.document.Document;
import dev.palisade.document.Node;
import dev.palisade.document.PrettyJson;
import dev.palisade.render.json.FuturePodJson;
import dev.palisade.render.text.FuturePodText;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.translate.Translator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says what a pod that is in no manifest yet could reach, and who could reach it.
public record ImaginePod(FuturePod future, List<Message> warnings) {

  /// The name that it is given.
  private static final String NAME = "imagined";

  private static final Pattern PORT_NAME =
      Pattern.compile("(?<name>[a-z0-9-]+)=((?<protocol>TCP|UDP|SCTP)/)?(?<port>[0-9]{1,5})");

  /// What is asked for.
  ///
  /// @param paths together one cluster
  /// @param namespace of the pod; one that the cluster has
  /// @param labels as `key=value`
  /// @param serviceAccount null: that which pods have by default
  /// @param portNames as `name=PORT` or `name=PROTOCOL/PORT`
  public record Request(
      List<Path> paths,
      DialectChoice dialect,
      String namespace,
      List<String> labels,
      @Nullable String serviceAccount,
      List<String> portNames) {
    public Request {
      paths = List.copyOf(paths);
      labels = List.copyOf(labels);
      portNames = List.copyOf(portNames);
    }
  }

  public ImaginePod {
    warnings = List.copyOf(warnings);
  }

  /// @throws UnusableInput when the manifests cannot be used, have no such namespace, or a label or
  ///   a port is none
  public static ImaginePod of(Request request) {
    Node manifest = manifest(request);
    ClusterModel model = ClusterModel.read(request.paths(), request.dialect(), Purpose.VERDICT);
    Reachability reachability = model.analysis().reachability();
    if (reachability.inventory().namespace(request.namespace()) == null) {
      throw new UnusableInput("--pod: there is no namespace " + request.namespace());
    }
    Pod pod = translated(manifest, model.analysis().snapshot(), reachability);
    return new ImaginePod(FuturePod.of(reachability, pod), model.warnings());
  }

  /// The pod as its dialect's selectors see it, read as if it stood beside its namespace.
  private static Pod translated(Node manifest, Snapshot snapshot, Reachability reachability) {
    List<Manifest> alone = new ArrayList<>();
    for (Manifest other : snapshot.manifests()) {
      String kind = other.ref().kind();
      if (kind.equals("Namespace") || kind.equals("ServiceAccount")) {
        alone.add(other);
      }
    }
    Manifest own = Manifests.of(new Document("", "", manifest, null));
    if (own == null) {
      throw new IllegalStateException("a pod is evidence, and never trimmed away");
    }
    alone.add(own);
    Snapshot small =
        new Snapshot(
            snapshot.cluster(), snapshot.takenAt(), snapshot.run(), alone, List.of(), List.of());
    return Translator.translate(small, reachability.settings()).inventory().pods().getFirst();
  }

  private static Node manifest(Request request) {
    Map<String, Node> metadata = new LinkedHashMap<>();
    metadata.put("name", Node.text(NAME));
    metadata.put("namespace", Node.text(request.namespace()));
    Map<String, Node> labels = new LinkedHashMap<>();
    labels(request.labels()).forEach((key, value) -> labels.put(key, Node.text(value)));
    metadata.put("labels", Node.object(labels));
    Map<String, Node> container = new LinkedHashMap<>();
    container.put("name", Node.text("main"));
    container.put("image", Node.text(NAME));
    container.put("ports", Node.array(request.portNames().stream().map(ImaginePod::port).toList()));
    Map<String, Node> spec = new LinkedHashMap<>();
    if (request.serviceAccount() != null) {
      spec.put("serviceAccountName", Node.text(request.serviceAccount()));
    }
    spec.put("containers", Node.array(List.of(Node.object(container))));
    Map<String, Node> pod = new LinkedHashMap<>();
    pod.put("apiVersion", Node.text("v1"));
    pod.put("kind", Node.text("Pod"));
    pod.put("metadata", Node.object(metadata));
    pod.put("spec", Node.object(spec));
    return Node.object(pod);
  }

  private static SortedMap<String, String> labels(List<String> texts) {
    SortedMap<String, String> labels = new TreeMap<>();
    for (String text : texts) {
      int at = text.indexOf('=');
      if (at < 0) {
        throw new UnusableInput("--labels: '" + text + "' is no label: expected key=value");
      }
      labels.put(text.substring(0, at), text.substring(at + 1));
    }
    List<String> problems = Labels.of(labels).problems();
    if (!problems.isEmpty()) {
      throw new UnusableInput("--labels: " + problems.getFirst());
    }
    return labels;
  }

  private static Node port(String text) {
    Matcher port = PORT_NAME.matcher(text);
    if (!port.matches()
        || Integer.parseInt(port.group("port")) < 1
        || Integer.parseInt(port.group("port")) > 65_535) {
      throw new UnusableInput(
          "--port-names: '" + text + "' names no port: expected name=8080 or name=UDP/53");
    }
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("name", Node.text(port.group("name")));
    fields.put("containerPort", Node.number(Long.parseLong(port.group("port"))));
    String protocol = port.group("protocol");
    fields.put("protocol", Node.text(protocol == null ? "TCP" : protocol));
    return Node.object(fields);
  }

  /// @throws UnusableInput for a format that has no place for what isolates the pod
  public String text(MapConnectivity.Format format) {
    return switch (format) {
      case TXT -> FuturePodText.of(future);
      case JSON -> PrettyJson.text(FuturePodJson.node(future)) + "\n";
      case CSV, DOT, SVG -> throw new UnusableInput("--format: with --pod it is txt or json");
    };
  }
}
