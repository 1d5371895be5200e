package dev.palisade.compliance.diff;

import dev.palisade.compliance.diff.ObjectChange.FieldChange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What differs between the scope documents that were in force at two states, and in the exceptions
/// that counted. Who judges is another matter: see `judgedBy`.
///
/// @param before the document in force at the state before; null: none was declared yet, and
///   `entries` is what differs from the first that was
/// @param after the document in force at the state after; null: likewise
/// @param judgedBy the scope that both states were judged by
/// @param versions saved after the state before and until the state after, the oldest first
/// @param entries what differs, by parts of the document and names
/// @param exceptions what became of exceptions in the time between, the earliest first; null: it is
///   not known
public record ScopeChange(
    @Nullable Version before,
    @Nullable Version after,
    Version judgedBy,
    List<Version> versions,
    List<EntryChange> entries,
    @Nullable List<ExceptionChange> exceptions) {

  /// A scope document.
  ///
  /// @param number its version in the store; null: it is not kept there
  /// @param author who saved it; null: not known
  /// @param confirmed `by NAME on DAY`: the confirmation in the document itself; null: there is none
  public record Version(
      @Nullable Integer number,
      String digest,
      @Nullable String author,
      @Nullable Instant savedAt,
      @Nullable String confirmed) {

    /// `version 3 by olga at 2026-03-04T10:00:00Z`, as far as it is known.
    @Override
    public String toString() {
      return (number == null ? "digest " + digest.substring(0, 16) : "version " + number)
          + (author == null ? "" : " by " + author)
          + (savedAt == null ? "" : " at " + savedAt.truncatedTo(ChronoUnit.SECONDS));
    }
  }

  /// Which list of the document an entry is in.
  public enum Part {
    ZONE,
    NETWORK,
    REGISTER,
    /// Any other key of the document, as a whole.
    SETTING;

    /// `zone`, `register`, …
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A zone, a network, an authorised flow, or another setting of the document.
  ///
  /// @param name of the zone or network, id of the authorised flow, key of the setting
  /// @param fields of a changed entry what differs, by JSON pointers within it; empty otherwise
  /// @param before canonical JSON of an entry that was removed; null otherwise
  /// @param after canonical JSON of an entry that was added; null otherwise
  /// @param versions that changed the entry, by number; empty: not known
  public record EntryChange(
      Part part,
      Change change,
      String name,
      List<FieldChange> fields,
      @Nullable String before,
      @Nullable String after,
      List<Integer> versions) {

    public EntryChange {
      fields = List.copyOf(fields);
      versions = List.copyOf(versions);
    }

    /// `register F-001`.
    @Override
    public String toString() {
      return part + " " + name;
    }
  }

  /// That an exception began or ceased to count.
  ///
  /// @param check whose findings it excepts
  /// @param findings how many it names, one by one or by a selector
  /// @param by who approved or withdrew it; null: it expired
  /// @param reason of the decision; of one that expired, of the request
  /// @param until when it ends, or would have
  public record ExceptionChange(
      Became change,
      String exception,
      String check,
      int findings,
      Instant at,
      @Nullable String by,
      String reason,
      @Nullable String ticket,
      Instant until) {

    /// `granted on 2026-03-04 by olga`.
    public String when() {
      return change
          + " at "
          + at.truncatedTo(ChronoUnit.SECONDS)
          + (by == null ? "" : " by " + by);
    }

    /// What became of it.
    public enum Became {
      GRANTED,
      EXPIRED,
      WITHDRAWN;

      /// `granted`, …
      @Override
      public String toString() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  public ScopeChange {
    versions = List.copyOf(versions);
    entries = List.copyOf(entries);
    exceptions = exceptions == null ? null : List.copyOf(exceptions);
  }

  /// Whether neither the document nor any exception differs.
  public boolean isEmpty() {
    return entries.isEmpty() && (exceptions == null || exceptions.isEmpty());
  }

  /// Which document was in force, or that none was.
  public static String named(@Nullable Version version) {
    return version == null ? "none was declared yet" : version.toString();
  }

  /// By which versions an entry was changed, by whom and when, in words; empty: not known.
  public String made(EntryChange entry) {
    return madeBy(entry).stream().map(Version::toString).collect(Collectors.joining("; "));
  }

  /// Who saved the versions that changed an entry, and when; empty: not known.
  public List<Version> madeBy(EntryChange entry) {
    return versions.stream()
        .filter(v -> v.number() != null && entry.versions().contains(v.number()))
        .toList();
  }
}
