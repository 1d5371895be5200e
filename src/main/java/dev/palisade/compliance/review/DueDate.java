package dev.palisade.compliance.review;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A day or instant by which something is to be looked at.
///
/// @param subject what it is, unique in the cluster: `campaign ID`, `register-entry F-001`
/// @param day the whole day; null: an instant
/// @param at the instant; null: a day
/// @param known since when this is known
/// @param summary one line for people
/// @param detail more of it; may be empty
public record DueDate(
    String cluster,
    String subject,
    @Nullable LocalDate day,
    @Nullable Instant at,
    Instant known,
    String summary,
    String detail)
    implements Comparable<DueDate> {

  private static final Comparator<DueDate> ORDER =
      Comparator.comparing(DueDate::begin)
          .thenComparing(DueDate::cluster)
          .thenComparing(DueDate::subject);

  public DueDate {
    if ((day == null) == (at == null)) {
      throw new IllegalArgumentException("a due date is a day or an instant: " + subject);
    }
  }

  public static DueDate of(
      String cluster, String subject, LocalDate day, Instant known, String summary, String detail) {
    return new DueDate(cluster, subject, day, null, known, summary, detail);
  }

  public static DueDate of(
      String cluster, String subject, Instant at, Instant known, String summary, String detail) {
    return new DueDate(cluster, subject, null, at, known, summary, detail);
  }

  private Instant begin() {
    return day == null ? at : day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  @Override
  public int compareTo(DueDate other) {
    return ORDER.compare(this, other);
  }
}
