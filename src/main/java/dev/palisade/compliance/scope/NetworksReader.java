package dev.palisade.compliance.scope;

import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.compliance.scope.Scope.Network;
import dev.palisade.document.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Reads the networks of a scope document.
final class NetworksReader {
  private static final Set<String> KEYS = Set.of("name", "cidrs", "category");

  private final ScopeProblems problems;

  NetworksReader(ScopeProblems problems) {
    this.problems = problems;
  }

  List<Network> read(Cursor list) {
    List<Network> networks = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    problems.each(
        list,
        item -> {
          problems.requireKnownKeys(item, KEYS);
          String name = problems.requiredText(item, "name");
          if (name != null && name.equals(Scope.INTERNET)) {
            problems.add(
                item.get("name"),
                "the name \"internet\" stands for what no network has: choose another");
          } else if (name != null && !seen.add(name)) {
            problems.add(item.get("name"), "a second network with the name \"" + name + "\"");
          }
          IpSet addresses = addresses(item);
          if (name != null) {
            networks.add(
                new Network(name, addresses, problems.attempt(item.get("category")::text)));
          }
        });
    return networks;
  }

  private IpSet addresses(Cursor item) {
    if (!item.get("cidrs").isPresent() || item.get("cidrs").items().isEmpty()) {
      problems.addMissing(item, "cidrs");
    }
    List<IpSet> all = new ArrayList<>();
    problems.each(
        item.get("cidrs"),
        at -> {
          String text = at.requiredText();
          try {
            all.add(IpSet.of(Cidr.parse(text)));
            if (Cidr.hasHostBits(text)) {
              problems.add(
                  at,
                  "\""
                      + text
                      + "\" has address bits beyond its prefix: did you mean "
                      + Cidr.parse(text)
                      + "?");
            }
          } catch (IllegalArgumentException e) {
            problems.add(at, String.valueOf(e.getMessage()));
          }
        });
    return IpSet.unionOf(all);
  }
}
