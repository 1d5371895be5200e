package dev.palisade.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.exception.RiskException.Decision;
import dev.palisade.compliance.exception.RiskException.Excepted;
import dev.palisade.compliance.report.CitedObject;
import dev.palisade.compliance.report.ExceptionInForce;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.Standing;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import dev.palisade.render.csv.ReportSheets;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a report's bundle holds beside the report's own formats: what it was judged by, and the
/// objects that it cites with their text. They are sealed with the report.
final class BundledFiles {
  private BundledFiles() {}

  /// The files by their paths.
  ///
  /// @param scope the document, as it was declared
  /// @param exceptions those of the cluster, of which the report names the ones in force
  static Map<String, byte[]> of(
      Report report, Snapshot snapshot, String scope, List<RiskException> exceptions) {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("scope.yaml", scope.getBytes(UTF_8));
    files.put("report-csv.zip", ReportSheets.zip(report, new Standing.Issued()));
    if (!report.exceptions().isEmpty()) {
      files.put("exceptions.json", exceptions(report, exceptions));
    }
    Set<String> cited =
        Stream.concat(report.policies().stream(), report.objects().stream())
            .filter(object -> object.yaml() != null)
            .map(CitedObject::digest)
            .collect(Collectors.toCollection(HashSet::new));
    for (Manifest manifest : snapshot.manifests()) {
      if (cited.contains(manifest.ref().digest())) {
        files.put(
            "manifests/" + manifest.ref().digest() + ".json",
            CanonicalJson.text(manifest.root()).getBytes(UTF_8));
      }
    }
    return files;
  }

  /// A document as `assess --exceptions` reads it, schema `exceptions.v1.json`.
  private static byte[] exceptions(Report report, List<RiskException> exceptions) {
    Map<String, RiskException> byId =
        exceptions.stream().collect(Collectors.toMap(e -> e.id().toString(), Function.identity()));
    List<Node> written = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (ExceptionInForce inForce : report.exceptions()) {
      RiskException exception = byId.get(inForce.id());
      if (exception != null && seen.add(inForce.id())) {
        written.add(node(exception, inForce));
      }
    }
    return CanonicalJson.text(
            Node.object(
                Map.of(
                    "apiVersion", Node.text("palisade.dev/v1"),
                    "kind", Node.text("Exceptions"),
                    "exceptions", Node.array(written))))
        .getBytes(UTF_8);
  }

  private static Node node(RiskException exception, ExceptionInForce inForce) {
    Map<String, Node> said = new LinkedHashMap<>();
    said.put("id", Node.text(inForce.id()));
    said.put("check", Node.text(exception.check()));
    said.put(
        "findings", Node.array(exception.findings().stream().map(BundledFiles::node).toList()));
    said.put("reason", Node.text(exception.reason()));
    said.put("compensatingControl", Node.text(exception.compensatingControl()));
    if (exception.ticket() != null) {
      said.put("ticket", Node.text(exception.ticket()));
    }
    said.put("requestedBy", Node.text(exception.requestedBy()));
    exception.decisions().stream()
        .filter(decision -> decision.kind() == Decision.Kind.APPROVED)
        .findFirst()
        .ifPresent(decision -> said.put("approvedBy", Node.text(decision.by())));
    said.put("from", Node.text(inForce.from().toString()));
    said.put("until", Node.text(inForce.until().toString()));
    return Node.object(said);
  }

  private static Node node(Excepted finding) {
    Map<String, Node> said = new LinkedHashMap<>();
    if (finding.fingerprint() != null) {
      said.put("fingerprint", Node.text(finding.fingerprint()));
    }
    if (finding.selector() != null) {
      Map<String, Node> selector = new LinkedHashMap<>();
      put(selector, "source", finding.selector().source());
      put(selector, "destination", finding.selector().destination());
      put(selector, "subject", finding.selector().subject());
      said.put("selector", Node.object(selector));
    }
    put(said, "traffic", finding.trafficText());
    return Node.object(said);
  }

  private static void put(Map<String, Node> said, String key, @Nullable String value) {
    if (value != null) {
      said.put(key, Node.text(value));
    }
  }
}
