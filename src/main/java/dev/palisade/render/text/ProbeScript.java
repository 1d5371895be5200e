package dev.palisade.render.text;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.compliance.control.probe.Probe;
import dev.palisade.compliance.control.probe.Probe.Target;
import dev.palisade.compliance.control.probe.ProbePlan;
import java.util.stream.Collectors;

/// A probe plan as a shell script: it makes each probe in a pod that is there, by `kubectl exec`
/// where the pod has `nc` and by `kubectl debug` where it has not, and prints the results as JSON.
/// A probe that could not be made has no result.
public final class ProbeScript {
  private static final String BEGIN =
      """
      #!/bin/sh
      # Makes the probes of a plan and prints what they observed: hand that to `palisade assess --probes`.
      # A pod without nc gets an ephemeral container for it, in the pod's own network.
      image=${PROBE_IMAGE:-%s}
      separator='['
      probe() { # id namespace pod address command
        if [ -z "$3" ] || [ -z "$4" ]; then echo "$1: its pods are not there" >&2; return; fi
        if kubectl exec -n "$2" "$3" -- sh -c 'command -v nc' >/dev/null 2>&1; then
          outcome=$(kubectl exec -n "$2" "$3" -- sh -c "$5" probe "$4" </dev/null)
        else
          outcome=$(kubectl debug -n "$2" "$3" --image="$image" --quiet -i -- sh -c "$5" probe "$4" </dev/null)
        fi
        case "$outcome" in
          connected|refused|timeout)
            printf '%%s\\n {"probe": "%%s", "outcome": "%%s", "at": "%%s"}' "$separator" "$1" "$outcome" "$(date -u +%%Y-%%m-%%dT%%H:%%M:%%SZ)"
            separator=',';;
          *) echo "$1: no outcome: $outcome" >&2;;
        esac
      }
      named() { # namespace labels: a running pod that has them
        kubectl get pod -n "$1" -l "$2" --field-selector=status.phase=Running -o jsonpath='{.items[0].metadata.name}' 2>/dev/null
      }
      address() { # namespace pod
        [ -n "$2" ] && kubectl get pod -n "$1" "$2" -o jsonpath='{.status.podIP}'
      }
      """;

  private ProbeScript() {}

  /// @param image what to make probes with where a pod has no `nc`
  public static String of(ProbePlan plan, String image) {
    StringBuilder text = new StringBuilder(BEGIN.formatted(quoted(image)));
    for (Probe probe : plan.probes()) {
      text.append(ProbeCommand.comment(probe + ": " + probe.expected()));
      text.append("probe ")
          .append(probe.id())
          .append(' ')
          .append(quoted(probe.source().namespace()))
          .append(' ')
          .append(pod(probe.source()))
          .append(' ')
          .append(address(probe.target()))
          .append(' ')
          .append(quoted(ProbeCommand.of(probe)))
          .append('\n');
    }
    for (ProbePlan.Uncovered left : plan.uncovered()) {
      text.append(ProbeCommand.comment(ProbesText.line(left)));
    }
    text.append("if [ \"$separator\" = '[' ]; then echo '[]'; else printf '\\n]\\n'; fi\n");
    return text.toString();
  }

  private static String address(Target target) {
    return switch (target) {
      case Target.OfPod(Pod pod) ->
          "\"$(address " + quoted(pod.namespace()) + " " + pod(pod) + ")\"";
      case Target.OfAddress(var address) -> address.toString();
    };
  }

  /// One word of shell. A template's pods have names that are not known.
  private static String pod(Pod pod) {
    if (pod.origin() == Pod.Origin.OBSERVED) {
      return quoted(pod.name());
    }
    String labels =
        pod.labels().asMap().entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(","));
    return "\"$(named " + quoted(pod.namespace()) + " " + quoted(labels) + ")\"";
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
