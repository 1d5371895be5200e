package dev.palisade.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.compliance.notice.Notice;
import dev.palisade.document.Node;
import dev.palisade.ledger.Checkpoint;
import dev.palisade.store.CheckpointStore;
import dev.palisade.store.OutboxStore;
import dev.palisade.store.StoredCheckpoint;
import dev.palisade.store.StoredNotice;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lets those who hold copies of the ledger's checkpoints have the newest: whenever it covers a
/// report that the one before did not, and else once a day, so that whoever hears nothing for
/// longer knows that something is wrong.
@ApplicationScoped
public class AnnounceCheckpoints {
  private static final Duration AT_LEAST = Duration.ofHours(24);

  private final CheckpointStore checkpoints;
  private final OutboxStore outbox;
  private final Clock clock;

  public AnnounceCheckpoints(CheckpointStore checkpoints, OutboxStore outbox, Clock clock) {
    this.checkpoints = checkpoints;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// Puts a notice of the newest checkpoint into the outbox, where one is due.
  ///
  /// @return whether one was
  boolean announce() {
    StoredCheckpoint newest = checkpoints.latest();
    return newest != null && outbox.putNext(Notice.CHECKPOINT_SIGNED, last -> due(newest, last));
  }

  private @Nullable Notice due(StoredCheckpoint newest, @Nullable StoredNotice last) {
    Instant now = clock.instant();
    if (last != null) {
      long covered = size(last.notice());
      boolean report =
          newest.checkpoint().size() > covered
              && checkpoints.hasReport(covered, newest.checkpoint().size());
      if (!report && now.isBefore(last.notice().at().plus(AT_LEAST))) {
        return null;
      }
    }
    return notice(newest, now);
  }

  private static long size(Notice notice) {
    return notice.data().fields().get("size") instanceof Node.NumberNode size
        ? size.longValue()
        : 0;
  }

  private static Notice notice(StoredCheckpoint signed, Instant now) {
    Checkpoint checkpoint = signed.checkpoint();
    return new Notice(
        Notice.CHECKPOINT_SIGNED,
        now,
        null,
        checkpoint.origin() + ", " + checkpoint.size() + " entries",
        Node.object(
            Map.of(
                "origin",
                Node.text(checkpoint.origin()),
                "size",
                Node.number(checkpoint.size()),
                "root",
                Node.text(checkpoint.root().base64()),
                "signedAt",
                Node.text(signed.signedAt().toString()),
                Notice.NOTE,
                Node.text(new String(signed.note().bytes(), UTF_8)),
                Notice.SUMMARY,
                Node.text(
                    "The ledger has %d entries, which this signed checkpoint binds."
                        .formatted(checkpoint.size())))));
  }
}
