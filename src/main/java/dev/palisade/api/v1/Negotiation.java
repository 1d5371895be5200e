package dev.palisade.api.v1;

import dev.palisade.api.problem.ProblemType;
import dev.palisade.api.problem.RefusedRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which of several media types a client wants (RFC 9110 section 12.5.1): the one of the greatest
/// weight, of equals the one that is offered first. The most precise range that fits a type gives
/// its weight; a weight of 0 refuses it.
final class Negotiation {
  private Negotiation() {}

  /// @param offered the dearest first
  /// @throws RefusedRequest if none is acceptable
  static <T> T choose(List<T> offered, Function<T, String> mediaType, HttpHeaders headers) {
    List<MediaType> accepted = headers.getAcceptableMediaTypes();
    T best = null;
    double most = 0;
    for (T one : offered) {
      double weight = weight(MediaType.valueOf(mediaType.apply(one)), accepted);
      if (weight > most) {
        best = one;
        most = weight;
      }
    }
    if (best == null) {
      throw new RefusedRequest(
          ProblemType.NOT_ACCEPTABLE,
          "offered are " + offered.stream().map(mediaType).collect(Collectors.joining(", ")));
    }
    return best;
  }

  private static double weight(MediaType type, List<MediaType> accepted) {
    return accepted.stream()
        .filter(range -> range.isCompatible(type))
        .max(Comparator.comparingInt(Negotiation::precision))
        .map(Negotiation::weight)
        .orElse(0.0);
  }

  private static int precision(MediaType range) {
    return range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
  }

  /// 1 where none is given, or none that can be read.
  private static double weight(MediaType range) {
    String given = range.getParameters().get("q");
    return given == null ? 1 : number(given);
  }

  private static double number(@Nullable String text) {
    try {
      return Math.clamp(Double.parseDouble(String.valueOf(text)), 0, 1);
    } catch (NumberFormatException e) {
      return 1;
    }
  }
}
