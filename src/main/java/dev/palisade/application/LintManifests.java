package dev.palisade.application;

import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.DialectSettings.Use;
import dev.palisade.compliance.control.hygiene.Advice;
import dev.palisade.compliance.control.hygiene.Hygiene;
import dev.palisade.compliance.control.hygiene.Topic;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.ScopeReader;
import dev.palisade.compliance.scope.Zoning;
import dev.palisade.document.Document;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import dev.palisade.render.json.LintJson;
import dev.palisade.render.text.LintText;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.translate.manifest.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Advises on the policies of manifests.
///
/// @param hygiene the advice; refusals with their pointers
/// @param files by policy, the file that it stands in
/// @param messages errors where something could not be read
public record LintManifests(
    Hygiene hygiene, Map<ResourceRef, String> files, List<Message> messages) {

  /// What is asked for.
  ///
  /// @param paths together one cluster
  /// @param scope says which zones are the system's; null: the namespaces of Kubernetes itself
  public record Request(List<Path> paths, DialectChoice dialect, @Nullable Path scope) {
    public Request {
      paths = List.copyOf(paths);
    }
  }

  /// Manifests of applications seldom hold the cluster's DNS: it is imagined then, as every cluster
  /// has it.
  private static final String DNS =
      """
      apiVersion: v1
      kind: Pod
      metadata: {namespace: kube-system, name: imagined-dns, labels: {k8s-app: kube-dns}}
      spec: {containers: [{name: dns, image: imagined, ports: [{containerPort: 53, protocol: UDP}, {containerPort: 53, protocol: TCP}]}]}
      """;

  private static final String NO_SCOPE =
      """
      apiVersion: palisade.dev/v1
      kind: Scope
      cardholderData: none
      zones: []
      """;

  public LintManifests {
    messages = List.copyOf(messages);
  }

  /// Reads, judges and advises.
  ///
  /// @throws UnusableInput when nothing readable is there, or the request cannot be used
  public static LintManifests of(Request request) {
    ManifestReading reading = ManifestReading.of(request.paths(), "manifests", Clock.systemUTC());
    Scope scope =
        request.scope() == null
            ? ScopeReader.read(document("default scope", NO_SCOPE).cursor())
            : AssessManifests.scope(request.scope());
    DialectSettings settings = request.dialect().settings(reading.snapshot(), Use.ASSESSMENT);
    Analysis analysis = Analysis.of(reading.snapshot(), settings, Zoning.cuts(scope));
    Zoning zoning = Zoning.of(scope, analysis.reachability());
    List<String> remarks = new ArrayList<>();
    if (zoning.dns().pods().isEmpty() && !analysis.translation().inventory().pods().isEmpty()) {
      analysis = Analysis.of(withDns(reading.snapshot()), settings, Zoning.cuts(scope));
      zoning = Zoning.of(scope, analysis.reachability());
      remarks.add(
          "no pod of the cluster's DNS was read: one is imagined in kube-system, labelled k8s-app: kube-dns");
    }
    Hygiene hygiene = Hygiene.of(analysis.evidence(), zoning);
    remarks.addAll(hygiene.remarks());
    Map<ResourceRef, String> files = new TreeMap<>();
    reading.snapshot().manifests().forEach(m -> files.put(m.ref(), m.file()));
    return new LintManifests(
        new Hygiene(
            withRefusals(hygiene.advice(), analysis.translation().refusals()),
            remarks,
            hygiene.policies()),
        files,
        messages(reading));
  }

  public boolean isClean() {
    return hygiene.advice().isEmpty()
        && messages.stream().noneMatch(m -> m.severity() == Message.Severity.ERROR);
  }

  /// Writes the advice as text for people.
  public void text(PrintWriter out) {
    out.print(LintText.of(hygiene, files));
    out.flush();
  }

  /// Writes the advice as JSON.
  public void json(PrintWriter out) {
    out.println(LintJson.of(hygiene, files));
    out.flush();
  }

  /// The refusals themselves say where; gaps do not.
  private static List<Advice> withRefusals(List<Advice> advice, List<Refusal> refusals) {
    List<Advice> all = new ArrayList<>();
    advice.stream().filter(a -> a.topic() != Topic.REFUSED).forEach(all::add);
    for (Refusal refusal : refusals) {
      all.add(
          new Advice(
              Topic.REFUSED,
              refusal.ref(),
              refusal.pointer(),
              "an API server would refuse it: " + refusal.problem(),
              Advice.CORRECT,
              null));
    }
    return all;
  }

  private static List<Message> messages(ManifestReading reading) {
    List<Message> messages = new ArrayList<>();
    reading.policies().forEach(text -> messages.add(Message.error(text)));
    reading.objects().forEach(text -> messages.add(Message.error(text)));
    reading.remarks().forEach(text -> messages.add(Message.warning(text)));
    return messages;
  }

  private static Snapshot withDns(Snapshot snapshot) {
    List<Manifest> manifests = new ArrayList<>(snapshot.manifests());
    Manifest dns = Manifests.of(document("imagined", DNS));
    if (dns != null) {
      manifests.add(dns);
    }
    return new Snapshot(
        snapshot.cluster(),
        snapshot.takenAt(),
        snapshot.run(),
        manifests,
        snapshot.calls(),
        snapshot.gaps());
  }

  private static Document document(String name, String yaml) {
    List<Document> documents = new ArrayList<>();
    try {
      new DocumentReader(ReadLimits.DEFAULT)
          .read(
              name,
              new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
              reading -> {
                if (reading instanceof Reading.Read(Document document)) {
                  documents.add(document);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return documents.getFirst();
  }
}
