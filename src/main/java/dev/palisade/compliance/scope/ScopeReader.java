package dev.palisade.compliance.scope;

import dev.palisade.compliance.scope.Scope.CardholderData;
import dev.palisade.compliance.scope.Scope.ClusterHints;
import dev.palisade.compliance.scope.Scope.Confirmation;
import dev.palisade.compliance.scope.Scope.ImplicitDns;
import dev.palisade.compliance.scope.Scope.Network;
import dev.palisade.compliance.scope.Scope.Party;
import dev.palisade.compliance.scope.Scope.RegisterEntry;
import dev.palisade.compliance.scope.Scope.Zone;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.Document;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a scope document (`apiVersion: palisade.dev/v1`, `kind: Scope`; schema
/// `docs/schema/scope.v1.json`), in YAML or JSON. It is taken whole or not at all: an unknown key,
/// an undefined name or a value out of place makes it an [UnusableScope] that lists every such
/// problem.
public final class ScopeReader {
  static final String API_VERSION = "palisade.dev/v1";
  static final String KIND = "Scope";

  private static final Set<String> KEYS =
      Set.of(
          "apiVersion",
          "kind",
          "cardholderData",
          "zones",
          "networks",
          "register",
          "restrictedServices",
          "policyAdministrators",
          "defaultDeny",
          "cluster",
          "confirmed");

  private final ScopeProblems problems = new ScopeProblems();
  private final Cursor root;

  private ScopeReader(Cursor root) {
    this.root = root;
  }

  /// Reads a file or request body, which must hold one document.
  ///
  /// @throws UnusableScope when it is no scope
  /// @throws IOException when the stream fails
  public static Scope read(String fileName, InputStream in) throws IOException {
    return read(document(fileName, in).cursor());
  }

  /// The one document of a file or request body, as it is written.
  ///
  /// @throws UnusableScope when it cannot be read, or is not one
  /// @throws IOException when the stream fails
  public static Document document(String fileName, InputStream in) throws IOException {
    List<Reading> readings = new ArrayList<>();
    new DocumentReader(ReadLimits.DEFAULT).read(fileName, in, readings::add);
    List<UnusableScope.Problem> unreadable = new ArrayList<>();
    List<Document> documents = new ArrayList<>();
    for (Reading reading : readings) {
      switch (reading) {
        case Reading.Read(Document document) -> documents.add(document);
        case Reading.Unreadable(String file, int line, String message) ->
            unreadable.add(new UnusableScope.Problem(file, line, "", message));
        case Reading.ListEnd end ->
            unreadable.add(
                new UnusableScope.Problem(fileName, 0, "", "a list of objects is no scope"));
      }
    }
    if (unreadable.isEmpty() && documents.size() != 1) {
      unreadable.add(
          new UnusableScope.Problem(
              fileName, 0, "", "expected one document, there are " + documents.size()));
    }
    if (!unreadable.isEmpty()) {
      throw new UnusableScope(unreadable);
    }
    return documents.getFirst();
  }

  /// Reads a document that is a tree already.
  ///
  /// @throws UnusableScope when it is no scope
  public static Scope read(Cursor document) {
    return new ScopeReader(document).scope();
  }

  private Scope scope() {
    if (!root.isObject()) {
      problems.add(root, "expected an object with apiVersion, kind and zones");
      problems.throwIfAny();
    }
    problems.requireKnownKeys(root, KEYS);
    requireValue("apiVersion", API_VERSION);
    requireValue("kind", KIND);
    CardholderData data = cardholderData();
    List<Zone> zones = new ZonesReader(problems, data).read(root.get("zones"));
    List<Network> networks = new NetworksReader(problems).read(root.get("networks"));
    List<RegisterEntry> register =
        new ArrayList<>(
            new RegisterReader(problems, names(zones), networkNames(networks))
                .read(root.get("register")));
    ClusterHints cluster = new ClusterReader(problems).hints(root.get("cluster"));
    if (cluster.implicitDns() == ImplicitDns.REGISTERED) {
      register.add(implicitDns());
    }
    Scope scope =
        new Scope(
            data,
            zones,
            networks,
            register,
            new RestrictedServices(problems).inForce(root.get("restrictedServices")),
            new ClusterReader(problems).administrators(root.get("policyAdministrators")),
            defaultDenyZones(names(zones)),
            cluster,
            confirmation(),
            root.node() == null ? "" : CanonicalJson.digest(root.node()));
    problems.throwIfAny();
    return scope;
  }

  private void requireValue(String key, String expected) {
    String value = problems.requiredText(root, key);
    if (value != null && !value.equals(expected)) {
      problems.add(root.get(key), "expected " + expected + ", is \"" + value + "\"");
    }
  }

  private CardholderData cardholderData() {
    Cursor at = root.get("cardholderData");
    String word = problems.attempt(at::text);
    if (word == null || word.equals("present")) {
      return CardholderData.PRESENT;
    }
    if (!word.equals("none")) {
      problems.add(at, "\"" + word + "\" is neither present nor none");
    }
    return CardholderData.NONE;
  }

  private @Nullable List<String> defaultDenyZones(Set<String> zones) {
    Cursor at = root.get("defaultDeny");
    if (!at.isPresent()) {
      return null;
    }
    problems.requireKnownKeys(at, Set.of("zones"));
    if (!at.get("zones").isPresent()) {
      problems.addMissing(at, "zones");
    }
    List<String> names = new ArrayList<>();
    problems.each(
        at.get("zones"),
        item -> {
          String name = item.requiredText();
          if (zones.contains(name)) {
            names.add(name);
          } else {
            problems.add(item, "there is no zone \"" + name + "\"" + NearestName.hint(name, zones));
          }
        });
    return names;
  }

  private @Nullable Confirmation confirmation() {
    Cursor at = root.get("confirmed");
    if (!at.isPresent()) {
      return null;
    }
    // YAML 1.1, which kubectl reads, takes an unquoted key "on" for true
    String key = at.isObject() && at.get("true").isPresent() ? "true" : "on";
    problems.requireKnownKeys(at, Set.of("by", key));
    String by = problems.requiredText(at, "by");
    String written = problems.requiredText(at, key);
    LocalDate on = written == null ? null : RegisterReader.date(problems, at.get(key));
    return by == null || on == null ? null : new Confirmation(by, on);
  }

  private static RegisterEntry implicitDns() {
    return new RegisterEntry(
        Scope.DNS_ENTRY,
        new Party.AnyPod(),
        new Party.ClusterDns(),
        ClusterDns.QUERIES,
        "name resolution by the cluster's own DNS",
        null,
        null,
        null,
        null,
        "");
  }

  private static Set<String> names(List<Zone> zones) {
    Set<String> names = new LinkedHashSet<>();
    zones.forEach(zone -> names.add(zone.name()));
    return names;
  }

  private static Set<String> networkNames(List<Network> networks) {
    Set<String> names = new LinkedHashSet<>(List.of(Scope.INTERNET));
    networks.forEach(network -> names.add(network.name()));
    return names;
  }
}
