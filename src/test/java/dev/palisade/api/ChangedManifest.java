package dev.palisade.api;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Document;
import dev.palisade.document.JsonText;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import java.util.Objects;

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
                java.util.regex.Pattern.quote(annotations),
                java.util.regex.Matcher.quoteReplacement(added + ","))
            : text.replace("\"metadata\":{", "\"metadata\":{" + added + "},");
    return Objects.requireNonNull(
        Manifests.of(new Document(manifest.file(), "", JsonText.read(manifest.file(), changed), null)));
  }
}
