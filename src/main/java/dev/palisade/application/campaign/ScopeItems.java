package dev.palisade.application.campaign;

import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.application.campaign.Judged.Found;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.report.ZoneMatrix;
import dev.palisade.compliance.review.campaign.ReviewItem;
import dev.palisade.compliance.review.campaign.ReviewItem.Subject;
import dev.palisade.compliance.review.campaign.ReviewItem.Suggestion;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Scope.Network;
import dev.palisade.compliance.scope.Scope.Zone;
import dev.palisade.document.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;

/// Every zone that has members or is declared, with what is in it, and every network.
///
/// A zone is another when a namespace or workload joins or leaves it, or its category changes; the
/// number of a workload's pods does not matter.
final class ScopeItems {
  private final Judged judged;
  private final Examination examination;
  private final Places places;
  private final ZoneMatrix matrix;

  ScopeItems(Judged judged) {
    this.judged = judged;
    this.examination = judged.examination();
    this.places = new Places(examination);
    this.matrix = ZoneMatrix.of(examination.evidence().reachability(), examination.zoning());
  }

  List<ReviewItem> items() {
    List<ReviewItem> items = new ArrayList<>();
    for (Zone zone : examination.zoning().zones()) {
      boolean isThere =
          zone.origin() == Zone.Origin.DECLARED
              || !examination.zoning().namespacesOf(zone).isEmpty()
              || !examination.zoning().podsOf(zone).isEmpty();
      if (isThere) {
        items.add(zone(zone));
      }
    }
    examination.scope().networks().forEach(network -> items.add(network(network)));
    return items;
  }

  private ReviewItem zone(Zone zone) {
    EndpointSet pods = examination.zoning().podsOf(zone);
    SortedSet<String> namespaces = examination.zoning().namespacesOf(zone);
    SortedSet<String> workloads = places.workloads(pods);
    Map<String, Node> said = new TreeMap<>();
    said.put("category", Node.text(zone.category().toString()));
    said.put("namespaces", texts(namespaces));
    said.put("workloads", texts(workloads));
    String digest = RegisterItems.digest(said);
    List<String> allows = new ArrayList<>();
    allows.add("category " + zone.category() + (zone.category().inScope() ? ": in scope" : ""));
    namespaces.forEach(namespace -> allows.add("namespace " + namespace));
    workloads.forEach(workload -> allows.add("workload " + workload));
    List<Found> found =
        judged.open(
            finding -> namespaces.stream().anyMatch(n -> PolicyItems.isAbout(finding, n)));
    boolean unassigned = zone.name().equals(Scope.UNASSIGNED);
    Suggestion suggestion =
        unassigned
            ? Suggestion.JUSTIFY
            : found.isEmpty() ? Suggestion.KEEP : Suggestion.TIGHTEN;
    return new ReviewItem(
        Subject.ZONE,
        zone.name(),
        digest,
        allows,
        traffic(zone.name()),
        null,
        null,
        judged.sincePrevious(Subject.ZONE + " " + zone.name(), digest),
        found.stream().map(Found::text).distinct().toList(),
        suggestion,
        switch (suggestion) {
          case JUSTIFY -> "what is in it is in no declared zone";
          case TIGHTEN -> found.getFirst().text();
          case KEEP, REMOVE -> "no open finding is about one of its namespaces";
        });
  }

  private ReviewItem network(Network network) {
    List<String> addresses = network.addresses().cidrs().stream().map(Cidr::toString).toList();
    String category = Objects.requireNonNullElse(network.category(), "external");
    Map<String, Node> said = new TreeMap<>();
    said.put("category", Node.text(category));
    said.put("addresses", texts(addresses));
    String digest = RegisterItems.digest(said);
    List<String> allows = new ArrayList<>(List.of("category " + category));
    allows.addAll(addresses);
    List<String> traffic = traffic(network.name());
    return new ReviewItem(
        Subject.NETWORK,
        network.name(),
        digest,
        allows,
        traffic,
        null,
        null,
        judged.sincePrevious(Subject.NETWORK + " " + network.name(), digest),
        List.of(),
        traffic.isEmpty() ? Suggestion.REMOVE : Suggestion.KEEP,
        traffic.isEmpty() ? "no traffic with it is let through" : "traffic with it is let through");
  }

  /// What is let through between a zone or network and others.
  private List<String> traffic(String party) {
    return matrix.cells().stream()
        .filter(cell -> !cell.from().equals(cell.to()))
        .filter(cell -> cell.from().equals(party) || cell.to().equals(party))
        .map(
            cell ->
                cell.traffic()
                    + " from "
                    + cell.from()
                    + " to "
                    + cell.to()
                    + (cell.beyond() == null ? "" : ", of which " + cell.beyond() + " in no entry"))
        .toList();
  }

  private static Node texts(Iterable<String> texts) {
    List<Node> nodes = new ArrayList<>();
    texts.forEach(text -> nodes.add(Node.text(text)));
    return Node.array(nodes);
  }
}
