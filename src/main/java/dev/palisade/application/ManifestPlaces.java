package dev.palisade.application;

import dev.palisade.compliance.report.JudgedFinding.CitedPlace;
import dev.palisade.document.Cursor;
import dev.palisade.render.sarif.SourcePlace;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Snapshot;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where in the files that were read a cited value stands.
final class ManifestPlaces {
  private final Map<String, Manifest> manifests = new HashMap<>();

  /// @param snapshot of files; one that was collected from a cluster has no places
  ManifestPlaces(Snapshot snapshot) {
    if (snapshot.run().trigger() == Trigger.FILES) {
      for (Manifest manifest : snapshot.manifests()) {
        manifests.put(key(manifest.ref().apiVersion(), manifest.ref().toString()), manifest);
      }
    }
  }

  private static String key(@Nullable String apiVersion, @Nullable String object) {
    return apiVersion + " " + object;
  }

  /// Null: it comes from no file.
  @Nullable SourcePlace of(CitedPlace place) {
    Manifest manifest = manifests.get(key(place.apiVersion(), place.object()));
    if (manifest == null) {
      return null;
    }
    int line = manifest.root().line();
    Cursor at = manifest.cursor();
    // where the value itself is missing, the last that is there on the way to it
    for (String step : place.pointer() == null ? new String[0] : place.pointer().split("/")) {
      if (!step.isEmpty()) {
        String key = step.replace("~1", "/").replace("~0", "~");
        at = at.isArray() && key.matches("\\d{1,9}") ? at.get(Integer.parseInt(key)) : at.get(key);
        line = at.line() > 0 ? at.line() : line;
      }
    }
    return new SourcePlace(manifest.file(), line);
  }
}
