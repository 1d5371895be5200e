package dev.palisade.render.text;

import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.compliance.control.probe.Probe;

/// What runs where a probe starts. It says what it observed only where it is sure of it: a shell
/// without `nc`, or one that fails in another way, is no time-out.
final class ProbeCommand {
  private ProbeCommand() {}

  /// One line of a script or of YAML, whatever names are in it.
  static String comment(String text) {
    return "# " + text.replaceAll("[\\p{Cntrl}\u0085\u2028\u2029]", " ") + "\n";
  }

  /// For `sh -c`, with the address as `$1`. Prints one word, or nothing.
  static String of(Probe probe) {
    boolean udp = probe.packet().protocol().equals(Protocol.UDP);
    return "command -v nc >/dev/null || exit 9; out=$(nc -z -v"
        + (udp ? " -u" : "")
        + " -w 5 \"$1\" "
        + probe.packet().destinationPort()
        + " 2>&1); code=$?; case \"$code $out\" in *[Rr]efused*) echo refused;; "
        // over UDP, nc takes silence for success
        + (udp ? "\"0 \"*) echo timeout;; " : "\"0 \"*) echo connected;; ")
        + "*[Tt]imed\\ out*|*[Tt]imeout*) echo timeout;; *) echo \"$out\" >&2;; esac";
  }
}
