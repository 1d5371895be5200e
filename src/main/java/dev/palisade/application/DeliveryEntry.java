package dev.palisade.application;

import dev.palisade.store.StoredDelivery;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A notice on its way to a target.
///
/// @param notice id of the notice: what its receiver knows it by
/// @param cluster null: the whole installation
/// @param at when it happened
/// @param attempts how many there were since it waits
/// @param dueAt when it is tried next; null: it is not
/// @param endedAt null: it waits
public record DeliveryEntry(
    UUID id,
    UUID notice,
    String type,
    @Nullable String cluster,
    String subject,
    Instant at,
    String target,
    State state,
    int attempts,
    @Nullable Instant dueAt,
    @Nullable Instant endedAt) {

  /// Where it stands.
  public enum State {
    WAITING,
    DELIVERED,
    /// Given up, until somebody asks to try again.
    DEAD,
    /// Somebody said that nobody needs it any more.
    DISCARDED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The state of that name.
    ///
    /// @throws UnusableInput if there is no such state
    public static State parse(String text) {
      for (State state : values()) {
        if (state.toString().equals(text)) {
          return state;
        }
      }
      throw new UnusableInput(
          "\"" + text + "\" is no state of a delivery: waiting, delivered, dead, discarded");
    }
  }

  /// What came of one attempt.
  ///
  /// @param status of HTTP; null: there was none
  public record Attempt(Instant at, String result, @Nullable Integer status, String detail) {}

  static DeliveryEntry of(StoredDelivery d) {
    var notice = d.notice().notice();
    return new DeliveryEntry(
        d.id(),
        d.notice().id(),
        notice.type(),
        notice.cluster(),
        notice.subject(),
        notice.at(),
        d.target(),
        State.valueOf(d.state().name()),
        d.attempts(),
        d.state() == StoredDelivery.State.WAITING ? d.dueAt() : null,
        d.endedAt());
  }
}
