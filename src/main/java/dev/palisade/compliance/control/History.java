package dev.palisade.compliance.control;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is known of the past, given as values. Each part that nothing is known of is null, and then
/// no check can pass or fail on it; an empty part is knowledge: nothing of the kind happened.
///
/// @param recordedSince the first instant that there is evidence of the cluster for; null: nothing
///   is kept, as in an assessment of a folder
/// @param firstSeen when an object was first seen, by its lineage
///   ([dev.palisade.snapshot.ResourceRef#lineage]); one that is not here stood already when the
///   record began
/// @param signOffs completed reviews, the latest first
/// @param watch how collection went; null: nobody said when it was to run
/// @param changes what changed; null: no two states were compared
/// @param audit what the API server's audit log said; null: no log is connected
/// @param probes what probes of the segmentation observed; null: nobody could hand in results
public record History(
    @Nullable Instant recordedSince,
    SortedMap<String, Instant> firstSeen,
    List<SignOff> signOffs,
    @Nullable Watch watch,
    @Nullable Changes changes,
    @Nullable AuditFeed audit,
    @Nullable ProbeRun probes) {

  /// A review of the policies, or a confirmation of the scope, that somebody signed off.
  ///
  /// @param objects lineages of what was reviewed; empty for SCOPE
  /// @param scope of SCOPE the digest of the scope that stood when each of them signed; null: they
  ///   signed different ones, or none stood
  public record SignOff(
      Subject subject,
      String campaign,
      String by,
      Instant at,
      SortedSet<String> objects,
      @Nullable String scope) {
    /// What was signed off.
    public enum Subject {
      POLICIES,
      SCOPE
    }

    public SignOff {
      objects = Collections.unmodifiableSortedSet(new TreeSet<>(objects));
    }
  }

  /// How collection kept to its schedule.
  ///
  /// @param since the first instant at which a schedule was in force
  /// @param expected how many collections were to take place until the instant of the assessment
  /// @param blind intervals in which one was expected and did not succeed, in their order
  public record Watch(Instant since, long expected, List<BlindInterval> blind) {
    public Watch {
      blind = blind.stream().sorted(Comparator.comparing(BlindInterval::from)).toList();
    }
  }

  /// @param until null: it lasts
  public record BlindInterval(Instant from, @Nullable Instant until, String reason) {
    /// As reports name it: ISO 8601, open at its end while it lasts.
    @Override
    public String toString() {
      return from + "/" + (until == null ? ".." : until);
    }
  }

  /// @param until after from
  public record Stretch(Instant from, Instant until) {
    public Stretch {
      if (!from.isBefore(until)) {
        throw new IllegalArgumentException("no time from " + from + " to " + until);
      }
    }

    /// As reports name it: ISO 8601.
    @Override
    public String toString() {
      return from + "/" + until;
    }
  }

  /// The changes between states that were seen.
  ///
  /// @param from time of the first state
  /// @param until time of the last
  /// @param states how many states were compared, each with the one before; 2 at least
  /// @param unknown what cannot be said of changes, as contents that it takes are not kept any
  ///   more; empty: nothing was missing
  /// @param watched when watches told of every change of each kind, in their order
  public record Changes(
      Instant from,
      Instant until,
      long states,
      List<Change> changes,
      List<String> unknown,
      List<Stretch> watched) {
    public Changes {
      unknown = List.copyOf(unknown);
      watched = List.copyOf(watched);
      if (states < 2) {
        throw new IllegalArgumentException("a change is between two states: " + states);
      }
      changes =
          changes.stream()
              .sorted(Comparator.comparing(Change::until).thenComparing(Change::object))
              .toList();
    }
  }

  /// A change of a policy, or of a label that policies select by.
  ///
  /// @param object `NetworkPolicy shop/web`
  /// @param what for people: `created`, `deleted`, `relabelled: team from a to b`
  /// @param after the object was last seen as it was before
  /// @param until it was first seen changed
  /// @param actor who made it, as an audit event or an admission review said; null: not known
  /// @param approval the approved change review or ticket that it belongs to; null: none is known
  /// @param event id of the audit event that told of it; null: none did
  public record Change(
      String object,
      String what,
      Instant after,
      Instant until,
      @Nullable String actor,
      @Nullable String approval,
      @Nullable String event) {}

  /// Audit events of policy kinds, as they arrived.
  ///
  /// @param since the log was connected then
  /// @param lastHeard the latest event or sign of life; null: none yet
  /// @param silences intervals without an event or sign of life that are longer than is normal
  /// @param unread what arrived and could not be read, in sentences: who made which change is not
  ///   known of it
  public record AuditFeed(
      Instant since,
      @Nullable Instant lastHeard,
      List<BlindInterval> silences,
      List<String> unread) {
    public AuditFeed {
      unread = List.copyOf(unread);
      silences = silences.stream().sorted(Comparator.comparing(BlindInterval::from)).toList();
    }
  }

  /// What probes observed.
  ///
  /// @param results of any plan, sorted by instant
  public record ProbeRun(List<ProbeResult> results) {
    public ProbeRun {
      results =
          results.stream()
              .sorted(Comparator.comparing(ProbeResult::at).thenComparing(ProbeResult::probe))
              .toList();
    }
  }

  /// @param probe id in the plan
  public record ProbeResult(String probe, Observed observed, Instant at) {}

  /// What came of a probe.
  public enum Observed {
    /// The connection was opened; of UDP, an answer came.
    CONNECTED,
    /// It was turned away: by the destination itself, or by a policy that answers.
    REFUSED,
    /// Nothing came back.
    TIMEOUT,
    /// A test that knew the plan's verdict passed.
    AS_EXPECTED,
    /// Such a test failed.
    NOT_AS_EXPECTED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public History {
    firstSeen = Collections.unmodifiableSortedMap(new TreeMap<>(firstSeen));
    signOffs = signOffs.stream().sorted(Comparator.comparing(SignOff::at).reversed()).toList();
  }

  /// Nothing is known of the past.
  public static History none() {
    return new History(null, new TreeMap<>(), List.of(), null, null, null, null);
  }

  /// Evidence is kept since an instant, and nothing else is known.
  public static History since(Instant recorded) {
    return new History(recorded, new TreeMap<>(), List.of(), null, null, null, null);
  }

  public History firstSeen(Map<String, Instant> objects) {
    return new History(
        recordedSince, new TreeMap<>(objects), signOffs, watch, changes, audit, probes);
  }

  public History with(List<SignOff> completed) {
    return new History(recordedSince, firstSeen, completed, watch, changes, audit, probes);
  }

  public History with(Watch kept) {
    return new History(recordedSince, firstSeen, signOffs, kept, changes, audit, probes);
  }

  public History with(Changes seen) {
    return new History(recordedSince, firstSeen, signOffs, watch, seen, audit, probes);
  }

  public History with(AuditFeed feed) {
    return new History(recordedSince, firstSeen, signOffs, watch, changes, feed, probes);
  }

  public History with(ProbeRun run) {
    return new History(recordedSince, firstSeen, signOffs, watch, changes, audit, run);
  }

  /// Whether the record reaches back to an instant, so that what is not in it since did not happen.
  public boolean covers(Instant from) {
    return recordedSince != null && !recordedSince.isAfter(from);
  }
}
