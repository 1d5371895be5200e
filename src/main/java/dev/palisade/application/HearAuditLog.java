package dev.palisade.application;

import dev.palisade.document.Cursor;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.ReadLimits;
import dev.palisade.store.ActorStore;
import dev.palisade.store.AuditEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes events of an API server's audit log: `audit.k8s.io/v1`.
@ApplicationScoped
public class HearAuditLog {
  private static final String NAME = "request";
  private static final Duration APART = Duration.ofMinutes(1);

  /// An object stands up to three levels deep in the list.
  private static final ReadLimits LIMITS =
      new ReadLimits(16 << 20, ReadLimits.DEFAULT.nesting() + 4, 0);

  private final ActorStore actors;
  private final Clock clock;

  public HearAuditLog(ActorStore actors, Clock clock) {
    this.actors = actors;
    this.clock = clock;
  }

  /// @param events how many were in the list
  /// @param kept how many of them tell of a change that is followed
  /// @param unusable which could not be read, and why
  public record Heard(int events, int kept, List<String> unusable) {}

  /// What can be read is kept. An API server sends a list that is refused again, whole: one event
  /// that cannot be read must not keep the others out, so it is noted, and nothing passes that
  /// rests on it.
  ///
  /// @param body an `EventList`
  /// @throws MalformedDocument if it is none: nothing of it is kept
  /// @throws NotFound if there is no such cluster
  public Heard hear(String cluster, byte[] body) {
    Cursor list = new Cursor(NAME, "", new DocumentReader(LIMITS).parseJson(NAME, body));
    require(list, "apiVersion", "audit.k8s.io/v1");
    require(list, "kind", "EventList");
    if (!list.get("items").isArray()) {
      throw list.get("items").malformed("an EventList has items");
    }
    List<Cursor> items = list.get("items").items();
    List<AuditEvent> kept = new ArrayList<>();
    List<String> unusable = new ArrayList<>();
    for (Cursor event : items) {
      try {
        kept.addAll(AuditedWrite.events(event));
      } catch (MalformedDocument e) {
        unusable.add(String.valueOf(e.getMessage()));
      }
    }
    Instant now = clock.instant();
    Stored.answer(
        () -> {
          actors.heard(cluster, kept, note(unusable, now), now, APART);
          return kept;
        });
    return new Heard(items.size(), kept.size(), List.copyOf(unusable));
  }

  private static ActorStore.@Nullable Unusable note(List<String> unusable, Instant at) {
    if (unusable.isEmpty()) {
      return null;
    }
    String reason = unusable.getFirst();
    return new ActorStore.Unusable(
        at,
        unusable.size(),
        reason.length() <= ActorStore.LONGEST_REASON
            ? reason
            : reason.substring(0, ActorStore.LONGEST_REASON));
  }

  static void require(Cursor object, String key, String value) {
    if (!object.get(key).requiredText().equals(value)) {
      throw object.get(key).malformed("must be " + value);
    }
  }
}
