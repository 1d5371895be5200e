package dev.palisade.compliance.scope;

import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.Partition.Cell;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.scope.Scope.RegisterEntry;
import dev.palisade.compliance.scope.Scope.RestrictedService;
import dev.palisade.compliance.scope.ScopeAdvice.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the author of a register should look at.
final class RegisterAdvice {
  private final Zoning zoning;
  private final Reachability reachability;
  private final Endpoints endpoints;
  private final List<ScopeAdvice> advice = new ArrayList<>();

  RegisterAdvice(Zoning zoning, Reachability reachability) {
    this.zoning = zoning;
    this.reachability = reachability;
    this.endpoints = reachability.endpoints();
  }

  List<ScopeAdvice> give(LocalDate today) {
    Map<RegisterEntry, List<AuthorisedFlow>> entries = new LinkedHashMap<>();
    for (AuthorisedFlow flow : zoning.register()) {
      entries.computeIfAbsent(flow.entry(), e -> new ArrayList<>()).add(flow);
    }
    entries.forEach(
        (entry, flows) -> {
          if (!entry.id().equals(Scope.DNS_ENTRY)) {
            papers(entry, today);
            restricted(entry);
            flows.forEach(this::use);
          }
        });
    return advice;
  }

  private void say(Kind kind, RegisterEntry entry, String message) {
    advice.add(new ScopeAdvice(kind, "register entry " + entry.id(), message));
  }

  private void papers(RegisterEntry entry, LocalDate today) {
    List<String> lacks = new ArrayList<>();
    if (entry.owner() == null) {
      lacks.add("owner");
    }
    if (entry.justification() == null) {
      lacks.add("justification");
    }
    if (entry.approvedBy() == null) {
      lacks.add("approvedBy");
    }
    if (!lacks.isEmpty()) {
      say(Kind.INCOMPLETE, entry, "it has no " + String.join(", no ", lacks));
    }
    if (entry.reviewBy() != null && entry.reviewBy().isBefore(today)) {
      say(Kind.INCOMPLETE, entry, "its review was due on " + entry.reviewBy());
    }
  }

  private void restricted(RegisterEntry entry) {
    for (RestrictedService service : zoning.scope().restricted()) {
      if (service.traffic().overlaps(entry.traffic())) {
        say(
            Kind.RESTRICTED,
            entry,
            "it names "
                + service.name()
                + " ("
                + service.reason()
                + "), which no entry excuses: ask for an exception");
      }
    }
  }

  private void use(AuthorisedFlow flow) {
    RegisterEntry entry = flow.entry();
    if (flow.sources().isEmpty() || flow.destinations().isEmpty()) {
      say(
          Kind.MATCHES_NOTHING,
          entry,
          (flow.sources().isEmpty() ? "from" : "to") + " matches nothing that the cluster has");
      return;
    }
    EndpointSet pods = endpoints.allPods();
    Used used = new Used();
    representatives(flow.sources().and(pods))
        .forEach(
            source ->
                used.add(
                    EndpointSet.of(source),
                    reachability.destinationsOf(source).cells(),
                    flow.destinations(),
                    flow.traffic()));
    if (!flow.sources().minus(pods).isEmpty()) {
      representatives(flow.destinations().and(pods))
          .forEach(
              destination ->
                  used.add(
                      EndpointSet.of(destination),
                      reachability.sourcesOf(destination).cells(),
                      flow.sources().minus(pods),
                      flow.traffic()));
    }
    if (used.traffic.isEmpty()) {
      say(
          Kind.UNUSED,
          entry,
          "the policies let nothing of it through: remove it, or allow what it authorises");
    } else if (!used.traffic.contains(flow.traffic())) {
      say(
          Kind.WIDER,
          entry,
          "it authorises "
              + TrafficNotation.format(flow.traffic())
              + ", the policies let through "
              + TrafficNotation.format(used.traffic)
              + " alone: narrow it to that");
    }
  }

  /// What of an entry's traffic some pair may have.
  private static final class Used {
    TrafficSet traffic = TrafficSet.NONE;

    void add(EndpointSet self, List<Cell> cells, EndpointSet others, TrafficSet authorised) {
      for (Cell cell : cells) {
        if (!cell.endpoints().and(others).minus(self).isEmpty()) {
          traffic = traffic.union(cell.traffic().intersect(authorised));
        }
      }
    }
  }

  private Iterable<Integer> representatives(EndpointSet some) {
    Map<Integer, Integer> byClass = new TreeMap<>();
    some.forEach(id -> byClass.putIfAbsent(reachability.classOf(id), id));
    return byClass.values();
  }
}
