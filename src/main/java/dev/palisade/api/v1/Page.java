package dev.palisade.api.v1;

import dev.palisade.api.problem.RefusedRequest;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// One page of a list.
///
/// @param next cursor of the page that follows; null: this is the last. The header `Link` has the
///   same as an address.
public record Page<T>(List<T> items, @Nullable String next) {
  static final String DEFAULT_LIMIT = "50";
  private static final int MOST = 200;

  public Page {
    items = List.copyOf(items);
  }

  /// @throws RefusedRequest if no page can be so long
  static int limit(int asked) {
    if (asked < 1 || asked > MOST) {
      throw RefusedRequest.parameter("limit", "from 1 to " + MOST + ", not " + asked);
    }
    return asked;
  }

  /// @param found as many as the page holds, and one more where there are more
  /// @param key by which the next page begins behind an item
  static <S, T> RestResponse<Page<T>> answer(
      List<S> found, int limit, Function<S, Object> key, Function<S, T> shown, UriInfo request) {
    boolean more = found.size() > limit;
    List<S> page = more ? found.subList(0, limit) : found;
    String next = more ? encode(key.apply(page.getLast()).toString()) : null;
    var answer =
        RestResponse.ResponseBuilder.ok(new Page<>(page.stream().map(shown).toList(), next));
    if (next != null) {
      answer.header(
          "Link",
          "<"
              + request.getRequestUriBuilder().replaceQueryParam("cursor", next).build()
              + ">; rel=\"next\"");
    }
    return answer.build();
  }

  private static String encode(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  /// What a cursor stands for; null without one.
  ///
  /// @throws RefusedRequest if it is none of ours
  static @Nullable String text(@Nullable String cursor) {
    return read(cursor, Function.identity());
  }

  static @Nullable Long number(@Nullable String cursor) {
    return read(cursor, Long::valueOf);
  }

  static @Nullable Integer integer(@Nullable String cursor) {
    return read(cursor, Integer::valueOf);
  }

  static @Nullable UUID id(@Nullable String cursor) {
    return read(cursor, UUID::fromString);
  }

  private static <K> @Nullable K read(@Nullable String cursor, Function<String, K> reading) {
    if (cursor == null) {
      return null;
    }
    try {
      return reading.apply(
          new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw foreign();
    }
  }

  /// The answer to a cursor that is none of ours.
  static RefusedRequest foreign() {
    return RefusedRequest.parameter("cursor", "not one that a page of this list gave");
  }
}
