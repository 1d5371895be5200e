package dev.palisade.compliance.control;

import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.application.Analysis;
import dev.palisade.compliance.control.check.Checks;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.ScopeReader;
import dev.palisade.compliance.scope.Zoning;
import dev.palisade.document.Document;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import dev.palisade.snapshot.ClusterIdentity;
import dev.palisade.snapshot.CollectionRun;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import dev.palisade.snapshot.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// A small cluster with a scope, given as YAML, to be changed one thing at a time and judged.
/// Immutable.
public record World(
    Map<String, Manifest> manifests,
    String scopeText,
    List<Gap> gaps,
    Waivers waivers,
    History history) {

  public static final Instant AS_OF = Instant.parse("2026-11-01T00:00:00Z");

  /// The cluster in `control/well-built.yaml`, in which every network check passes.
  public static World wellBuilt() {
    return wellBuilt(yaml -> yaml);
  }

  /// The same with its text rewritten.
  public static World wellBuilt(UnaryOperator<String> rewriting) {
    return new World(
            Map.of(), resource("well-built-scope.yaml"), List.of(), Waivers.none(), History.none())
        .with(rewriting.apply(resource("well-built.yaml")));
  }

  /// With some objects added, or put in the place of those with their kind, namespace and name.
  public World with(String yaml) {
    Map<String, Manifest> changed = new TreeMap<>(manifests);
    for (Document document : documents(yaml)) {
      Manifest manifest = Manifests.of(document);
      if (manifest != null) {
        changed.put(manifest.ref().toString(), manifest);
      }
    }
    return new World(changed, scopeText, gaps, waivers, history);
  }

  /// With some objects added beside those of their kind, namespace and name that are of another
  /// group; with one of Calico's, Calico enforces.
  public World beside(String yaml) {
    Map<String, Manifest> changed = new TreeMap<>(manifests);
    for (Document document : documents(yaml)) {
      Manifest manifest = Manifests.of(document);
      if (manifest != null) {
        changed.put(manifest.ref().lineage(), manifest);
      }
    }
    return new World(changed, scopeText, gaps, waivers, history);
  }

  /// Without some objects, named `Kind namespace/name`.
  public World without(String... refs) {
    Map<String, Manifest> changed = new TreeMap<>(manifests);
    for (String ref : refs) {
      if (changed.remove(ref) == null) {
        throw new IllegalArgumentException("there is no " + ref + " among " + changed.keySet());
      }
    }
    return new World(changed, scopeText, gaps, waivers, history);
  }

  /// With a piece of the scope replaced, which must be there.
  public World scope(String piece, String by) {
    if (!scopeText.contains(piece)) {
      throw new IllegalArgumentException("the scope has no " + piece);
    }
    return new World(manifests, scopeText.replace(piece, by), gaps, waivers, history);
  }

  /// With a line added to the scope.
  public World scopeLine(String line) {
    return new World(manifests, scopeText + line + "\n", gaps, waivers, history);
  }

  public World gap(String kind) {
    List<Gap> more = new ArrayList<>(gaps);
    more.add(
        new Gap(Gap.Reason.REFUSED, kind, null, null, 403, "listing " + kind + " was refused"));
    return new World(manifests, scopeText, more, waivers, history);
  }

  public World waive(Waivers.Waiver waiver) {
    return new World(manifests, scopeText, gaps, new Waivers(List.of(waiver)), history);
  }

  public World past(History known) {
    return new World(manifests, scopeText, gaps, waivers, known);
  }

  /// The result of one check, named with its parameters.
  public CheckResult judge(String name) {
    CheckCall call = CheckCall.parse(name);
    Check check =
        Checks.all().stream().filter(c -> c.id().equals(call.check())).findFirst().orElseThrow();
    return check.evaluate(examination().with(call.parameters()));
  }

  public Assessment assess() {
    Scope scope = readScope();
    return Catalogue.load().evaluate(evidence(scope), scope, history, waivers, AS_OF);
  }

  public Examination examination() {
    Scope scope = readScope();
    Evidence evidence = evidence(scope);
    return new Examination(
        evidence,
        scope,
        Zoning.of(scope, evidence.reachability()),
        history,
        waivers,
        AS_OF,
        List.of());
  }

  private Evidence evidence(Scope scope) {
    Snapshot snapshot =
        new Snapshot(
            new ClusterIdentity("test", null, null),
            AS_OF,
            new CollectionRun(CollectionRun.Trigger.FILES, "test", "test", AS_OF, AS_OF),
            List.copyOf(manifests.values()),
            List.of(),
            gaps);
    Dialect dialect =
        manifests.keySet().stream().anyMatch(key -> key.startsWith("projectcalico.org/"))
            ? Dialect.CALICO
            : Dialect.KUBERNETES;
    DialectSettings settings = DialectSettings.of(dialect, DialectSettings.Use.ASSESSMENT);
    return Analysis.of(snapshot, settings, Zoning.cuts(scope)).evidence();
  }

  private Scope readScope() {
    try {
      return ScopeReader.read(
          "scope.yaml", new ByteArrayInputStream(scopeText.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Document> documents(String yaml) {
    List<Document> documents = new ArrayList<>();
    try {
      new DocumentReader(ReadLimits.DEFAULT)
          .read(
              "test.yaml",
              new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
              reading -> {
                if (reading instanceof Reading.Read(Document document)) {
                  documents.add(document);
                } else {
                  throw new IllegalArgumentException(reading.toString());
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return documents;
  }

  private static String resource(String name) {
    try (InputStream in = World.class.getResourceAsStream("/control/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
