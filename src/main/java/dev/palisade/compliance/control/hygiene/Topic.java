package dev.palisade.compliance.control.hygiene;

import java.util.Locale;

/// The kinds of advice, each with why it matters. Their words are the ids.
public enum Topic {
  REFUSED(
      "A policy that is refused is not in force: what it was to forbid is allowed, and what it was to allow is not."),
  BLANKET_SELECTOR(
      "The system's own pods (DNS, the network plugin, metrics) lose traffic that the whole cluster needs."),
  INGRESS_ONLY(
      "Whoever takes over such a pod can send out whatever it holds and reach any server: egress is open."),
  DNS_FORGOTTEN(
      "Without DNS a pod finds no service by its name: egress that is allowed by other rules fails all the same."),
  ONE_DNS_PROTOCOL(
      "Names are asked for by UDP, and by TCP where an answer is too long: with one of the two, some lookups fail now and then."),
  DNS_CLOSED(
      "Whoever cannot reach the cluster's DNS finds no service by its name, whatever its own policies allow."),
  SELECTS_NOTHING("A policy without pods protects nothing, though it looks as if it did."),
  PEER_MATCHES_NOTHING(
      "The rule allows nothing: what needs it is cut off, or a wider rule lets it through unnoticed."),
  MISSING_PORT_NAME(
      "A name that no container declares stands for no port: the rule allows nothing."),
  OPENS_EVERYTHING("One such rule undoes the default deny for every pod that the policy selects."),
  OPENS_EVERY_NAMESPACE(
      "Any workload of the cluster is meant, of every team; addresses outside the cluster are not."),
  SETTABLE_LABEL(
      "Labels of pods are set by whoever owns the workload: they are no boundary between teams."),
  IP_BLOCK_COVERS_PODS(
      "Address blocks are for what lies outside the cluster: pods get any address of the pod network, and come and go."),
  IP_BLOCK_MISSES_PODS(
      "The network plugin knows pods by their labels and never by their address: the rule allows nothing."),
  EXCEPT_EXCLUDES_NOTHING(
      "Rules add up: an exception holds within its own block alone, and takes nothing from other rules."),
  SHADOWED_RULE("A rule that never decides misleads its readers, and hides the one that does."),
  REDUNDANT_RULE("A rule that changes nothing can be dropped, and is one less to review."),
  NOT_UNDERSTOOD(
      "What is not modelled may allow or forbid more than was computed: verdicts that depend on it stay in doubt."),
  REMARK("It is read as it stands; people may have meant something else.");

  private final String why;

  Topic(String why) {
    this.why = why;
  }

  /// One or two sentences on what comes of it.
  public String why() {
    return why;
  }

  /// The id, e.g. `ingress-only`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
