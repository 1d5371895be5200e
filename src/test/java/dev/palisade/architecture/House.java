package dev.palisade.architecture;

import java.util.List;
import java.util.stream.Stream;

/// The stages that a datum goes through, and all that each may use: this list is the architecture.
/// `java..` and JSpecify are free to all. Widen a row only together with its reason.
final class House {
  static final String ROOT = "dev.palisade";

  /// @param name package below [#ROOT], with all that lies beneath it
  /// @param uses stages that it may use; `analysis` means all that begin so
  /// @param libraries package patterns of the libraries that it may use
  /// @param because why no more is allowed
  record Stage(String name, List<String> uses, List<String> libraries, String because) {
    String pattern() {
      return ROOT + "." + name + "..";
    }

    /// Patterns of every package that the stage's classes may depend on.
    String[] allowed() {
      return Stream.of(
              Stream.of("java..", "javax..", "org.jspecify..", pattern()),
              uses.stream().map(used -> ROOT + "." + used + ".."),
              libraries.stream())
          .flatMap(patterns -> patterns)
          .toArray(String[]::new);
    }
  }

  private static final List<String> INJECTION =
      List.of("jakarta.enterprise..", "jakarta.inject..", "jakarta.transaction..");

  /// Ground floor first.
  static final List<Stage> STAGES =
      List.of(
          new Stage(
              "document",
              List.of(),
              List.of("org.snakeyaml.engine..", "com.fasterxml.jackson.core.."),
              "what is read and written is text with positions, known to no stage above"),
          new Stage(
              "snapshot",
              List.of("document"),
              List.of(),
              "a snapshot is facts as they were read, before anyone understands them"),
          new Stage(
              "analysis.traffic",
              List.of(),
              List.of(),
              "the set algebra is mathematics and is proved by its laws alone"),
          new Stage(
              "analysis.label",
              List.of(),
              List.of(),
              "selectors match labels, whatever carries them"),
          new Stage(
              "analysis.inventory",
              List.of("snapshot", "analysis.label", "analysis.traffic"),
              List.of(),
              "the inventory says what exists, no matter what policies say about it"),
          new Stage(
              "analysis.policy",
              // a rule cites the manifest that it stands in
              List.of("analysis.inventory", "analysis.label", "analysis.traffic", "snapshot"),
              List.of(),
              "the policy model is neutral: nothing after translation knows a dialect's manifests"),
          new Stage(
              "analysis.reachability",
              List.of("analysis", "snapshot"),
              List.of("org.roaringbitmap.."),
              "reachability follows from inventory and policies alone, so that it can be computed again"),
          new Stage(
              "compliance.scope",
              List.of("document", "analysis"),
              List.of(),
              "the scope is declared by people and judged by nobody here"),
          new Stage(
              "compliance.control",
              List.of("compliance.scope", "analysis", "snapshot", "document"),
              List.of(),
              "a verdict is a function of evidence, scope, history and waivers, all handed in as values"),
          new Stage(
              "compliance.exception",
              // what an exception excepts of a flow is its traffic; exceptions are handed in as
              // documents, too
              List.of("compliance.control", "analysis.traffic", "document"),
              List.of(),
              "an exception names findings and changes no verdict but by its waivers"),
          new Stage(
              "compliance.remedy",
              // what it proposes is policies, which are documents
              List.of("compliance.control", "compliance.scope", "analysis", "snapshot", "document"),
              List.of(),
              "a remedy is proposed only if the cluster so changed was computed and judged"),
          new Stage(
              "compliance.diff",
              // what differs between two manifests is found in their document trees
              List.of("compliance.control", "compliance.scope", "analysis", "snapshot", "document"),
              List.of(),
              "a difference is computed from two judgements and makes none"),
          new Stage(
              "compliance.report",
              // a report shows the evidence that it rests on: scope, population, gaps, method,
              // manifests
              List.of(
                  "compliance.diff",
                  "compliance.exception",
                  "compliance.control",
                  "compliance.scope",
                  "analysis",
                  "snapshot",
                  "document"),
              List.of(),
              "a report says what was concluded and concludes nothing of its own"),
          new Stage(
              "compliance.reperformance",
              // the words of outcomes
              List.of("compliance.report", "compliance.control"),
              List.of(),
              "what is concluded again is held against what a report says"),
          new Stage(
              "compliance.review",
              // whether a finding grew is a question to its traffic
              List.of("compliance", "analysis.traffic"),
              List.of(),
              "reviews rest on reports, differences and exceptions"),
          new Stage(
              "compliance.notice",
              List.of("document"),
              List.of(),
              "a notice says what happened, whoever may want to know"),
          new Stage(
              "ledger",
              List.of("snapshot", "document"),
              List.of(),
              "the ledger seals bytes that it is given, whatever they say"),
          new Stage(
              "collect",
              List.of("snapshot", "document"),
              List.of("io.fabric8.."),
              "a collector fetches and keeps; it understands nothing"),
          new Stage(
              "translate",
              List.of("snapshot", "document", "analysis"),
              List.of(),
              "a translator reads document trees, since typed models lose what is absent and where it stood"),
          new Stage(
              "store",
              // what is kept as JSON goes through the one reader and writer of canonical JSON
              List.of("document", "snapshot", "compliance", "ledger"),
              Stream.concat(
                      INJECTION.stream(),
                      Stream.of(
                          "jakarta.persistence..",
                          "org.hibernate..",
                          "io.quarkus.hibernate..",
                          "io.quarkus.panache..",
                          "com.fasterxml.jackson..",
                          "io.zonky.test.db.postgres.."))
                  .toList(),
              "the store alone knows rows, and knows no way in or out but values"),
          new Stage(
              "render",
              // a report names manifests, and its JSON is canonical
              List.of("compliance", "analysis", "snapshot", "ledger", "document"),
              List.of(
                  "io.quarkus.qute..",
                  "org.openpdf..",
                  "org.bouncycastle..",
                  "com.github.difflib..",
                  // places the boxes and arrows of pictures
                  "org.eclipse.elk..",
                  "org.eclipse.emf..",
                  "com.fasterxml.jackson.core.."),
              "a format shows a report and concludes nothing of its own"),
          new Stage(
              "notify",
              // a notice's data is canonical JSON; to which addresses it may go is a set of them
              List.of("compliance", "document", "analysis.traffic"),
              List.of("io.vertx.core..", "jakarta.mail.."),
              "a notice says what happened and changes nothing"),
          new Stage(
              "application",
              List.of(
                  "document",
                  "snapshot",
                  "analysis",
                  "compliance",
                  "ledger",
                  "collect",
                  "translate",
                  "store",
                  "render",
                  "notify"),
              Stream.concat(
                      INJECTION.stream(),
                      Stream.of(
                          "io.quarkus.scheduler..",
                          // the sign that the service is to stop
                          "io.quarkus.runtime..",
                          "org.quartz..",
                          "org.eclipse.microprofile.config..",
                          // the mappings of what an installation configures
                          "io.smallrye.config..",
                          // handed to what sends notices
                          "io.vertx.core..",
                          "org.jboss.logging.."))
                  .toList(),
              "two adapters meet in a use case only, and a use case knows no way in"),
          new Stage(
              "api",
              List.of("application", "compliance", "analysis", "snapshot", "document"),
              List.of("io..", "jakarta..", "org..", "com.fasterxml.jackson.."),
              "an endpoint parses, calls one use case and answers"),
          new Stage(
              "web",
              // pages know their visitors, and what went wrong, as the API does
              List.of(
                  "application",
                  "compliance",
                  "analysis",
                  "snapshot",
                  "document",
                  "api.access",
                  "api.problem"),
              List.of("io..", "jakarta..", "org..", "com.fasterxml.jackson.."),
              "a page parses, calls one use case and answers"),
          new Stage(
              "cli",
              List.of("application", "compliance", "analysis", "snapshot", "document"),
              List.of(
                  "picocli..",
                  "com.fasterxml.jackson.core..",
                  // of serve alone, as another rule holds
                  "io.quarkus.runtime..",
                  "org.eclipse.microprofile.config..",
                  "org.jboss.logging.."),
              "a command parses, calls one use case and answers"));

  static final List<String> CORE =
      List.of("document", "snapshot", "analysis", "compliance", "ledger");

  static final List<String> ADAPTERS = List.of("collect", "translate", "store", "render", "notify");

  private House() {}

  static String[] packages(List<String> names) {
    return names.stream().map(name -> ROOT + "." + name + "..").toArray(String[]::new);
  }
}
