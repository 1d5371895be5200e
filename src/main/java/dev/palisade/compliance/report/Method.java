package dev.palisade.compliance.report;

import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.compliance.control.Assessment.CatalogueIdentity;
import dev.palisade.compliance.control.Canaries;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How the conclusions were drawn: what is needed to draw them again.
///
/// @param engine name and version of the program that computed reachability
/// @param translator name and version of what read the manifests
/// @param dialect whose reading of policies decided
/// @param settings every setting of the dialect, by name
/// @param canaries what became of the violations that are planted to see whether the checks still
///   find what they must; null: none were
public record Method(
    String engine,
    String translator,
    Catalogue catalogue,
    String dialect,
    SortedMap<String, String> settings,
    @Nullable Canaries canaries) {

  /// Which requirements and checks were judged by.
  public record Catalogue(String version, String digest) {}

  public Method {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  public static Method of(
      String engine,
      String translator,
      DialectSettings settings,
      CatalogueIdentity catalogue,
      @Nullable Canaries canaries) {
    return new Method(
        engine,
        translator,
        new Catalogue(catalogue.version(), catalogue.digest()),
        settings.dialect().toString(),
        settings.values(),
        canaries);
  }
}
