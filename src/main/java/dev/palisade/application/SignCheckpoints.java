package dev.palisade.application;

import dev.palisade.ledger.Checkpoint;
import dev.palisade.ledger.MerkleTree;
import dev.palisade.store.CheckpointStore;
import dev.palisade.store.LedgerStore;
import dev.palisade.store.StoredCheckpoint;
import dev.palisade.store.TamperedEvidence;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Signs what the log is: after each report, whenever somebody asks for it, and at least once in a
/// while. Never in the transaction that stores evidence, which must not fail for want of a key.
@ApplicationScoped
public class SignCheckpoints {
  private static final Logger LOG = Logger.getLogger(SignCheckpoints.class);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(10);

  private final LedgerStore ledger;
  private final CheckpointStore checkpoints;
  private final SigningKeys keys;
  private final LedgerSettings settings;
  private final Clock clock;

  public SignCheckpoints(
      LedgerStore ledger,
      CheckpointStore checkpoints,
      SigningKeys keys,
      LedgerSettings settings,
      Clock clock) {
    this.ledger = ledger;
    this.checkpoints = checkpoints;
    this.keys = keys;
    this.settings = settings;
    this.clock = clock;
  }

  /// Takes the keys in use and begins to sign in good time, until the service ends.
  ///
  /// @throws UnusableInput if there is no key for this log
  public void start() {
    keys.open();
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("checkpoints").factory());
    timer.scheduleWithFixedDelay(this::signOld, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// A timer forgets a task that throws.
  @SuppressWarnings("CatchingUnchecked")
  private void signOld() {
    try {
      StoredCheckpoint last = checkpoints.latest();
      if (last == null
          || last.signedAt().plus(settings.checkpointEvery()).isBefore(clock.instant())) {
        sign();
      }
    } catch (RuntimeException e) {
      LOG.errorf("no checkpoint was signed: %s", e.getMessage());
    }
  }

  /// Signs the log after something that others will want to prove. What was stored is stored,
  /// whether that succeeds or not: it is only logged.
  void sign() {
    try {
      latest();
    } catch (AlteredEvidence | UnusableInput e) {
      LOG.errorf("no checkpoint was signed: %s", e.getMessage());
    }
  }

  /// The checkpoint of the log as it is now; it is signed if none was of this size.
  ///
  /// @throws AlteredEvidence if the log is not one that grew out of the last checkpoint: nothing is
  ///   signed then
  public StoredCheckpoint latest() {
    return Stored.answer(this::signed);
  }

  private StoredCheckpoint signed() {
    String log = keys.log(); // first of all: to begin with a key is an entry itself
    StoredCheckpoint last = checkpoints.latest();
    Checkpoint now =
        ledger.tree(
            tree -> {
              if (last != null) {
                requireGrown(last.checkpoint(), tree);
              }
              return new Checkpoint(log, tree.size(), tree.root(), List.of());
            });
    if (last != null && last.checkpoint().size() == now.size()) {
      return last;
    }
    StoredCheckpoint signed =
        checkpoints.keep(
            now, now.sign(keys.signing()), clock.instant().truncatedTo(ChronoUnit.MICROS));
    tell(signed);
    return signed;
  }

  /// A log that was cut or rewritten gets no signature that would make it good.
  private static void requireGrown(Checkpoint last, MerkleTree tree) {
    if (tree.size() < last.size()) {
      throw new TamperedEvidence(
          "the log has "
              + tree.size()
              + " entries, but a checkpoint of "
              + last.size()
              + " was signed");
    }
    if (!tree.root(last.size()).equals(last.root())) {
      throw new TamperedEvidence(
          "the log was rewritten: its first "
              + last.size()
              + " entries do not give the checkpoint that was signed of them");
    }
  }

  /// Those who hold copies get them from [AnnounceCheckpoints], which finds what is kept.
  private static void tell(StoredCheckpoint signed) {
    LOG.infof("signed the log of %d entries", signed.checkpoint().size());
  }
}
