package dev.palisade.compliance.scope;

import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.scope.Scope.Party;
import dev.palisade.compliance.scope.Scope.RegisterEntry;
import dev.palisade.document.Cursor;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the register of authorised flows.
final class RegisterReader {
  private static final Set<String> KEYS =
      Set.of(
          "id",
          "from",
          "to",
          "traffic",
          "justification",
          "owner",
          "approvedBy",
          "ticket",
          "reviewBy");
  private static final Set<String> PARTY_KEYS = Set.of("zone", "pods", "network");

  private final ScopeProblems problems;
  private final SelectorReader selectors;
  private final Set<String> zones;
  private final Set<String> networks;
  private final Set<String> ids = new HashSet<>();

  /// @param zones names of all zones, the implicit ones too
  /// @param networks names of all networks, `internet` too
  RegisterReader(ScopeProblems problems, Set<String> zones, Set<String> networks) {
    this.problems = problems;
    this.selectors = new SelectorReader(problems);
    this.zones = zones;
    this.networks = networks;
  }

  List<RegisterEntry> read(Cursor register) {
    List<RegisterEntry> entries = new ArrayList<>();
    problems.each(
        register,
        item -> {
          RegisterEntry entry = entry(item);
          if (entry != null) {
            entries.add(entry);
          }
        });
    return entries;
  }

  private @Nullable RegisterEntry entry(Cursor item) {
    problems.requireKnownKeys(item, KEYS);
    String id = problems.requiredText(item, "id");
    if (id != null && id.equals(Scope.DNS_ENTRY)) {
      problems.add(item.get("id"), "the id DNS is that of the implicit entry: choose another");
    } else if (id != null && !ids.add(id)) {
      problems.add(item.get("id"), "a second entry with the id \"" + id + "\"");
    }
    Party from = party(item, "from");
    Party to = party(item, "to");
    if (from instanceof Party.OfNetwork && to instanceof Party.OfNetwork) {
      problems.add(item, "from and to are both networks: one end must be a zone");
    }
    TrafficSet traffic = traffic(item);
    LocalDate reviewBy = date(problems, item.get("reviewBy"));
    return id == null || from == null || to == null || traffic == null
        ? null
        : new RegisterEntry(
            id,
            from,
            to,
            traffic,
            optional(item, "justification"),
            optional(item, "owner"),
            optional(item, "approvedBy"),
            optional(item, "ticket"),
            reviewBy,
            item.pointer());
  }

  private @Nullable String optional(Cursor item, String key) {
    String text = problems.attempt(item.get(key)::text);
    return text == null || text.isBlank() ? null : text;
  }

  private @Nullable Party party(Cursor entry, String key) {
    Cursor at = entry.get(key);
    if (!at.isPresent()) {
      problems.addMissing(entry, key);
      return null;
    }
    problems.requireKnownKeys(at, PARTY_KEYS);
    return problems.attempt(() -> party(at));
  }

  private @Nullable Party party(Cursor at) {
    String zone = at.get("zone").text();
    String network = at.get("network").text();
    if ((zone == null) == (network == null)) {
      problems.add(at, "expected either zone or network");
      return null;
    }
    if (network != null) {
      if (at.get("pods").isPresent()) {
        problems.add(at.get("pods"), "pods belong to a zone, not to a network");
      }
      return defined(at.get("network"), "network", network, networks)
          ? new Party.OfNetwork(network)
          : null;
    }
    // an absent selector takes all pods of the zone; one that cannot be read is noted, and never
    // widened to that
    return zone != null && defined(at.get("zone"), "zone", zone, zones)
        ? new Party.OfZone(zone, selectors.selector(at.get("pods")))
        : null;
  }

  private boolean defined(Cursor at, String what, String name, Set<String> names) {
    if (names.contains(name)) {
      return true;
    }
    problems.add(at, "there is no " + what + " \"" + name + "\"" + NearestName.hint(name, names));
    return false;
  }

  private @Nullable TrafficSet traffic(Cursor item) {
    Cursor at = item.get("traffic");
    if (!at.isPresent()) {
      problems.addMissing(item, "traffic");
      return null;
    }
    return traffic(problems, at);
  }

  /// A list of traffic; null when something in it is no traffic, or nothing is in it, which is then
  /// noted.
  static @Nullable TrafficSet traffic(ScopeProblems problems, Cursor list) {
    List<Cursor> items = problems.attempt(list::items);
    if (items == null) {
      return null;
    }
    if (items.isEmpty()) {
      problems.add(list, "expected at least one, such as TCP/8443");
      return null;
    }
    TrafficSet all = TrafficSet.NONE;
    for (Cursor item : items) {
      TrafficSet one = one(problems, item);
      if (one == null) {
        return null;
      }
      all = all.union(one);
    }
    return all;
  }

  /// One text of traffic; null when it is none, which is then noted.
  static @Nullable TrafficSet one(ScopeProblems problems, Cursor at) {
    String text = problems.attempt(at::requiredText);
    if (text == null) {
      return null;
    }
    try {
      return TrafficText.parse(text);
    } catch (IllegalArgumentException e) {
      problems.add(at, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /// A date; null when absent or no date, which is then noted.
  static @Nullable LocalDate date(ScopeProblems problems, Cursor at) {
    String text = problems.attempt(at::text);
    if (text == null) {
      return null;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      problems.add(
          at, "\"" + text + "\" is not a date: expected YEAR-MONTH-DAY, such as 2027-03-31");
      return null;
    }
  }
}
