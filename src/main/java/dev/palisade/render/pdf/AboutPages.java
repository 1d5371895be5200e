package dev.palisade.render.pdf;

import dev.palisade.compliance.report.Coverage;
import dev.palisade.compliance.report.DeclaredScope;
import dev.palisade.compliance.report.Method;
import dev.palisade.compliance.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What the report is about, of which data, by which method, by whom.
final class AboutPages {
  private static final Set<String> IN_SCOPE = Set.of("cardholder-data", "connected", "trusted");

  private final Pen pen;
  private final Report report;
  private final List<Pen.Fact> facts = new ArrayList<>();

  AboutPages(Pen pen, Report report) {
    this.pen = pen;
    this.report = report;
  }

  /// @param digest SHA-256 of the attached JSON
  void write(String attachment, String digest) {
    Flow flow = pen.flow;
    flow.freshPage();
    flow.section();
    flow.heading(1, pen.text("about.title"), "about.title");
    identity();
    data();
    method();
    pen.facts(facts);
    flow.paragraph(pen.text("cover.attached", attachment, digest), "note");
  }

  private void identity() {
    var identity = report.identity();
    add("fact.number", identity.number());
    add("fact.version", String.valueOf(identity.version()));
    add(
        "fact.supersedes",
        identity.supersedes() == null
            ? pen.text("fact.supersedes.none")
            : pen.text("fact.supersedes.version", identity.version() - 1, identity.supersedes()));
    add("fact.id", identity.id());
    add("fact.kind", pen.text("kind." + identity.kind()));
    add("fact.issuer", pen.text("issuer.name"));
    var cluster = report.cluster();
    add(
        "fact.cluster",
        cluster.uid() == null
            ? cluster.name()
            : pen.text("fact.cluster.uid", cluster.name(), cluster.uid()));
    if (cluster.apiServerVersion() != null) {
      add("fact.server", cluster.apiServerVersion());
    }
    add(
        "fact.frameworks",
        report.frameworks().stream().map(Report.Held::title).collect(Collectors.joining(", ")));
  }

  private void data() {
    Coverage coverage = report.coverage();
    for (Coverage.Source snapshot : coverage.snapshots()) {
      String at = Pen.time(snapshot.takenAt());
      add(
          "fact.snapshot",
          snapshot.sequence() == null
              ? at
              : pen.text("fact.snapshot.numbered", at, snapshot.sequence()));
      add(
          "fact.collected",
          pen.text(
              "fact.collected.value",
              snapshot.collector(),
              snapshot.trigger(),
              snapshot.requester()));
      mono("fact.digest.snapshot", snapshot.digest());
    }
    if (!coverage.period().from().equals(coverage.period().to())) {
      add(
          "fact.period",
          pen.text(
              "fact.period.value",
              Pen.time(coverage.period().from()),
              Pen.time(coverage.period().to())));
    }
    add("fact.asOf", Pen.time(report.asOf()));
    DeclaredScope scope = report.scope();
    List<DeclaredScope.Zone> inScope =
        scope.zones().stream().filter(z -> IN_SCOPE.contains(z.category())).toList();
    add(
        "fact.scope",
        pen.text(
            "fact.scope.value",
            scope.zones().size(),
            inScope.size(),
            inScope.stream().mapToInt(DeclaredScope.Zone::pods).sum(),
            scope.networks().size(),
            scope.register().size(),
            scope.cardholderData()));
    mono("fact.digest.scope", scope.digest());
  }

  private void method() {
    Method method = report.method();
    add(
        "fact.method",
        pen.text(
            "fact.method.value",
            method.engine(),
            method.translator(),
            method.catalogue().version(),
            method.dialect()));
    mono("fact.digest.catalogue", method.catalogue().digest());
    add(
        "fact.settings",
        method.settings().entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(", ")));
    if (method.canaries() != null) {
      add("fact.canaries", method.canaries() + " (" + method.canaries().copy() + ")");
    }
  }

  private void add(String name, String value) {
    facts.add(new Pen.Fact(name, List.of(pen.td(value))));
  }

  private void mono(String name, String value) {
    facts.add(new Pen.Fact(name, List.of(pen.tdMono(value))));
  }
}
