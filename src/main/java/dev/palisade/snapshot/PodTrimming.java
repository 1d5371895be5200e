package dev.palisade.snapshot;

import dev.palisade.document.Node;
import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import dev.palisade.snapshot.Shape.By;
import dev.palisade.snapshot.Shape.Each;
import dev.palisade.snapshot.Shape.Keys;
import dev.palisade.snapshot.Shape.Only;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is kept of pods and pod templates.
final class PodTrimming {

  /// A container without its environment, command line, mounts and probes.
  static final Keys CONTAINER =
      Shape.of("name", "image", "ports", "securityContext", "restartPolicy");

  /// A volume: its name, and of the kinds of volumes only hostPath, which reaches into the node.
  static final Shape VOLUME = Shape.of("name").with("hostPath", Shape.of("path", "type"));

  /// A container of a DaemonSet, which may be a network plugin's agent: with its readable settings.
  private static final Keys AGENT_CONTAINER =
      CONTAINER
          .with("env", new By(PodTrimming::readableVariables))
          .with("command", new By(PodTrimming::readableFlags))
          .with("args", new By(PodTrimming::readableFlags));

  static final Keys SPEC = spec(CONTAINER);
  static final Shape TEMPLATE = template(SPEC);
  static final Shape AGENT_TEMPLATE = template(spec(AGENT_CONTAINER));

  /// Phase and addresses, and readiness without its times.
  static final Shape STATUS =
      Shape.of("phase", "podIP", "podIPs", "hostIP", "hostIPs")
          .with(
              "conditions",
              new Each(new Only("type", Set.of("Ready"), Shape.of("type", "status"))));

  private PodTrimming() {}

  private static Keys spec(Shape container) {
    return Shape.of(
            "automountServiceAccountToken",
            "dnsPolicy",
            "hostIPC",
            "hostNetwork",
            "hostPID",
            "hostUsers",
            "nodeName",
            "nodeSelector",
            "os",
            "runtimeClassName",
            "securityContext",
            "serviceAccount",
            "serviceAccountName",
            "tolerations")
        .with("containers", new Each(container))
        .with("initContainers", new Each(container))
        .with("ephemeralContainers", new Each(container))
        .with("volumes", new Each(VOLUME));
  }

  private static Shape template(Shape spec) {
    return new Keys(Map.of("metadata", MetadataTrimming.TEMPLATE, "spec", spec));
  }

  /// Readable variables with their values, unless the value comes from a Secret.
  private static @Nullable Node readableVariables(Node env) {
    if (!(env instanceof ArrayNode(var items, var line))) {
      return null;
    }
    Shape source = Shape.of("configMapKeyRef", "fieldRef");
    Shape variable = Shape.of("name", "value").with("valueFrom", source);
    List<Node> kept = new ArrayList<>();
    for (Node item : items) {
      if (item instanceof ObjectNode object
          && object.fields().get("name") instanceof StringNode name
          && ReadableSettings.isReadableVariable(name.value())) {
        kept.add(variable.keep(item));
      }
    }
    return kept.isEmpty() ? null : new ArrayNode(kept, line);
  }

  /// Readable flags, as `--name=value`, `--name` or `--name`, `value`.
  private static @Nullable Node readableFlags(Node args) {
    if (!(args instanceof ArrayNode(var items, var line))) {
      return null;
    }
    List<Node> kept = new ArrayList<>();
    boolean valueMayFollow = false;
    for (Node item : items) {
      String text = item instanceof StringNode string ? string.value() : "";
      boolean flag = text.startsWith("-");
      String name = text.replaceFirst("^--?", "").replaceFirst("=.*", "");
      boolean readable = flag && ReadableSettings.isReadableFlag(name);
      if (readable || (valueMayFollow && !flag)) {
        kept.add(item);
      }
      valueMayFollow = readable && text.indexOf('=') < 0;
    }
    return kept.isEmpty() ? null : new ArrayNode(kept, line);
  }
}
