package dev.palisade.render.html;

import dev.palisade.compliance.report.Coverage;
import dev.palisade.compliance.report.DeclaredScope;
import dev.palisade.compliance.report.Method;
import dev.palisade.compliance.report.Report;
import dev.palisade.render.html.Page.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What the report is about, of which data, by which method; and its contents.
final class FrontMatter {
  private static final Set<String> IN_SCOPE = Set.of("cardholder-data", "connected", "trusted");

  private final Page page;
  private final Report report;

  FrontMatter(Page page, Report report) {
    this.page = page;
    this.report = report;
  }

  /// @param digest SHA-256 of the canonical JSON
  void about(String digest) {
    page.chapter(
        "about.title",
        () -> {
          List<Fact> facts = new ArrayList<>();
          identity(facts);
          data(facts);
          method(facts);
          page.facts(facts);
          page.note(page.text("html.recorded", digest));
        });
  }

  private void identity(List<Fact> facts) {
    var identity = report.identity();
    var cluster = report.cluster();
    facts.add(Fact.of("fact.number", identity.number()));
    facts.add(Fact.of("fact.version", String.valueOf(identity.version())));
    facts.add(
        Fact.of(
            "fact.supersedes",
            identity.supersedes() == null
                ? page.text("fact.supersedes.none")
                : page.text(
                    "fact.supersedes.version", identity.version() - 1, identity.supersedes())));
    facts.add(new Fact("fact.id", Html.code(identity.id())));
    facts.add(Fact.of("fact.kind", page.text("kind." + identity.kind())));
    facts.add(Fact.of("fact.issuer", page.text("issuer.name")));
    facts.add(
        Fact.of(
            "fact.cluster",
            cluster.uid() == null
                ? cluster.name()
                : page.text("fact.cluster.uid", cluster.name(), cluster.uid())));
    if (cluster.apiServerVersion() != null) {
      facts.add(Fact.of("fact.server", cluster.apiServerVersion()));
    }
    facts.add(
        Fact.of(
            "fact.frameworks",
            report.frameworks().stream()
                .map(Report.Held::title)
                .collect(Collectors.joining(", "))));
  }

  private void data(List<Fact> facts) {
    Coverage coverage = report.coverage();
    for (Coverage.Source snapshot : coverage.snapshots()) {
      String at = Page.time(snapshot.takenAt());
      facts.add(
          Fact.of(
              "fact.snapshot",
              snapshot.sequence() == null
                  ? at
                  : page.text("fact.snapshot.numbered", at, snapshot.sequence())));
      facts.add(
          Fact.of(
              "fact.collected",
              page.text(
                  "fact.collected.value",
                  snapshot.collector(),
                  snapshot.trigger(),
                  snapshot.requester())));
      facts.add(new Fact("fact.digest.snapshot", Html.code(snapshot.digest())));
    }
    if (!coverage.period().from().equals(coverage.period().to())) {
      facts.add(
          Fact.of(
              "fact.period",
              page.text(
                  "fact.period.value",
                  Page.time(coverage.period().from()),
                  Page.time(coverage.period().to()))));
    }
    facts.add(Fact.of("fact.asOf", Page.time(report.asOf())));
    DeclaredScope scope = report.scope();
    List<DeclaredScope.Zone> inScope =
        scope.zones().stream().filter(zone -> IN_SCOPE.contains(zone.category())).toList();
    facts.add(
        Fact.of(
            "fact.scope",
            page.text(
                "fact.scope.value",
                scope.zones().size(),
                inScope.size(),
                inScope.stream().mapToInt(DeclaredScope.Zone::pods).sum(),
                scope.networks().size(),
                scope.register().size(),
                scope.cardholderData())));
    facts.add(new Fact("fact.digest.scope", Html.code(scope.digest())));
  }

  private void method(List<Fact> facts) {
    Method method = report.method();
    facts.add(
        Fact.of(
            "fact.method",
            page.text(
                "fact.method.value",
                method.engine(),
                method.translator(),
                method.catalogue().version(),
                method.dialect())));
    facts.add(new Fact("fact.digest.catalogue", Html.code(method.catalogue().digest())));
    facts.add(
        Fact.of(
            "fact.settings",
            method.settings().entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(", "))));
    if (method.canaries() != null) {
      facts.add(
          Fact.of("fact.canaries", method.canaries() + " (" + method.canaries().copy() + ")"));
    }
  }

  void contents(List<String> chapters) {
    String title = Html.text(page.text("contents.title")).markup();
    page.raw(
        "<nav class=\"contents\" aria-labelledby=\"contents\"><h2 id=\"contents\">"
            + title
            + "</h2><ol>");
    for (String chapter : chapters) {
      page.raw("<li>" + Html.link(page.text(chapter), Anchors.chapter(chapter)).markup());
      if (chapter.equals("requirements.title")) {
        page.list(
            report.requirements().stream()
                .map(
                    r ->
                        Html.link(
                            RequirementSections.title(page, report, r),
                            Anchors.requirement(r.name())))
                .toList());
      }
      if (chapter.equals("checks.title")) {
        page.list(
            report.checks().stream()
                .map(check -> Html.link(check.id(), Anchors.check(check.id())))
                .toList());
      }
      page.raw("</li>");
    }
    page.raw("</ol></nav>");
  }
}
