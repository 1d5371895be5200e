package dev.palisade.application;

import dev.palisade.ledger.Checkpoint;
import dev.palisade.ledger.Trust;
import dev.palisade.ledger.VerifierKey;
import dev.palisade.store.EmbeddedDatabase;
import dev.palisade.store.StoreCheck;
import dev.palisade.store.StoreFailure;
import dev.palisade.store.StoreVerification;
import dev.palisade.store.StoredCheckpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/// Recomputes every digest of an installation's database, past the service: it may run or not.
public final class VerifyStore {
  private VerifyStore() {}

  /// @param data folder of the embedded database, for an installation that was given none
  /// @param keys that the reader knows from elsewhere, as in [VerifyEvidence#of]
  /// @param checkpoint that the reader kept outside; null when there is none
  /// @throws UnusableInput if a file is something else, or there is no database to look into
  public static VerifyEvidence of(Path data, List<String> keys, @Nullable Path checkpoint) {
    List<Trust.Key> trusted = VerifyEvidence.trusted(keys);
    Checkpoint held = checkpoint == null ? null : VerifyEvidence.checkpoint(checkpoint);
    try {
      return answer(check(data, held), trusted, held);
    } catch (StoreFailure e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UnusableInput(e.getMessage() + ": name the folder with --data");
    }
  }

  private static StoreVerification check(Path data, @Nullable Checkpoint held) throws IOException {
    Config config = ConfigProvider.getConfig();
    String url = config.getOptionalValue("quarkus.datasource.jdbc.url", String.class).orElse(null);
    if (url != null) {
      return StoreCheck.of(
          url,
          config.getOptionalValue("quarkus.datasource.username", String.class).orElse(null),
          config.getOptionalValue("quarkus.datasource.password", String.class).orElse(null),
          held);
    }
    EmbeddedDatabase.Running running = EmbeddedDatabase.running(data);
    if (running != null) {
      return StoreCheck.of(running.jdbcUrl(), running.user(), running.password(), held);
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      return StoreCheck.of(database.jdbcUrl(), database.user(), database.password(), held);
    }
  }

  /// What the check comes to, for someone who holds these.
  static VerifyEvidence answer(
      StoreVerification checked, List<Trust.Key> trusted, @Nullable Checkpoint held) {
    if (!checked.damage().isEmpty()) {
      return new VerifyEvidence(VerifyEvidence.Answer.TAMPERED, checked.damage());
    }
    String extent =
        "%d snapshots of %d clusters, %d reports, %d entries of the log"
            .formatted(
                checked.snapshots(), checked.clusters(), checked.reports(), checked.entries());
    StoredCheckpoint newest = checked.newest();
    long signed = newest == null ? 0 : newest.checkpoint().size();
    List<String> by = new ArrayList<>();
    long vouched = 0;
    if (!trusted.isEmpty()) {
      VerifierKey signer = newest == null ? null : signer(newest, checked.keys(), trusted);
      if (signer == null) {
        return unanchored("no key that was given signed the newest checkpoint", extent);
      }
      by.add("key " + signer.shortName());
      vouched = signed;
    }
    if (held != null) {
      by.add("checkpoint of " + held.size() + " entries");
      vouched = Math.max(vouched, held.size());
    }
    if (by.isEmpty()) {
      return unanchored("neither a key nor a checkpoint from elsewhere was given", extent);
    }
    List<String> reasons = new ArrayList<>(List.of("by " + String.join(", ", by), extent));
    if (vouched < checked.entries()) {
      reasons.add(
          "the newest %d entries agree with all the rest, but came after what vouches for it"
              .formatted(checked.entries() - vouched));
    }
    return new VerifyEvidence(VerifyEvidence.Answer.VERIFIED, reasons);
  }

  private static VerifyEvidence unanchored(String why, String extent) {
    return new VerifyEvidence(VerifyEvidence.Answer.UNANCHORED, List.of(why, extent));
  }

  private static @Nullable VerifierKey signer(
      StoredCheckpoint newest, List<VerifierKey> keys, List<Trust.Key> trusted) {
    return newest.note().signers(keys).good().stream()
        .filter(key -> trusted.stream().anyMatch(known -> known.is(key)))
        .findFirst()
        .orElse(null);
  }
}
