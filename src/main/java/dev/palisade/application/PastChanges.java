package dev.palisade.application;

import dev.palisade.compliance.control.History.Change;
import dev.palisade.document.JsonText;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.journal.JournalEntry.What;
import dev.palisade.store.HistoryStore.Look;
import dev.palisade.store.HistoryStore.Stay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What became of objects from snapshot to snapshot. A snapshot whose list of a kind has a gap says
/// nothing of the absence of an object of that kind: it is neither deleted there nor, when it is
/// seen again, created.
final class PastChanges {
  private final List<Look> looks;
  private final SortedMap<String, List<Stay>> byObject = new TreeMap<>();

  /// @param looks all snapshots of the cluster up to the one that is judged
  /// @param stays of the objects that are asked about
  PastChanges(List<Look> looks, Collection<Stay> stays) {
    this.looks = looks;
    for (Stay stay : stays) {
      byObject.computeIfAbsent(stay.ref().identity(), k -> new ArrayList<>()).add(stay);
    }
    byObject.values().forEach(all -> all.sort(Comparator.comparingLong(Stay::first)));
  }

  /// A change that is not judged yet.
  ///
  /// @param before null: the object was not there
  /// @param after null: it is not there any more
  /// @param earlier its last content before the change, also of one that was deleted meanwhile;
  ///   null: none is known
  /// @param since from when on it stood, or was not there, as before the change
  /// @param last the last snapshot that saw it as it was before
  /// @param first the snapshot that saw the change first
  private record Step(
      @Nullable ResourceRef before,
      @Nullable ResourceRef after,
      @Nullable ResourceRef earlier,
      Instant since,
      long last,
      long first) {
    ResourceRef object() {
      return Objects.requireNonNull(after == null ? before : after);
    }
  }

  private Instant time(long sequence) {
    return looks.get(Math.toIntExact(sequence - 1)).takenAt();
  }

  private boolean saw(ResourceRef object, long sequence) {
    return looks.get(Math.toIntExact(sequence - 1)).gaps().stream()
        .noneMatch(gap -> touches(gap, object));
  }

  private static boolean touches(Gap gap, ResourceRef object) {
    return (gap.kind().equals("*") || gap.kind().equals(object.kind()))
        && (gap.namespace() == null || gap.namespace().equals(object.namespace()))
        && (gap.name() == null || gap.name().equals(object.name()));
  }

  /// The first snapshot of some that would have seen the object; null: none would.
  private @Nullable Long firstLook(ResourceRef object, long from, long to) {
    for (long sequence = from; sequence <= to; sequence++) {
      if (saw(object, sequence)) {
        return sequence;
      }
    }
    return null;
  }

  private @Nullable Long lastLook(ResourceRef object, long from, long to) {
    for (long sequence = to; sequence >= from; sequence--) {
      if (saw(object, sequence)) {
        return sequence;
      }
    }
    return null;
  }

  /// Since when each object is known to be there, by its lineage. One that nobody can have seen the
  /// absence of is not among them: it may have stood before the record began. Where the snapshots
  /// before its first sighting could not see it, it counts from the first that could not.
  SortedMap<String, Instant> firstSeen() {
    SortedMap<String, Instant> found = new TreeMap<>();
    Set<String> stoodAlready = new TreeSet<>();
    for (List<Stay> stays : byObject.values()) {
      Stay first = stays.getFirst();
      Long absent = lastLook(first.ref(), 1, first.first() - 1);
      if (absent == null) {
        stoodAlready.add(first.ref().lineage());
      } else {
        // of one object that two groups serve the older sighting counts
        found.merge(first.ref().lineage(), time(absent + 1), (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    found.keySet().removeAll(stoodAlready);
    return found;
  }

  /// What was created, changed and deleted.
  ///
  /// @param from only what a later snapshot than this one saw first
  /// @param contents gives canonical JSON by digest
  /// @param approvals asked only for what no ticket approves
  /// @param lost takes what cannot be said
  List<SeenChange> since(
      long from,
      Function<Set<String>, Map<String, String>> contents,
      PastApprovals approvals,
      LostContents lost) {
    List<Step> steps = new ArrayList<>();
    byObject.values().forEach(stays -> addSteps(stays, from, steps));
    Set<String> digests = new TreeSet<>();
    for (Step step : steps) {
      Stream.of(step.after(), step.earlier())
          .filter(Objects::nonNull)
          .forEach(ref -> digests.add(ref.digest()));
    }
    Map<String, String> texts = contents.apply(digests);
    List<SeenChange> changes = new ArrayList<>();
    for (Step step : steps) {
      judge(step, texts, approvals, changes, lost);
    }
    return changes;
  }

  private void addSteps(List<Stay> stays, long from, List<Step> steps) {
    long end = looks.size();
    Stay previous = null;
    Instant since = time(1);
    List<Step> all = new ArrayList<>();
    for (Stay stay : stays) {
      ResourceRef ref = stay.ref();
      ResourceRef earlier = previous == null ? null : previous.ref();
      long absentFrom = previous == null ? 1 : end(previous, end) + 1;
      Long gone = firstLook(ref, absentFrom, stay.first() - 1);
      if (gone == null) {
        if (previous != null) {
          all.add(new Step(earlier, ref, earlier, since, absentFrom - 1, stay.first()));
        }
      } else {
        if (previous != null) {
          all.add(new Step(earlier, null, earlier, since, absentFrom - 1, gone));
          since = time(absentFrom - 1);
        }
        long absent = Objects.requireNonNull(lastLook(ref, gone, stay.first() - 1));
        all.add(new Step(null, ref, earlier, since, absent, stay.first()));
      }
      since = all.isEmpty() ? since : time(all.getLast().last());
      previous = stay;
    }
    if (previous != null && end(previous, end) < end) {
      long last = end(previous, end);
      Long gone = firstLook(previous.ref(), last + 1, end);
      if (gone != null) {
        all.add(new Step(previous.ref(), null, previous.ref(), since, last, gone));
      }
    }
    all.stream().filter(step -> step.first() > from).forEach(steps::add);
  }

  private static long end(Stay stay, long end) {
    return stay.last() == null ? end : Math.min(stay.last(), end);
  }

  private static @Nullable DeclaredContent content(
      @Nullable ResourceRef ref, Map<String, String> texts) {
    String text = ref == null ? null : texts.get(ref.digest());
    return ref == null || text == null
        ? null
        : new DeclaredContent(JsonText.read(ref.toString(), text));
  }

  private void judge(
      Step step,
      Map<String, String> texts,
      PastApprovals approvals,
      List<SeenChange> changes,
      LostContents lost) {
    DeclaredContent after = content(step.after(), texts);
    DeclaredContent earlier = content(step.earlier(), texts);
    String ticket = after == null ? null : after.ticket();
    boolean forgotten = step.earlier() != null && earlier == null;
    boolean compared = step.before() == null || step.after() == null || !forgotten;
    boolean known = step.after() == null || (after != null && (ticket == null || !forgotten));
    // a ticket of which nobody knows that it is new approves nothing
    boolean newTicket =
        ticket != null && !forgotten && (earlier == null || !ticket.equals(earlier.ticket()));
    String what = what(step, earlier, after);
    if (what == null) {
      if (newTicket) {
        nameAfterwards(step, Objects.requireNonNull(ticket), changes);
      }
      return;
    }
    String approval =
        newTicket
            ? "ticket " + ticket
            : approvals.of(
                step.object(),
                step.since(),
                time(step.first()),
                proposed ->
                    step.after() == null
                        ? proposed == null
                        : proposed != null
                            && after != null
                            && proposed.digestWithoutNotes().equals(after.digestWithoutNotes()));
    if (approval == null && !(compared && known)) {
      lost.approval(step.object()); // neither a violation nor none
      return;
    }
    changes.add(
        new SeenChange(
            new Change(
                step.object().toString(),
                what,
                time(step.last()),
                time(step.first()),
                null,
                approval,
                null),
            step.before() == null
                ? What.CREATED
                : step.after() == null ? What.DELETED : What.CHANGED,
            step.object(),
            step.after() == null ? null : step.after().digest(),
            looks.get(Math.toIntExact(step.last() - 1)).begunAt()));
  }

  /// A ticket that is named later approves what was changed last: the annotation is all that came.
  private void nameAfterwards(Step step, String ticket, List<SeenChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    SeenChange last = changes.getLast();
    if (last.object().toString().equals(step.object().toString())
        && last.change().approval() == null) {
      changes.set(
          changes.size() - 1,
          last.approvedBy("ticket " + ticket + ", named afterwards, on " + time(step.first())));
    }
  }

  /// Null when nothing changed that decides on traffic.
  private static @Nullable String what(
      Step step, @Nullable DeclaredContent before, @Nullable DeclaredContent after) {
    if (step.before() == null) {
      return "created";
    }
    if (step.after() == null) {
      return "deleted";
    }
    String oldUid = step.before().uid();
    String newUid = step.after().uid();
    boolean replaced = oldUid != null && newUid != null && !oldUid.equals(newUid);
    if (before == null || after == null) {
      return "changed, and what it was is not kept"; // nothing can be compared
    }
    if (!before.digestWithoutNotes().equals(after.digestWithoutNotes())) {
      return replaced ? "deleted and created again with another content" : "changed";
    }
    if (replaced) {
      return "deleted and created again as it was";
    }
    Long old = before.generation();
    Long now = after.generation();
    return old == null || now == null || old.equals(now)
        ? null
        : "changed and changed back (generation " + old + " to " + now + ")";
  }
}
