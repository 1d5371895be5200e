package dev.palisade.application;

import dev.palisade.ledger.Envelope;
import dev.palisade.ledger.KeyHistory;
import dev.palisade.ledger.SigningKey;
import dev.palisade.ledger.Statement;
import dev.palisade.ledger.VerifierKey;
import dev.palisade.store.KeyHistoryStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The private keys by which this service signs, and their place in the log's history.
@ApplicationScoped
public class SigningKeys {
  private static final Logger LOG = Logger.getLogger(SigningKeys.class);
  private static final String OWN_FILE = "ledger-key.pem";

  private final LedgerSettings settings;
  private final KeySources sources;
  private final KeyHistoryStore histories;
  private final Clock clock;
  private @Nullable Opened opened;

  /// @param history as it was when the keys were opened: another replica may rotate later
  private record Opened(List<SigningKey> keys, KeyHistory history) {}

  public SigningKeys(
      LedgerSettings settings,
      @ConfigProperty(name = "palisade.data") Path data,
      KeyHistoryStore histories,
      Clock clock) {
    this.settings = settings;
    this.sources = new KeySources(settings, data.resolve(OWN_FILE));
    this.histories = histories;
    this.clock = clock;
  }

  /// Takes the keys in use, once: the first of all begins the log's history, one that the history
  /// does not know yet is rotated in beside the one that it knows.
  ///
  /// @throws UnusableInput if a key cannot be had, or none of them signs for this log
  public synchronized void open() {
    if (opened == null) {
      KeyHistory known = histories.latest();
      opened = known == null ? begin() : join(known);
    }
  }

  private Opened begin() {
    String name = settings.name().orElseGet(SigningKeys::madeUp);
    List<SigningKey> keys = sources.read(name);
    if (keys.isEmpty()) {
      keys = List.of(sources.make(name));
      LOG.info("made a key for the log: keep it, no other service can go on with this database");
    }
    KeyHistory history = KeyHistory.begin(keys.getFirst().verifier(), now());
    if (histories.keep(null, history, now())) {
      LOG.infof("the log is signed by %s", keys.getFirst().verifier());
    }
    // or another replica began it meanwhile
    return join(Objects.requireNonNull(histories.latest()));
  }

  private static String madeUp() {
    return "palisade-" + UUID.randomUUID().toString().substring(24);
  }

  private Opened join(KeyHistory known) {
    String name = nameOf(known);
    if (settings.name().isPresent() && !settings.name().get().equals(name)) {
      throw new UnusableInput(
          "palisade.ledger.name is "
              + settings.name().get()
              + ", but the database has the log "
              + name
              + ": a log keeps its name");
    }
    List<SigningKey> keys = sources.read(name);
    List<VerifierKey> inForce = known.signing(now());
    if (keys.stream().noneMatch(key -> inForce.contains(key.verifier()))) {
      throw new UnusableInput(
          "the log "
              + name
              + " of this database is signed by "
              + String.join(" and ", inForce.stream().map(VerifierKey::shortName).toList())
              + (keys.isEmpty()
                  ? ", but there is no key here"
                  : ", not by " + keys.getFirst().verifier().shortName())
              + ": all replicas share the key, see palisade.ledger.key-files");
    }
    for (SigningKey key : keys) {
      if (!known.keys().contains(key.verifier())) {
        KeyHistory next = known.rotate(key.verifier(), now(), settings.overlap());
        if (histories.keep(known, next, now())) {
          LOG.infof("the log is signed by %s from now on", key.verifier());
        }
        known = Objects.requireNonNull(histories.latest());
      }
    }
    return new Opened(List.copyOf(keys), known);
  }

  private static String nameOf(KeyHistory history) {
    return history.terms().getFirst().key().name();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private synchronized Opened opened() {
    open();
    return Objects.requireNonNull(opened);
  }

  /// The log's name.
  String log() {
    return nameOf(opened().history());
  }

  /// Every key that ever signed, and when.
  KeyHistory history() {
    opened();
    return Objects.requireNonNull(histories.latest());
  }

  /// Those of our keys that sign now.
  ///
  /// @throws UnusableInput if the terms of all of them are over
  List<SigningKey> signing() {
    List<SigningKey> mine = opened().keys();
    List<VerifierKey> inForce = history().signing(now());
    List<SigningKey> signing =
        mine.stream().filter(key -> inForce.contains(key.verifier())).toList();
    if (signing.isEmpty()) {
      throw new UnusableInput(
          "the terms of the log's keys that are here are over: see palisade.ledger.key-files");
    }
    return signing;
  }

  /// Signs what a report consists of.
  Envelope sign(Statement statement) {
    return Envelope.sign(statement, signing());
  }
}
