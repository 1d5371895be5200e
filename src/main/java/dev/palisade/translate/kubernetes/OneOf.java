package dev.palisade.translate.kubernetes;

import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import dev.palisade.translate.manifest.KnownFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Objects of which exactly one field must be set (`MinProperties=1`, `MaxProperties=1`).
///
/// Where no known field is set and an unknown one is, the object is of a version with a choice that
/// is not modelled: "If an implementation sees no fields are set then it can infer that the
/// deployed CRD is of an incompatible version with an unknown field."
final class OneOf {
  private OneOf() {}

  /// The field that is set; refuses none and several.
  ///
  /// @param what what the object is, for messages
  /// @return null when the choice is unknown or was refused
  static @Nullable String read(Candidate candidate, Cursor at, KnownFields known, String what) {
    known.check(candidate, at);
    List<String> set = known.names().stream().filter(name -> at.get(name).isPresent()).toList();
    if (set.size() == 1) {
      return set.getFirst();
    }
    String expected = String.join(", ", known.names());
    if (set.size() > 1) {
      candidate.refuse(
          at,
          "exactly one field must be set in "
              + what
              + " ("
              + expected
              + "), and there are "
              + String.join(" and ", set));
    } else if (at.fields().keySet().stream().allMatch(known.names()::contains)) {
      candidate.refuse(
          at, "exactly one field must be set in " + what + " (" + expected + "), and none is");
    }
    return null;
  }
}
