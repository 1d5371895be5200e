package dev.palisade.api;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Document;
import dev.palisade.document.JsonText;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Manifests of a snapshot with something about them changed.
final class ChangedManifest {
  private ChangedManifest() {}

  static Manifest annotated(Manifest manifest, String key, String value) {
    String text = CanonicalJson.text(Objects.requireNonNull(manifest.cursor().node()));
    String annotations = "\"annotations\":{";
    String added = annotations + "\"" + key + "\":\"" + value + "\"";
    String changed =
        text.contains(annotations)
            ? text.replaceFirst(
                Pattern.quote(annotations),
                Matcher.quoteReplacement(added + ","))
            : text.replace("\"metadata\":{", "\"metadata\":{" + added + "},");
    return of(manifest, changed);
  }

  /// With another value of an annotation that it has.
  static Manifest reannotated(Manifest manifest, String key, String value) {
    String text = CanonicalJson.text(Objects.requireNonNull(manifest.cursor().node()));
    String changed =
        text.replaceFirst(
            Pattern.quote("\"" + key + "\":") + "\"[^\"]*\"",
            Matcher.quoteReplacement("\"" + key + "\":\"" + value + "\""));
    if (changed.equals(text)) {
      throw new IllegalArgumentException(manifest.ref() + " has no annotation " + key);
    }
    return of(manifest, changed);
  }

  private static Manifest of(Manifest manifest, String text) {
    return Objects.requireNonNull(
        Manifests.of(
            new Document(manifest.file(), "", JsonText.read(manifest.file(), text), null)));
  }
}
