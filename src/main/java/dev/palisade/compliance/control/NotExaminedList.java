package dev.palisade.compliance.control;

import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.control.Assessment.NotExamined;
import java.util.ArrayList;
import java.util.List;

/// What no outcome of an assessment rests on, with what to ask for instead.
final class NotExaminedList {

  private static final String TESTED = "segmentation-tested";

  /// Checks that look at what happened over time.
  private static final List<String> OVER_TIME =
      List.of(
          "audit-trail",
          "change-authorised",
          "collection-continuity",
          "review-current",
          "scope-confirmed",
          TESTED);

  private NotExaminedList() {}

  /// @param evaluated names of the evaluations that took place
  static List<NotExamined> of(Examination x, List<String> evaluated) {
    Reachability reachability = x.evidence().reachability();
    List<String> network =
        evaluated.stream()
            .filter(name -> !name.startsWith("policy-") && !name.startsWith("pod-"))
            .toList();
    List<NotExamined> list = new ArrayList<>();
    List<String> missing =
        x.history().recordedSince() != null
            ? List.of()
            : evaluated.stream()
                .filter(name -> OVER_TIME.contains(CheckCall.parse(name).check()))
                .filter(
                    name ->
                        x.history().probes() == null
                            || !CheckCall.parse(name).check().equals(TESTED))
                .toList();
    if (!missing.isEmpty()) {
      list.add(
          new NotExamined(
              "what happened over time: changes and who approved them, audit events, reviews, tests of segmentation, missed collections",
              "this assessment judges one snapshot; ask for change tickets, audit logs, review minutes and test reports",
              missing));
    }
    list.add(
        new NotExamined(
            "traffic from a node, and from system pods in its network, to pods of the same node",
            "no policy can forbid it: the kubelet's probes come that way; ask who has access to the nodes",
            network));
    if (!reachability.settings().covered().contains(TrafficSet.ALL)) {
      list.add(
          new NotExamined(
              "ICMP and every protocol other than TCP, UDP and SCTP",
              "the dialect "
                  + reachability.settings().dialect()
                  + " leaves open what policies do with them; ask what the network plugin does",
              network));
    }
    if (!finishedKept(reachability.settings())) {
      list.add(
          new NotExamined(
              "pods that have finished, and Jobs that are complete",
              "they have no traffic any more",
              network));
    }
    list.add(
        new NotExamined(
            "whether packets really flow or are dropped",
            "verdicts are computed from policies; ask for probe results from inside the cluster",
            network));
    list.add(
        new NotExamined(
            "firewalls of nodes, security groups and load balancers of the cloud, routing outside the cluster",
            "the Kubernetes API does not show them; ask for their rule sets",
            network));
    list.add(
        new NotExamined(
            "encryption of Secrets and of etcd at rest, and of traffic between pods",
            "the Kubernetes API does not show it, and Secrets are never read; ask for the API server's encryption configuration",
            List.of()));
    list.add(
        new NotExamined(
            "what people and programs do with access that is allowed",
            "a registered flow is taken as needed; ask for the owner's justification",
            List.of()));
    x.zoning()
        .warnings()
        .forEach(
            warning ->
                list.add(
                    new NotExamined(
                        warning, "nothing of that name was there to be examined", network)));
    return list;
  }

  private static boolean finishedKept(DialectSettings settings) {
    return settings.finishedPodsKept();
  }
}
