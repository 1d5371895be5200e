package dev.palisade.collect.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.collect.kubernetes.WatchBroken.Next;
import dev.palisade.document.Cursor;
import dev.palisade.document.Document;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node;
import dev.palisade.snapshot.journal.JournalEntry;
import dev.palisade.snapshot.journal.KnownState;
import dev.palisade.snapshot.journal.WatchNotice;
import dev.palisade.snapshot.journal.WatchNotice.Blind;
import dev.palisade.snapshot.journal.WatchNotice.Changed;
import dev.palisade.snapshot.journal.WatchNotice.Recovery;
import dev.palisade.snapshot.journal.WatchNotice.Watched;
import dev.palisade.snapshot.journal.WatchedKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Watches one kind for as long as it is let: lists, watches from the list's version on, goes on
/// where a watch ended, and lists again where it cannot.
///
/// A notice is handed on before the watch moves on from what it tells: where it cannot be handed on
/// the same events are asked for again.
final class KindWatch implements Runnable {
  /// How long what happened may be under way before it is received.
  private static final Duration UNDER_WAY = Duration.ofSeconds(1);

  private final ClusterWatch.Connection connection;
  private final ServedKind served;
  private final WatchedKind kind;
  private final Supplier<KnownState> state;
  private final Consumer<WatchNotice> to;
  private final BooleanSupplier stopped;
  private final Clock clock;
  private final WatchLimits limits;

  private @Nullable KnownObjects known;
  private @Nullable String version;

  /// Up to when all that happened is known; null: nothing is.
  private @Nullable Instant heard;

  /// From when on everything was told of that no proof was written for yet; null: of nothing.
  private @Nullable Instant unproved;

  /// What went wrong and lasts; null: all is well.
  private @Nullable Trouble trouble;

  private record Trouble(Instant since, String reason, int attempts) {}

  KindWatch(
      ClusterWatch.Connection connection,
      ServedKind served,
      WatchedKind kind,
      Supplier<KnownState> state,
      Consumer<WatchNotice> to,
      BooleanSupplier stopped) {
    this.connection = connection;
    this.served = served;
    this.kind = kind;
    this.state = state;
    this.to = to;
    this.stopped = stopped;
    this.clock = connection.clock();
    this.limits = connection.limits();
  }

  @Override
  public void run() {
    Instant begun = clock.instant();
    try {
      while (!stopped.getAsBoolean()) {
        try {
          if (version == null) {
            list();
          }
          follow(Objects.requireNonNull(version));
        } catch (WatchBroken e) {
          if (stopped.getAsBoolean()) {
            break;
          }
          if (e.next() == Next.RELIST) {
            version = null;
          }
          failed(e.reason(), heard == null ? begun : heard);
        } catch (NotHandedOn e) {
          failed(e.reason(), heard == null ? begun : heard);
        }
      }
    } catch (CancellationException e) {
      // whoever stopped it knows
    } finally {
      finish();
    }
  }

  private void finish() {
    try {
      proved();
      if (trouble == null) {
        Instant since = heard == null ? clock.instant() : heard;
        hand(new Blind(kind, since, null, "the watch was stopped", Recovery.NONE));
      }
    } catch (NotHandedOn e) {
      // what is not proved was not watched
    }
  }

  private void list() throws WatchBroken {
    boolean first = known == null;
    KnownState before = first ? known() : KnownState.NONE;
    KnownObjects objects =
        first ? new KnownObjects(kind, before.objects()) : Objects.requireNonNull(known);
    Instant after = first ? before.asOf() : heard;
    Instant started = clock.instant();
    Set<String> found = new HashSet<>();
    String listed =
        WatchListing.read(
            connection.server(),
            connection.pageSize(),
            served,
            kind,
            object -> {
              found.add(Objects.requireNonNull(object.ref().uid()));
              if (after != null) {
                tell(objects.found(object, after, clock.instant()));
              }
              objects.keep(object);
            });
    Instant now = clock.instant();
    for (String uid : objects.others(found)) {
      if (after != null) {
        tell(objects.gone(uid, null, after, now));
      }
      objects.forget(uid);
    }
    Instant blindFrom = first ? before.watchedUntil() : heard;
    if (blindFrom != null) {
      String reason =
          trouble != null ? trouble.reason() : "nobody watched: the service did not run";
      Recovery recovery = after == null ? Recovery.NONE : Recovery.RELISTED;
      hand(new Blind(kind, blindFrom, now, reason, recovery));
    }
    known = objects;
    version = listed;
    // the version is of some instant in between: what changed up to it is in the list, and what
    // was undone up to it is not
    heard = started;
    unproved = now;
    trouble = null;
  }

  private KnownState known() throws WatchBroken {
    try {
      return state.get();
    } catch (RuntimeException e) {
      throw new WatchBroken(Next.RELIST, "the journal cannot be read: " + e.getMessage());
    }
  }

  private void follow(String from) throws WatchBroken {
    try (WatchStream stream =
        WatchStream.open(connection.client(), served, from, limits.lasting())) {
      connection.open(stream);
      try {
        for (Cursor event = stream.next(); event != null; event = stream.next()) {
          take(event);
          good();
        }
        good(); // the time was up: what happened until then was told
      } finally {
        connection.closed(stream);
      }
    }
    if (stopped.getAsBoolean()) {
      throw new CancellationException("the watch was stopped");
    }
  }

  private void take(Cursor event) throws WatchBroken {
    KnownObjects objects = Objects.requireNonNull(known);
    try {
      Cursor object = event.get("object");
      switch (event.get("type").requiredText()) {
        case "ADDED", "MODIFIED" -> {
          WatchedObject now = object(object);
          tell(objects.found(now, null, clock.instant()));
          objects.keep(now);
          version = now.resourceVersion();
        }
        case "DELETED" -> {
          WatchedObject last = object(object);
          String uid = Objects.requireNonNull(last.ref().uid());
          tell(objects.gone(uid, last.resourceVersion(), null, clock.instant()));
          objects.forget(uid);
          version = last.resourceVersion();
        }
        case "BOOKMARK" -> version = object.get("metadata").get("resourceVersion").requiredText();
        case "ERROR" -> {
          Long code = object.get("code").integer();
          throw WatchStream.refused(
              code == null ? 0 : code.intValue(), object.get("message").text("").getBytes(UTF_8));
        }
        default -> throw event.get("type").malformed("is no type of event");
      }
    } catch (MalformedDocument e) {
      throw new WatchBroken(Next.RELIST, "an event cannot be read: " + e.getMessage());
    }
  }

  private WatchedObject object(Cursor object) {
    return WatchedObject.of(
        kind,
        new Document(
            served.path(), "", object.node() == null ? Node.nothing() : object.node(), null));
  }

  private void tell(@Nullable JournalEntry entry) {
    if (entry != null) {
      hand(new Changed(entry));
    }
  }

  /// @throws NotHandedOn if it cannot be written down
  private void hand(WatchNotice notice) {
    try {
      to.accept(notice);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new NotHandedOn(e);
    }
  }

  /// What a journal that takes nothing comes to.
  private static final class NotHandedOn extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotHandedOn(RuntimeException cause) {
      super("the journal cannot be written: " + cause.getMessage(), cause);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  /// The watch stands, and nothing is missing up to now.
  private void good() {
    Instant now = clock.instant();
    if (trouble != null) {
      hand(new Blind(kind, trouble.since(), now, trouble.reason(), Recovery.RESUMED));
      trouble = null;
    }
    Instant told = now.minus(UNDER_WAY);
    if (heard == null || told.isAfter(heard)) {
      heard = told;
    }
    if (unproved != null && unproved.plus(limits.proof()).isBefore(heard)) {
      proved();
    }
  }

  /// Writes down up to when everything was told of.
  private void proved() {
    if (unproved != null && heard != null && heard.isAfter(unproved)) {
      hand(new Watched(kind, unproved, heard));
      unproved = heard;
    }
  }

  /// Says at once that nothing is seen any more, since there may be nobody to say it later.
  private void failed(String reason, Instant from) {
    Trouble before = trouble;
    Instant since = before == null ? from : before.since();
    int attempts = before == null ? 1 : before.attempts() + 1;
    try {
      if (before == null || !before.reason().equals(reason)) {
        proved();
        hand(new Blind(kind, since, null, reason, Recovery.NONE));
      }
      trouble = new Trouble(since, reason, attempts);
    } catch (NotHandedOn e) {
      trouble = new Trouble(since, e.reason(), attempts);
    }
    connection.pause(limits.pause(attempts));
  }
}
