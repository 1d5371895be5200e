package dev.palisade.translate.manifest;

import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.document.Cursor;
import java.util.List;
import java.util.Locale;
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
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String known : names) {
      int distance = distance(name.toLowerCase(Locale.ROOT), known.toLowerCase(Locale.ROOT));
      if (distance < least && distance <= Math.max(1, known.length() / 4)) {
        nearest = known;
        least = distance;
      }
    }
    return nearest;
  }

  /// The least number of letters to insert, drop, replace, or exchange with their neighbour
  /// (optimal string alignment).
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean exchanged =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (exchanged) {
          d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
