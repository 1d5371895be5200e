package dev.palisade.application;

import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.DialectSettings.Use;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.application.canary.PlantCanaries;
import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.Canaries;
import dev.palisade.compliance.control.Catalogue;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.NetworkPlugins;
import dev.palisade.compliance.control.Waivers;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.State;
import dev.palisade.compliance.remedy.Remedies;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Zoning;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.translate.Translation;
import dev.palisade.translate.Translator;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Judges a snapshot by the catalogue: what the command line, the service and change reviews have
/// in common.
public final class AssessSnapshot {
  private static final Set<String> PLUGIN_KINDS = Set.of("DaemonSet", "Node");

  private final Catalogue catalogue;
  private final NetworkPlugins plugins;

  public AssessSnapshot(Catalogue catalogue, NetworkPlugins plugins) {
    this.catalogue = catalogue;
    this.plugins = plugins;
  }

  /// With the catalogue that comes with Palisade.
  public static AssessSnapshot standard() {
    return by(Catalogue.load());
  }

  public static AssessSnapshot by(Catalogue catalogue) {
    return new AssessSnapshot(catalogue, NetworkPlugins.load());
  }

  /// @param dialect null: by the scope, else by the network plugin that runs, else by the policies
  /// @param overrides settings of the dialect by name, which outweigh the scope's
  /// @param framework null: all
  public record Request(
      Snapshot snapshot,
      Scope scope,
      @Nullable Dialect dialect,
      SortedMap<String, String> overrides,
      History history,
      Waivers waivers,
      Instant asOf,
      @Nullable String framework) {

    /// All frameworks, with nothing overridden, excepted or known of the past.
    public static Request of(Snapshot snapshot, Scope scope, Instant asOf) {
      return new Request(
          snapshot, scope, null, new TreeMap<>(), History.none(), Waivers.none(), asOf, null);
    }

    public Request excepting(Waivers others) {
      return new Request(snapshot, scope, dialect, overrides, history, others, asOf, framework);
    }

    /// The same judgement on another state.
    public Request on(Snapshot other) {
      return new Request(other, scope, dialect, overrides, history, waivers, asOf, framework);
    }

    /// The same judgement with nothing known of the past.
    Request forgetful() {
      return new Request(
          snapshot, scope, dialect, overrides, History.none(), waivers, asOf, framework);
    }

    public Request limitedTo(@Nullable String one) {
      return new Request(snapshot, scope, dialect, overrides, history, waivers, asOf, one);
    }
  }

  /// What was judged, and how.
  ///
  /// @param canaries what became of the violations that were planted into a copy; null: none were
  public record Assessed(Analysis analysis, Assessment assessment, @Nullable Canaries canaries) {}

  /// Judges, and plants canaries: where one is missed, or none can be planted, nothing passes.
  ///
  /// @throws UnusableChoice when the settings do not exist, or policies of two network plugins are
  ///   there and nothing says which enforces
  public Assessed assess(Request request) {
    return assess(request, () -> {});
  }

  /// @param told before canaries are planted
  Assessed assess(Request request, Runnable told) {
    Assessed judged = judge(request);
    told.run();
    Catalogue asked = catalogue(request.framework());
    Canaries canaries =
        new PlantCanaries(asked)
            .into(request.snapshot(), request.scope(), settings(request), request.asOf());
    Assessment assessment = judged.assessment();
    return new Assessed(
        judged.analysis(),
        canaries.isSound() ? assessment : asked.withoutPass(assessment, canaries.reason()),
        canaries);
  }

  /// Judges without planting canaries: for comparisons, which judge one cluster several times.
  ///
  /// @throws UnusableChoice as in [#assess]
  public Assessed judge(Request request) {
    Catalogue asked = catalogue(request.framework());
    Analysis analysis =
        Analysis.of(request.snapshot(), settings(request), Zoning.cuts(request.scope()));
    return new Assessed(
        analysis,
        asked.evaluate(
            analysis.evidence(),
            request.scope(),
            request.history(),
            request.waivers(),
            request.asOf()),
        null);
  }

  /// The same with what was proved to close its findings: for what is read by people, since each
  /// proposal takes a judgement of its own.
  Assessed withRemedies(Assessed assessed) {
    Analysis analysis = assessed.analysis();
    return new Assessed(
        analysis,
        assessed
            .assessment()
            .with(Remedies.of(assessed.assessment(), snapshot -> analysis.on(snapshot).evidence())),
        assessed.canaries());
  }

  /// What differs between two states, with the causes found by the settings of the second.
  ///
  /// @param before its number in the cluster's chain goes with it; null: it is not kept
  Comparison compare(
      Assessed before,
      @Nullable Long beforeSequence,
      Request request,
      Assessed after,
      @Nullable Long afterSequence) {
    DialectSettings settings = settings(request);
    Collection<IpSet> cuts = Zoning.cuts(request.scope());
    return Comparison.between(
        State.of(before.assessment(), beforeSequence),
        State.of(after.assessment(), afterSequence),
        snapshot -> Analysis.of(snapshot, settings, cuts).reachability());
  }

  /// The part of the catalogue that a framework is judged by.
  ///
  /// @param framework null: all
  /// @throws UnusableChoice when there is no such framework
  public Catalogue catalogue(@Nullable String framework) {
    try {
      return framework == null ? catalogue : catalogue.of(framework);
    } catch (IllegalArgumentException e) {
      throw new UnusableChoice(e.getMessage());
    }
  }

  /// The settings that a request is judged with.
  public DialectSettings settings(Request request) {
    return settings(request, () -> Translation.detectDialect(request.snapshot()));
  }

  /// The same where the request holds a part of a snapshot, with all that tells the network plugin.
  ///
  /// @param policies the dialects of which there are policies in the whole snapshot
  DialectSettings settings(Request request, Supplier<SortedSet<Dialect>> policies) {
    DialectSettings settings = DialectSettings.of(dialect(request, policies), Use.ASSESSMENT);
    SortedMap<String, String> overrides = new TreeMap<>(request.scope().cluster().settings());
    overrides.putAll(request.overrides());
    for (Map.Entry<String, String> override : overrides.entrySet()) {
      try {
        settings = settings.with(override.getKey(), override.getValue());
      } catch (IllegalArgumentException e) {
        throw new UnusableChoice(e.getMessage());
      }
    }
    return settings;
  }

  private Dialect dialect(Request request, Supplier<SortedSet<Dialect>> policies) {
    if (request.dialect() != null) {
      return request.dialect();
    }
    String declared = request.scope().cluster().dialect();
    if (declared != null && !declared.equals("auto")) {
      return Dialect.parse(declared);
    }
    Translation first =
        Translator.translate(
            agentsAndNodes(request.snapshot()),
            DialectSettings.of(Dialect.KUBERNETES, Use.ASSESSMENT));
    Dialect running = plugins.dialect(first.inventory(), request.scope());
    return running == null ? byPolicies(policies.get()) : running;
  }

  /// All that tells the network plugin: there is no need to read the rest twice.
  private static Snapshot agentsAndNodes(Snapshot snapshot) {
    return new Snapshot(
        snapshot.cluster(),
        snapshot.takenAt(),
        snapshot.run(),
        snapshot.manifests().stream().filter(m -> PLUGIN_KINDS.contains(m.ref().kind())).toList(),
        snapshot.calls(),
        snapshot.gaps());
  }

  private static Dialect byPolicies(SortedSet<Dialect> found) {
    SortedSet<Dialect> there = new TreeSet<>(found);
    there.remove(Dialect.KUBERNETES);
    if (there.size() > 1) {
      throw new UnusableChoice(
          "policies of Calico and of Cilium are there, and no network plugin was found: say which enforces (cluster.dialect in the"
              + " scope, or --dialect)");
    }
    return there.isEmpty() ? Dialect.KUBERNETES : there.first();
  }

  /// The question cannot be answered as it was asked.
  public static final class UnusableChoice extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableChoice(@Nullable String message) {
      super(message);
    }
  }
}
