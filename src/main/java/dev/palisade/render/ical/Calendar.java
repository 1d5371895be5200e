package dev.palisade.render.ical;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.compliance.review.DueDate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.UUID;

/// Due dates as a calendar of RFC 5545: the same dates give the same bytes, and the same matter
/// always has the same UID.
public final class Calendar {
  private static final int LONGEST_LINE = 75;
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);

  private final StringBuilder text = new StringBuilder();

  private Calendar() {}

  /// @param name of the calendar, for people
  public static String of(String name, Collection<DueDate> dates) {
    Calendar calendar = new Calendar();
    calendar.line("BEGIN:VCALENDAR");
    calendar.line("VERSION:2.0");
    calendar.line("PRODID:-//Palisade//Due dates//EN");
    calendar.line("CALSCALE:GREGORIAN");
    calendar.line("METHOD:PUBLISH");
    calendar.line("X-WR-CALNAME:" + escaped(name));
    dates.stream().sorted().forEach(calendar::event);
    calendar.line("END:VCALENDAR");
    return calendar.text.toString();
  }

  private void event(DueDate date) {
    line("BEGIN:VEVENT");
    line("UID:" + uid(date));
    line("DTSTAMP:" + INSTANT.format(date.known()));
    LocalDate day = date.day();
    Instant at = date.at();
    if (day != null) {
      line("DTSTART;VALUE=DATE:" + DAY.format(day));
    } else if (at != null) {
      line("DTSTART:" + INSTANT.format(at));
    }
    line("SUMMARY:" + escaped(date.summary()));
    if (!date.detail().isEmpty()) {
      line("DESCRIPTION:" + escaped(date.detail()));
    }
    line("CATEGORIES:" + escaped(date.cluster()));
    line("TRANSP:TRANSPARENT");
    line("END:VEVENT");
  }

  /// Of the matter, not of its date: a date that is put off moves the entry.
  private static String uid(DueDate date) {
    String matter = date.cluster() + "\n" + date.subject();
    return UUID.nameUUIDFromBytes(matter.getBytes(UTF_8)) + "@palisade";
  }

  /// Section 3.3.11: what else is a control character has no place in a text.
  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\r\n", "\n")
        .replace('\r', '\n')
        .replace("\n", "\\n")
        .replaceAll("\\p{Cntrl}", " ");
  }

  /// Section 3.1: a line has at most 75 octets, without its end; what is longer goes on after a
  /// blank. No character is torn apart.
  private void line(String content) {
    int octets = 0;
    for (int i = 0; i < content.length(); ) {
      int codePoint = content.codePointAt(i);
      String character = Character.toString(codePoint);
      int size = character.getBytes(UTF_8).length;
      if (octets + size > LONGEST_LINE) {
        text.append("\r\n ");
        octets = 1;
      }
      text.append(character);
      octets += size;
      i += Character.charCount(codePoint);
    }
    text.append("\r\n");
  }
}
