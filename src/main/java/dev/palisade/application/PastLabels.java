package dev.palisade.application;

import dev.palisade.compliance.control.History.Change;
import dev.palisade.document.JsonText;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.journal.JournalEntry.What;
import dev.palisade.store.HistoryStore.Look;
import dev.palisade.store.HistoryStore.Relabelled;
import dev.palisade.store.HistoryStore.Stay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Changes of labels that some policy of that time selected by. A pod that a controller made again
/// under its old name has its labels from its template, which is looked at itself.
final class PastLabels {
  private final List<Look> looks;
  private final Map<String, List<Stay>> selecting = new HashMap<>();
  private final LostContents lost;

  /// @param looks all snapshots of the cluster up to the one that is judged
  /// @param policies where policies stood
  /// @param contents canonical JSON of those policies by digest
  /// @param lost takes what cannot be said
  PastLabels(
      List<Look> looks, List<Stay> policies, Map<String, String> contents, LostContents lost) {
    this.looks = looks;
    this.lost = lost;
    Map<String, Set<String>> keys = new HashMap<>();
    contents.forEach((digest, text) -> keys.put(digest, SelectedKeys.of(JsonText.read("", text))));
    for (Stay policy : policies) {
      if (!contents.containsKey(policy.ref().digest())) {
        lost.selector(policy.ref());
      }
      for (String key : keys.getOrDefault(policy.ref().digest(), Set.of())) {
        selecting.computeIfAbsent(key, k -> new ArrayList<>()).add(policy);
      }
    }
  }

  private boolean isSelectedBy(String key, Relabelled when) {
    return selecting.getOrDefault(key, List.of()).stream()
        .anyMatch(
            policy ->
                policy.first() <= when.first()
                    && (policy.last() == null || policy.last() >= when.last()));
  }

  private Instant time(long sequence) {
    return looks.get(Math.toIntExact(sequence - 1)).takenAt();
  }

  List<SeenChange> of(
      List<Relabelled> relabelled,
      Function<Set<String>, Map<String, String>> contents,
      PastApprovals approvals) {
    Set<String> digests = new TreeSet<>();
    relabelled.forEach(
        r -> {
          digests.add(r.before().digest());
          digests.add(r.after().digest());
        });
    Map<String, String> texts = contents.apply(digests);
    Map<String, Instant> changedLast = new HashMap<>();
    Map<String, Read> readLast = new HashMap<>();
    List<SeenChange> changes = new ArrayList<>();
    for (Relabelled one : relabelled) {
      String before = texts.get(one.before().digest());
      String after = texts.get(one.after().digest());
      if (before == null || after == null) {
        lost.labels(one.after());
        continue;
      }
      // what an object became is what it is changed from the next time
      Read was = readLast.get(one.after().identity());
      if (was == null || !was.digest().equals(one.before().digest())) {
        was = Read.of(one.before(), before);
      }
      Read is = Read.of(one.after(), after);
      readLast.put(one.after().identity(), is);
      Change change =
          change(
              one,
              was.content(),
              is.content(),
              changedLast.getOrDefault(one.after().identity(), time(1)),
              approvals);
      if (change != null) {
        changes.add(
            new SeenChange(
                change,
                What.CHANGED,
                one.after(),
                one.after().digest(),
                looks.get(Math.toIntExact(one.last() - 1)).begunAt()));
        changedLast.put(one.after().identity(), change.after());
      }
    }
    return changes;
  }

  /// A content that was read. The name of the object in messages is that of any with the content.
  private record Read(String digest, DeclaredContent content) {
    static Read of(ResourceRef object, String text) {
      return new Read(object.digest(), new DeclaredContent(JsonText.read(object.toString(), text)));
    }
  }

  private @Nullable Change change(
      Relabelled one,
      DeclaredContent before,
      DeclaredContent after,
      Instant since,
      PastApprovals approvals) {
    ResourceRef object = one.after();
    if (isMadeAgain(one, after)) {
      return null;
    }
    Map<String, String> old = before.labels(object.kind());
    Map<String, String> now = after.labels(object.kind());
    Set<String> keys = new TreeSet<>(old.keySet());
    keys.addAll(now.keySet());
    List<String> words = new ArrayList<>();
    for (String key : keys) {
      String was = old.get(key);
      String is = now.get(key);
      if (!Objects.equals(was, is) && isSelectedBy(key, one)) {
        words.add(words(key, was, is));
      }
    }
    if (words.isEmpty()) {
      return null;
    }
    String ticket = after.ticket();
    Instant until = time(one.first());
    return new Change(
        object.toString(),
        what(words),
        time(one.last()),
        until,
        null,
        ticket != null && !ticket.equals(before.ticket())
            ? "ticket " + ticket
            : approvals.of(
                object,
                since,
                until,
                proposed -> proposed != null && proposed.labels(object.kind()).equals(now)),
        null);
  }

  /// @param words of [#words(String, String, String)], by the keys' order
  static String what(List<String> words) {
    return "relabelled: " + String.join(", ", words);
  }

  /// What became of one label.
  ///
  /// @param was null: there was none
  /// @param is null: there is none any more
  static String words(String key, @Nullable String was, @Nullable String is) {
    return was == null
        ? key + "=" + is + " added"
        : is == null ? key + "=" + was + " removed" : key + " from " + was + " to " + is;
  }

  private static boolean isMadeAgain(Relabelled one, DeclaredContent after) {
    return one.after().kind().equals("Pod")
        && after.isMadeByController()
        && (one.after().uid() == null || !one.after().uid().equals(one.before().uid()));
  }
}
