package dev.palisade.application;

import dev.palisade.compliance.control.History.Change;
import dev.palisade.document.JsonText;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.journal.JournalEntry;
import dev.palisade.snapshot.journal.JournalEntry.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts together what snapshots show and what the journal tells. Each change that snapshots show is
/// found in the journal, where it is there, and has its actor from that entry. What the journal
/// tells beyond is a change of its own: what was changed again, or undone, between two snapshots.
final class JournaledChanges {
  private final List<JournalEntry> entries;
  private final List<SeenChange> seen;
  private final PastActors actors;
  private final PastApprovals approvals;
  private final Set<String> selectedKeys;
  private final Instant begin;
  private final Map<String, Instant> changedLast = new HashMap<>();
  private final Map<String, DeclaredContent> contents = new HashMap<>();

  /// @param entries in the order in which they were received
  /// @param seen changes that snapshots show
  /// @param selectedKeys of the labels that policies select by
  /// @param begin since when the cluster is known
  JournaledChanges(
      List<JournalEntry> entries,
      List<SeenChange> seen,
      PastActors actors,
      PastApprovals approvals,
      Set<String> selectedKeys,
      Instant begin) {
    this.entries = entries;
    this.seen = seen;
    this.actors = actors;
    this.approvals = approvals;
    this.selectedKeys = selectedKeys;
    this.begin = begin;
  }

  /// @param stored gives canonical JSON by digest
  List<Change> all(Function<Set<String>, Map<String, String>> stored) {
    read(stored);
    Map<SeenChange, JournalEntry> told = new LinkedHashMap<>();
    List<Change> changes = new ArrayList<>();
    for (JournalEntry entry : entries) {
      String what = what(entry);
      SeenChange shown = what == null ? null : shown(entry, what);
      if (shown != null) {
        told.put(shown, entry);
      } else if (what != null) {
        changes.add(change(entry, what));
      }
      changedLast.put(entry.object().identity(), entry.until());
    }
    for (SeenChange one : seen) {
      JournalEntry entry = told.get(one);
      PastActors.Who who =
          entry == null
              ? actors.of(one.what(), one.object(), one.begun(), one.change().until())
              : actors.of(entry);
      changes.add(exactly(one.madeBy(who).change(), entry));
    }
    return changes;
  }

  /// A change between two snapshots, at the instant that the journal tells where it does.
  private static Change exactly(Change change, @Nullable JournalEntry entry) {
    if (entry == null) {
      return change;
    }
    Instant from = entry.after() == null ? entry.until() : entry.after();
    Instant after = from.isAfter(change.after()) ? from : change.after();
    Instant until = entry.until().isBefore(change.until()) ? entry.until() : change.until();
    return after.isAfter(until)
        ? change
        : new Change(
            change.object(),
            change.what(),
            after,
            until,
            change.actor(),
            change.approval(),
            change.event());
  }

  /// What entries were changed to stands in them; what the first of them was changed from, in a
  /// snapshot.
  private void read(Function<Set<String>, Map<String, String>> stored) {
    Map<String, String> texts = new HashMap<>();
    for (JournalEntry entry : entries) {
      if (entry.content() != null) {
        texts.put(entry.object().digest(), entry.content());
      }
    }
    Set<String> missing =
        entries.stream()
            .map(JournalEntry::oldDigest)
            .filter(Objects::nonNull)
            .filter(digest -> !texts.containsKey(digest))
            .collect(Collectors.toCollection(TreeSet::new));
    texts.putAll(stored.apply(missing));
    texts.forEach(
        (digest, text) -> contents.put(digest, new DeclaredContent(JsonText.read("", text))));
  }

  /// Null when nothing changed that decides on traffic.
  private @Nullable String what(JournalEntry entry) {
    ResourceRef object = entry.object();
    if (ClusterHistory.POLICIES.contains(object.kind())) {
      return switch (entry.what()) {
        case CREATED, DELETED -> entry.what().toString();
        case CHANGED -> isOtherwise(entry) ? "changed" : null;
      };
    }
    if (!ClusterHistory.LABELLED.contains(object.kind()) || entry.what() != What.CHANGED) {
      return null;
    }
    List<String> words = new ArrayList<>();
    entry
        .labels()
        .forEach(
            (key, change) -> {
              if (selectedKeys.contains(key)) {
                words.add(PastLabels.words(key, change.before(), change.after()));
              }
            });
    return words.isEmpty() ? null : PastLabels.what(words);
  }

  private boolean isOtherwise(JournalEntry entry) {
    DeclaredContent before = contents.get(entry.oldDigest());
    DeclaredContent after = contents.get(entry.object().digest());
    return before == null
        || after == null
        || !before.digestWithoutNotes().equals(after.digestWithoutNotes());
  }

  /// The change between two snapshots that this is; null: none shows it.
  private @Nullable SeenChange shown(JournalEntry entry, String what) {
    String became = entry.what() == What.DELETED ? null : entry.object().digest();
    Instant begun = entry.after() == null ? entry.until() : entry.after();
    boolean policy = ClusterHistory.POLICIES.contains(entry.object().kind());
    return seen.stream()
        .filter(one -> one.object().identity().equals(entry.object().identity()))
        .filter(one -> !entry.until().isBefore(one.begun()) && !begun.isAfter(one.change().until()))
        .filter(
            one -> policy ? Objects.equals(one.digest(), became) : one.change().what().equals(what))
        .findFirst()
        .orElse(null);
  }

  private Change change(JournalEntry entry, String what) {
    PastActors.Who who = actors.of(entry);
    return new Change(
        entry.object().toString(),
        what,
        entry.after() == null ? entry.until() : entry.after(),
        entry.until(),
        who.actor(),
        approval(entry),
        who.event());
  }

  private @Nullable String approval(JournalEntry entry) {
    DeclaredContent after =
        entry.what() == What.DELETED ? null : contents.get(entry.object().digest());
    DeclaredContent before = entry.oldDigest() == null ? null : contents.get(entry.oldDigest());
    String ticket = after == null ? null : after.ticket();
    if (ticket != null
        && (before == null ? entry.oldDigest() == null : !ticket.equals(before.ticket()))) {
      return "ticket " + ticket;
    }
    String kind = entry.object().kind();
    boolean policy = ClusterHistory.POLICIES.contains(kind);
    return approvals.of(
        entry.object(),
        changedLast.getOrDefault(entry.object().identity(), begin),
        entry.until(),
        proposed ->
            entry.what() == What.DELETED
                ? proposed == null
                : proposed != null
                    && after != null
                    && (policy
                        ? proposed.digestWithoutNotes().equals(after.digestWithoutNotes())
                        : proposed.labels(kind).equals(after.labels(kind))));
  }
}
