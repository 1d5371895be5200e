package dev.palisade.application;

import dev.palisade.store.HoldStore;
import dev.palisade.store.LegalHold;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Keeps evidence beyond its time, for as long as a dispute or an inquiry lasts.
@ApplicationScoped
public class HoldEvidence {
  /// As of what is said of reports.
  private static final int LONGEST_REASON = 20_000;

  private final HoldStore holds;
  private final Clock clock;

  public HoldEvidence(HoldStore holds, Clock clock) {
    this.holds = holds;
    this.clock = clock;
  }

  /// That nothing of a cluster is pruned.
  ///
  /// @param lifted null while it stands
  public record Hold(
      UUID id,
      String cluster,
      String reason,
      String placedBy,
      Instant placedAt,
      @Nullable Lifted lifted) {
    static Hold of(LegalHold hold) {
      LegalHold.Lift lift = hold.lift();
      return new Hold(
          hold.id(),
          hold.cluster(),
          hold.reason(),
          hold.placedBy(),
          hold.placedAt(),
          lift == null ? null : new Lifted(lift.by(), lift.at(), lift.reason()));
    }
  }

  /// That a hold is over.
  public record Lifted(String by, Instant at, String reason) {}

  /// @throws NotFound if there is no such cluster
  /// @throws UnusableInput if the reason is too long
  public Hold place(String cluster, String reason, String by) {
    require(reason);
    return Stored.answer(() -> Hold.of(holds.place(cluster, reason, by, clock.instant())));
  }

  /// @throws NotFound if the cluster has no such hold
  /// @throws IllegalStateException if it was lifted already
  /// @throws UnusableInput if the reason is too long
  public Hold lift(String cluster, UUID hold, String reason, String by) {
    require(reason);
    LegalHold found = holds.find(hold);
    if (found == null || !found.cluster().equals(cluster)) {
      throw new NotFound("cluster " + cluster + " has no hold " + hold);
    }
    return Stored.answer(() -> Hold.of(holds.lift(hold, reason, by, clock.instant())));
  }

  private static void require(String reason) {
    if (reason.length() > LONGEST_REASON || reason.indexOf('\0') >= 0) {
      throw new UnusableInput(
          "the reason has more than " + LONGEST_REASON + " characters, or a NUL");
    }
  }

  /// All holds of a cluster, lifted ones too, the latest placed first.
  public List<Hold> list(String cluster) {
    return holds.list(cluster).stream().map(Hold::of).toList();
  }
}
