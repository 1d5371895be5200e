package dev.palisade.application;

import dev.palisade.store.ReportLifeStore;
import dev.palisade.store.ReportStore;
import dev.palisade.store.StoredNote;
import dev.palisade.store.StoredReport;
import dev.palisade.store.StoredWithdrawal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What becomes of an issued report: superseded, withdrawn, and what reviewers say of it. All of it
/// stands beside the report, whose bytes stay what they were.
@ApplicationScoped
public class FollowReport {
  /// Longer, it belongs into a document of its own.
  private static final int LONGEST = 20_000;

  private final ReportStore reports;
  private final ReportLifeStore lives;
  private final SignCheckpoints checkpoints;
  private final Clock clock;

  public FollowReport(
      ReportStore reports, ReportLifeStore lives, SignCheckpoints checkpoints, Clock clock) {
    this.reports = reports;
    this.lives = lives;
    this.checkpoints = checkpoints;
    this.clock = clock;
  }

  /// Where a report stands.
  private enum State {
    ISSUED,
    SUPERSEDED,
    /// Not to be relied on, superseded or not.
    WITHDRAWN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// @param state `issued`, `superseded` or `withdrawn`
  /// @param supersededBy id of the next version; null: it is the newest
  /// @param withdrawal null: it was not withdrawn
  /// @param notes in their order
  public record Life(
      UUID report,
      String state,
      @Nullable UUID supersededBy,
      @Nullable Withdrawal withdrawal,
      List<Note> notes) {
    public Life {
      notes = List.copyOf(notes);
    }
  }

  public record Withdrawal(String reason, String by, Instant at) {}

  /// @param position 1, 2, … within the report
  /// @param kind `note`, or `attestation`: a statement that its author signs for
  public record Note(int position, String kind, String text, String author, Instant at) {
    boolean isAttestation() {
      return kind.equals(StoredNote.Kind.ATTESTATION.name().toLowerCase(Locale.ROOT));
    }

    private static Note of(StoredNote note) {
      return new Note(
          note.position(),
          note.kind().name().toLowerCase(Locale.ROOT),
          note.text(),
          note.author(),
          note.at());
    }
  }

  /// @throws NotFound if there is no such report
  public Life of(UUID id) {
    StoredReport report = required(id);
    UUID next =
        reports.versions(report.number()).stream()
            .filter(one -> id.equals(one.supersedes()))
            .map(StoredReport::id)
            .findFirst()
            .orElse(null);
    StoredWithdrawal withdrawn = lives.withdrawal(id);
    return new Life(
        id,
        state(withdrawn != null, next != null).toString(),
        next,
        withdrawn == null
            ? null
            : new Withdrawal(withdrawn.reason(), withdrawn.by(), withdrawn.at()),
        lives.notes(id).stream().map(Note::of).toList());
  }

  /// Whether a report is not to be relied on any more.
  boolean isWithdrawn(UUID id) {
    return lives.withdrawal(id) != null;
  }

  private static State state(boolean withdrawn, boolean superseded) {
    return withdrawn ? State.WITHDRAWN : superseded ? State.SUPERSEDED : State.ISSUED;
  }

  /// Says that a report is not to be relied on any more. That cannot be taken back: what is right
  /// is said by the next version.
  ///
  /// @throws NotFound if there is no such report
  /// @throws UnusableInput without a reason
  /// @throws IllegalStateException if it was withdrawn already
  public Life withdraw(UUID id, @Nullable String reason, String by) {
    lives.withdraw(required(id), text("reason", reason), by, clock.instant());
    checkpoints.sign();
    return of(id);
  }

  /// Adds a note or an attestation.
  ///
  /// @param kind `note` or `attestation`; null: a note
  /// @throws NotFound if there is no such report
  /// @throws UnusableInput without a text, or if there is no such kind
  public Note add(UUID id, @Nullable String kind, @Nullable String text, String by) {
    StoredNote note = lives.add(required(id), kind(kind), text("text", text), by, clock.instant());
    checkpoints.sign();
    return Note.of(note);
  }

  static StoredNote.Kind kind(@Nullable String kind) {
    return switch (kind) {
      case null -> StoredNote.Kind.NOTE;
      case "note" -> StoredNote.Kind.NOTE;
      case "attestation" -> StoredNote.Kind.ATTESTATION;
      default -> throw new UnusableInput("\"" + kind + "\" is neither a note nor an attestation");
    };
  }

  static String text(String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new UnusableInput("the " + name + " is missing");
    }
    if (text.length() > LONGEST || text.indexOf('\0') >= 0) {
      throw new UnusableInput(
          "the " + name + " has more than " + LONGEST + " characters, or a NUL");
    }
    return text;
  }

  private StoredReport required(UUID id) {
    StoredReport report = reports.find(id);
    if (report == null) {
      throw new NotFound("there is no report " + id);
    }
    return report;
  }
}
