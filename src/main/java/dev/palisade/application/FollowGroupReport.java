package dev.palisade.application;

import dev.palisade.store.GroupReportStore;
import dev.palisade.store.StoredGroupReport;
import dev.palisade.store.StoredGroupReport.Note;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What becomes of an issued report over several clusters: superseded, withdrawn, what reviewers
/// say of it, and what became of the reports that it is made of.
@ApplicationScoped
public class FollowGroupReport {
  private final GroupReportStore store;
  private final FollowReport members;
  private final SignCheckpoints checkpoints;
  private final Clock clock;

  public FollowGroupReport(
      GroupReportStore store, FollowReport members, SignCheckpoints checkpoints, Clock clock) {
    this.store = store;
    this.members = members;
    this.checkpoints = checkpoints;
    this.clock = clock;
  }

  /// @param state `issued`, `superseded` or `withdrawn`
  /// @param supersededBy id of the next version; null: it is the newest
  /// @param withdrawal null: it was not withdrawn
  /// @param notes in their order
  /// @param members where the report on each cluster stands today, by cluster: one that was
  ///   withdrawn since is none to rely on here, either
  public record Life(
      UUID report,
      String state,
      @Nullable UUID supersededBy,
      FollowReport.@Nullable Withdrawal withdrawal,
      List<FollowReport.Note> notes,
      Map<String, String> members) {
    public Life {
      notes = List.copyOf(notes);
    }

    /// Names of the clusters whose reports were withdrawn since.
    public List<String> withdrawnMembers() {
      return members.entrySet().stream()
          .filter(each -> each.getValue().equals("withdrawn"))
          .map(Map.Entry::getKey)
          .sorted()
          .toList();
    }
  }

  /// @throws NotFound if there is no such report
  public Life of(UUID id) {
    StoredGroupReport report = required(id);
    UUID next =
        store.versions(report.number()).stream()
            .filter(one -> id.equals(one.supersedes()))
            .map(StoredGroupReport::id)
            .findFirst()
            .orElse(null);
    List<Note> notes = store.notes(id);
    Note withdrawn =
        notes.stream().filter(note -> note.kind() == Note.Kind.WITHDRAWAL).findFirst().orElse(null);
    return new Life(
        id,
        withdrawn != null ? "withdrawn" : next != null ? "superseded" : "issued",
        next,
        withdrawn == null
            ? null
            : new FollowReport.Withdrawal(withdrawn.text(), withdrawn.author(), withdrawn.at()),
        notes.stream()
            .filter(note -> note.kind() != Note.Kind.WITHDRAWAL)
            .map(FollowGroupReport::note)
            .toList(),
        standing(report));
  }

  private Map<String, String> standing(StoredGroupReport report) {
    Map<String, String> standing = new TreeMap<>();
    for (StoredGroupReport.Member member : report.members()) {
      UUID own = member.report();
      if (own != null) {
        standing.put(member.cluster(), members.of(own).state());
      }
    }
    return standing;
  }

  private static FollowReport.Note note(Note note) {
    return new FollowReport.Note(
        note.position(),
        note.kind().name().toLowerCase(Locale.ROOT),
        note.text(),
        note.author(),
        note.at());
  }

  /// Says that a report is not to be relied on any more. That cannot be taken back.
  ///
  /// @throws NotFound if there is no such report
  /// @throws UnusableInput without a reason
  /// @throws IllegalStateException if it was withdrawn already
  public Life withdraw(UUID id, @Nullable String reason, String by) {
    store.add(
        required(id),
        Note.Kind.WITHDRAWAL,
        FollowReport.text("reason", reason),
        by,
        clock.instant());
    checkpoints.sign();
    return of(id);
  }

  /// Adds a note or an attestation.
  ///
  /// @param kind `note` or `attestation`; null: a note
  /// @throws NotFound if there is no such report
  /// @throws UnusableInput without a text, or if there is no such kind
  public FollowReport.Note add(UUID id, @Nullable String kind, @Nullable String text, String by) {
    Note note =
        store.add(
            required(id),
            Note.Kind.valueOf(FollowReport.kind(kind).name()),
            FollowReport.text("text", text),
            by,
            clock.instant());
    checkpoints.sign();
    return note(note);
  }

  private StoredGroupReport required(UUID id) {
    StoredGroupReport report = store.find(id);
    if (report == null) {
      throw new NotFound("there is no report over a group " + id);
    }
    return report;
  }
}
