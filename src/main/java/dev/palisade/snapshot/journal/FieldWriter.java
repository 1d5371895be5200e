package dev.palisade.snapshot.journal;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A client that wrote fields of an object, as `metadata.managedFields` says. The name is what the
/// client says of itself; who used it is not known.
///
/// @param operation `Apply` or `Update`
/// @param time as the API server wrote it; null: it does not say
public record FieldWriter(String manager, String operation, @Nullable String time)
    implements Comparable<FieldWriter> {
  private static final Comparator<FieldWriter> ORDER =
      Comparator.comparing(FieldWriter::manager)
          .thenComparing(FieldWriter::operation)
          .thenComparing(w -> w.time() == null ? "" : w.time());

  @Override
  public int compareTo(FieldWriter other) {
    return ORDER.compare(this, other);
  }
}
