package dev.palisade.translate.manifest;

import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.document.Cursor;
import dev.palisade.document.Spelling;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The fields that an object may have. An API server drops any other, with a warning, or refuses it
/// (`fieldValidation=Strict`, which is what `kubectl apply` asks for): a dropped `ingres` opens or
/// closes what nobody meant.
///
/// A field that looks like a known one misspelt is refused with the likely correction; one that
/// looks like nothing known may belong to a version that is not modelled, and may allow.
///
/// @param names all fields that the specification has
/// @param confusions names that belong elsewhere, with the one that was meant
public record KnownFields(List<String> names, Map<String, String> confusions) {

  public KnownFields {
    names = List.copyOf(names);
    confusions = Map.copyOf(confusions);
  }

  public static KnownFields of(String... names) {
    return new KnownFields(List.of(names), Map.of());
  }

  /// The same, where `wrong` is what people write for `right`.
  public KnownFields confused(String wrong, String right) {
    Map<String, String> more = new TreeMap<>(confusions);
    more.put(wrong, right);
    return new KnownFields(names, more);
  }

  /// Examines the fields of an object; nothing when it is absent.
  ///
  /// @throws dev.palisade.document.MalformedDocument if it is no object
  public void check(Candidate candidate, Cursor object) {
    object
        .fields()
        .forEach(
            (name, at) -> {
              if (!names.contains(name)) {
                unknown(candidate, at, name);
              }
            });
  }

  private void unknown(Candidate candidate, Cursor at, String name) {
    String meant = correction(name);
    if (meant != null) {
      candidate.refuse(at, "there is no field \"" + name + "\" here: \"" + meant + "\" is meant?");
    } else {
      candidate.warn(
          at,
          Effect.MAY_ALLOW,
          "the field \"" + name + "\" is not known: expected " + String.join(", ", names));
    }
  }

  private @Nullable String correction(String name) {
    String confused = confusions.get(name);
    if (confused != null) {
      return confused;
    }
    return nearest(names, name);
  }

  /// The known name that a misspelt one looks like, upper and lower case alike; null when none is
  /// near.
  public static @Nullable String nearest(List<String> names, String name) {
    return Spelling.nearest(names, name);
  }
}
