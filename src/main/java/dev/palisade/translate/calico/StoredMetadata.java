package dev.palisade.translate.calico;

import dev.palisade.analysis.label.Labels;
import dev.palisade.document.Cursor;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.ReadLimits;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.Metadata;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Labels of objects as Calico stores them: the object's own metadata is in the annotation
/// `projectcalico.org/metadata`, as JSON, where there is one
/// (`libcalico-go/lib/backend/k8s/resources`, `ConvertCalicoResourceToK8sResource`).
final class StoredMetadata {
  private static final String ANNOTATION = "projectcalico.org/metadata";

  private StoredMetadata() {}

  static Labels labels(Candidate candidate) {
    Cursor metadata = candidate.root().get("metadata");
    Cursor stored = metadata.get("annotations").get(ANNOTATION);
    if (!CalicoKinds.isStored(candidate.ref()) || !stored.isPresent()) {
      return Metadata.labels(candidate, metadata);
    }
    byte[] text = stored.requiredText().getBytes(StandardCharsets.UTF_8);
    try {
      Cursor original =
          new Cursor(
              stored.file(),
              stored.pointer(),
              new DocumentReader(ReadLimits.DEFAULT)
                  .parseJson(stored.file(), new ByteArrayInputStream(text)));
      return Metadata.labels(candidate, original);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
