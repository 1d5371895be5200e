package dev.palisade.render.text;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.compliance.control.probe.Probe;
import dev.palisade.compliance.control.probe.Probe.Target;
import dev.palisade.compliance.control.probe.ProbePlan;
import dev.palisade.document.Node;
import dev.palisade.document.YamlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A probe plan as Jobs. The pod of each is in the namespace and has the labels and the service
/// account of the one that it stands for, so that policies treat it alike; it is never ready, so
/// that no service sends it requests; it has a network of its own and no rights. Its log is the
/// result, one line of JSON.
public final class ProbeJobs {
  /// Labels that the Job controller gives itself.
  private static final List<String> NOT_WORN =
      List.of(
          "batch.kubernetes.io/controller-uid",
          "batch.kubernetes.io/job-name",
          "controller-uid",
          "job-name");

  private ProbeJobs() {}

  /// @param image with a shell and `nc`
  public static String of(ProbePlan plan, String image) {
    StringBuilder text = new StringBuilder();
    for (Probe probe : plan.probes()) {
      String address = address(probe.target());
      text.append(ProbeCommand.comment(probe + ": " + probe.expected()));
      if (address == null) {
        text.append(
            ProbeCommand.comment(
                "not as a Job: the address of "
                    + probe.target().name()
                    + " is not in the manifests; --format kubectl looks it up"));
      } else {
        text.append(YamlText.write(job(probe, address, image)).stripTrailing()).append('\n');
      }
      text.append("---\n");
    }
    return text.toString();
  }

  private static @Nullable String address(Target target) {
    return switch (target) {
      case Target.OfPod(Pod pod) ->
          pod.addresses().isEmpty() ? null : pod.addresses().getFirst().toString();
      case Target.OfAddress(var address) -> address.toString();
    };
  }

  private static Node job(Probe probe, String address, String image) {
    Map<String, Node> labels = new LinkedHashMap<>();
    probe.source().labels().asMap().forEach((key, value) -> labels.put(key, Node.text(value)));
    NOT_WORN.forEach(labels::remove);
    return object(
        "apiVersion",
        Node.text("batch/v1"),
        "kind",
        Node.text("Job"),
        "metadata",
        object(
            "name",
            Node.text("palisade-" + probe.id()),
            "namespace",
            Node.text(probe.source().namespace())),
        "spec",
        object(
            "backoffLimit",
            Node.number(0),
            "ttlSecondsAfterFinished",
            Node.number(3600),
            "template",
            object(
                "metadata",
                object("labels", Node.object(labels)),
                "spec",
                pod(probe, address, image))));
  }

  private static Node pod(Probe probe, String address, String image) {
    String script =
        "outcome=$(sh -c '"
            + ProbeCommand.of(probe).replace("'", "'\\''")
            + "' probe \"$0\"); [ -n \"$outcome\" ] && printf '{\"probe\": \"%s\", \"outcome\": \"%s\", \"at\": \"%s\"}\\n' "
            + probe.id()
            + " \"$outcome\" \"$(date -u +%Y-%m-%dT%H:%M:%SZ)\"";
    return object(
        "restartPolicy",
        Node.text("Never"),
        "serviceAccountName",
        Node.text(probe.source().serviceAccount()),
        "automountServiceAccountToken",
        Node.bool(false),
        "enableServiceLinks",
        Node.bool(false),
        "hostNetwork",
        Node.bool(false),
        "securityContext",
        object(
            "runAsNonRoot",
            Node.bool(true),
            "runAsUser",
            Node.number(65534),
            "seccompProfile",
            object("type", Node.text("RuntimeDefault"))),
        "containers",
        Node.array(
            List.of(
                object(
                    "name",
                    Node.text("probe"),
                    "image",
                    Node.text(image),
                    "command",
                    Node.array(
                        List.of(
                            Node.text("sh"),
                            Node.text("-c"),
                            Node.text(script),
                            Node.text(address))),
                    "readinessProbe",
                    object("exec", object("command", Node.array(List.of(Node.text("false"))))),
                    "securityContext",
                    object(
                        "allowPrivilegeEscalation",
                        Node.bool(false),
                        "capabilities",
                        object("drop", Node.array(List.of(Node.text("ALL")))))))));
  }

  /// @param fields keys and values in turns
  private static Node object(Object... fields) {
    Map<String, Node> object = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      object.put((String) fields[i], (Node) fields[i + 1]);
    }
    return Node.object(object);
  }
}
