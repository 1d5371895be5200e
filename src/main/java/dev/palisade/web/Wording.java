package dev.palisade.web;

import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.RequirementResult.Conclusion;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.MemberChange;
import io.quarkus.qute.TemplateExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/// How values are written on pages. Outcomes have a word, a sign and a colour each: none says
/// anything alone.
@TemplateExtension
final class Wording {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Wording() {}

  /// As a value in the query of a link.
  static String inQuery(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static String utc(Instant instant) {
    return UTC.format(instant);
  }

  /// The day in UTC, for columns that have no room for more.
  static String day(Instant instant) {
    return DateTimeFormatter.ISO_LOCAL_DATE.format(instant.atOffset(ZoneOffset.UTC));
  }

  /// An ISO 8601 duration in words: `12 d 3 h`, the two greatest units; below a minute, `under 1
  /// min`.
  static String lasting(String duration) {
    Duration all = Duration.parse(duration);
    StringJoiner words = new StringJoiner(" ");
    long days = all.toDays();
    if (days > 0) {
      words.add(days + " d");
    }
    if (all.toHoursPart() > 0) {
      words.add(all.toHoursPart() + " h");
    }
    if (days == 0 && all.toMinutesPart() > 0) {
      words.add(all.toMinutesPart() + " min");
    }
    return words.length() == 0 ? "under 1 min" : words.toString();
  }

  /// `NOT APPLICABLE`, of `NOT_APPLICABLE`.
  static String spaced(String word) {
    return word.replace('_', ' ');
  }

  /// The first digits of a digest.
  static String brief(String digest) {
    return digest.length() > 12 ? digest.substring(0, 12) : digest;
  }

  /// For the query of an address.
  static String urlEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Workloads that came to zones or left them, by zones; the states were judged.
  static List<MemberChange.Group> memberGroups(Comparison comparison) {
    List<MemberChange> members = comparison.members();
    return members == null ? List.of() : MemberChange.groups(members);
  }

  static String word(Conclusion conclusion) {
    return conclusion.toString().replace('-', ' ');
  }

  static String sign(Conclusion conclusion) {
    return switch (conclusion) {
      case CONTRADICTED -> "✕";
      case INSUFFICIENT -> "?";
      case SUPPORTED -> "✓";
      case NOT_APPLICABLE -> "–";
    };
  }

  static String look(Conclusion conclusion) {
    return switch (conclusion) {
      case CONTRADICTED -> "bad";
      case INSUFFICIENT -> "open";
      case SUPPORTED -> "good";
      case NOT_APPLICABLE -> "none";
    };
  }

  static String word(Outcome outcome) {
    return outcome.name().replace('_', ' ');
  }

  static String sign(Outcome outcome) {
    return switch (outcome) {
      case FAIL -> "✕";
      case INCONCLUSIVE -> "?";
      case PASS -> "✓";
      case NOT_APPLICABLE -> "–";
    };
  }

  static String look(Outcome outcome) {
    return switch (outcome) {
      case FAIL -> "bad";
      case INCONCLUSIVE -> "open";
      case PASS -> "good";
      case NOT_APPLICABLE -> "none";
    };
  }
}
