package dev.palisade.compliance.scope;

import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.scope.Scope.RestrictedService;
import dev.palisade.document.Cursor;
import dev.palisade.document.Document;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The services that must not cross a zone border: the list that comes with Palisade, and a
/// document's own.
final class RestrictedServices {
  private static final String RESOURCE = "/catalogue/restricted-services.yaml";
  private static final Set<String> KEYS = Set.of("name", "traffic", "reason");

  private final ScopeProblems problems;

  RestrictedServices(ScopeProblems problems) {
    this.problems = problems;
  }

  /// The list in force for a document: absent, the default one; an array adds to it; `{replace:
  /// […]}` stands in its place.
  List<RestrictedService> inForce(Cursor at) {
    if (!at.isPresent()) {
      return defaults();
    }
    if (at.isObject()) {
      problems.requireKnownKeys(at, Set.of("replace"));
      if (!at.get("replace").isPresent()) {
        problems.addMissing(at, "replace");
      }
      return services(at.get("replace"));
    }
    List<RestrictedService> all = new ArrayList<>(defaults());
    all.addAll(services(at));
    return all;
  }

  private List<RestrictedService> services(Cursor list) {
    List<RestrictedService> services = new ArrayList<>();
    problems.each(
        list,
        item -> {
          RestrictedService service = service(item);
          if (service != null) {
            services.add(service);
          }
        });
    return services;
  }

  private @Nullable RestrictedService service(Cursor item) {
    problems.requireKnownKeys(item, KEYS);
    String reason = problems.requiredText(item, "reason");
    Cursor at = item.get("traffic");
    if (!at.isPresent()) {
      problems.addMissing(item, "traffic");
      return null;
    }
    TrafficSet traffic =
        at.isArray() ? RegisterReader.traffic(problems, at) : RegisterReader.one(problems, at);
    String name = problems.attempt(item.get("name")::text);
    return reason == null || traffic == null
        ? null
        : new RestrictedService(name == null ? traffic.toString() : name, traffic, reason);
  }

  /// The default list, each with its reason.
  static List<RestrictedService> defaults() {
    List<Reading> readings = new ArrayList<>();
    try (InputStream in = RestrictedServices.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + RESOURCE + " is not there");
      }
      new DocumentReader(ReadLimits.DEFAULT).read(RESOURCE, in, readings::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (readings.size() != 1 || !(readings.getFirst() instanceof Reading.Read(Document document))) {
      throw new IllegalStateException(
          "the resource " + RESOURCE + " is no single document: " + readings);
    }
    ScopeProblems problems = new ScopeProblems();
    List<RestrictedService> services =
        new RestrictedServices(problems).services(document.cursor().get("services"));
    problems.throwIfAny();
    return services;
  }
}
