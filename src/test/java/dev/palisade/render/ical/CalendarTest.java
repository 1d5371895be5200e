package dev.palisade.render.ical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.compliance.review.DueDate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CalendarTest {
  private static final Instant KNOWN = Instant.parse("2026-01-10T09:00:00.5Z");

  private static DueDate day(String subject, String day, String summary) {
    return DueDate.of("sample", subject, LocalDate.parse(day), KNOWN, summary, "");
  }

  /// The events of a calendar by RFC 5545 sections 3.1 and 3.6: lines end in CR LF, have at most 75
  /// octets, and go on after a blank; texts are unescaped.
  private static List<Map<String, String>> events(String calendar) {
    assertThat(calendar).endsWith("\r\n").doesNotContain("\n\n");
    assertThat(calendar.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
    for (String line : calendar.split("\r\n")) {
      assertThat(line.getBytes(UTF_8).length).as(line).isLessThanOrEqualTo(75);
      assertThat(line).isNotBlank();
    }
    List<Map<String, String>> events = new ArrayList<>();
    Map<String, String> event = null;
    String[] lines = calendar.replace("\r\n ", "").split("\r\n");
    assertThat(lines[0]).isEqualTo("BEGIN:VCALENDAR");
    assertThat(lines[1]).isEqualTo("VERSION:2.0");
    assertThat(lines[lines.length - 1]).isEqualTo("END:VCALENDAR");
    for (String line : lines) {
      if (line.equals("BEGIN:VEVENT")) {
        event = new TreeMap<>();
      } else if (line.equals("END:VEVENT")) {
        assertThat(event).containsKeys("UID", "DTSTAMP", "SUMMARY");
        events.add(event);
        event = null;
      } else if (event != null) {
        int colon = line.indexOf(':');
        assertThat(event.put(line.substring(0, colon), unescaped(line.substring(colon + 1))))
            .as("twice: " + line)
            .isNull();
      }
    }
    return events;
  }

  private static String unescaped(String value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        char next = value.charAt(++i);
        assertThat("\\;,n").contains(String.valueOf(next));
        text.append(next == 'n' ? '\n' : next);
      } else {
        assertThat(c).isNotIn(';', ',').isGreaterThanOrEqualTo(' ');
        text.append(c);
      }
    }
    return text.toString();
  }

  @Test
  void daysAreWholeDaysAndInstantsAreInUtc() {
    String calendar =
        Calendar.of(
            "Palisade",
            List.of(
                day("b", "2026-03-31", "a day"),
                DueDate.of(
                    "sample", "a", Instant.parse("2026-02-01T10:11:12Z"), KNOWN, "an instant", "")));
    List<Map<String, String>> events = events(calendar);
    assertThat(events)
        .extracting(event -> event.get("SUMMARY"))
        .containsExactly("an instant", "a day");
    assertThat(events.get(0)).containsEntry("DTSTART", "20260201T101112Z");
    assertThat(events.get(1)).containsEntry("DTSTART;VALUE=DATE", "20260331");
    assertThat(events.get(1)).containsEntry("DTSTAMP", "20260110T090000Z");
  }

  @Test
  void textsOfAnyKindAreReadBack() {
    for (String text :
        List.of(
            "a, b; c\\d\nnext line",
            "BEGIN:VEVENT\r\nUID:x",
            "long ".repeat(60).strip(),
            "ü€😀".repeat(40),
            "\\n is no line break")) {
      List<Map<String, String>> events =
          events(Calendar.of(text, List.of(day("x", "2026-03-31", text))));
      assertThat(events).hasSize(1);
      assertThat(events.getFirst().get("SUMMARY")).isEqualTo(text.replace("\r\n", "\n"));
    }
    assertThat(
            events(Calendar.of("x", List.of(day("x", "2026-03-31", "bell\u0007"))))
                .getFirst()
                .get("SUMMARY"))
        .isEqualTo("bell ");
  }

  @Test
  void aMatterKeepsItsUidWhenItsDateIsPutOff() {
    String before =
        events(Calendar.of("x", List.of(day("x", "2026-03-31", "s")))).getFirst().get("UID");
    String after =
        events(Calendar.of("x", List.of(day("x", "2027-03-31", "t")))).getFirst().get("UID");
    String other =
        events(Calendar.of("x", List.of(day("y", "2026-03-31", "s")))).getFirst().get("UID");
    assertThat(after).isEqualTo(before).isNotEqualTo(other);
  }
}
