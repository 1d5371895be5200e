package dev.palisade.application;

import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/// When something is done again and again, by the clock of a time zone, as Quartz reads it. Local
/// times that daylight saving leaves out or doubles are Quartz' to settle; `CronTest` shows how.
///
/// @param expression seconds, minutes, hours, day of month, month, day of week, and perhaps the
///   year
public record Cron(String expression, ZoneId zone) {
  /// What takes place more often would be in its own way.
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  /// Nothing has more digits than a year. Quartz makes a set of whatever a range spans, and runs
  /// out of memory over one that ends in the year 999999999.
  private static final Pattern LARGE_NUMBER = Pattern.compile("[0-9]{5}");

  private static final Pattern WRITTEN = Pattern.compile("[ -~]{0,250}");

  /// @throws UnusableInput if it is no cron expression
  public Cron {
    if (!WRITTEN.matcher(expression).matches()) {
      throw new UnusableInput("a cron expression has at most 250 characters, all of ASCII");
    }
    if (LARGE_NUMBER.matcher(expression).find()) {
      throw new UnusableInput(
          "\"" + expression + "\" is no cron expression: no number has more than four digits");
    }
    parsed(expression, zone);
  }

  /// @param timeZone such as `Europe/Berlin` or `UTC`
  /// @throws UnusableInput if it is no cron expression, or there is no such time zone
  public static Cron of(String expression, String timeZone) {
    try {
      return new Cron(expression, ZoneId.of(timeZone));
    } catch (DateTimeException e) {
      throw new UnusableInput("\"" + timeZone + "\" is no time zone such as Europe/Berlin or UTC");
    }
  }

  /// Refuses what never happens, or too often.
  ///
  /// @throws UnusableInput if there is no instant after this one, or two are less than a minute
  ///   apart
  Cron usableAfter(Instant now) {
    Instant first = next(now);
    if (first == null) {
      throw new UnusableInput("\"" + expression + "\" never comes after " + now);
    }
    Instant second = next(first);
    if (second != null && Duration.between(first, second).compareTo(SHORTEST) < 0) {
      throw new UnusableInput("\"" + expression + "\" comes more than once a minute");
    }
    return this;
  }

  /// The first instant after another one; null when there is none.
  @Nullable Instant next(Instant after) {
    Date next = parsed(expression, zone).getTimeAfter(Date.from(after));
    return next == null ? null : next.toInstant();
  }

  /// All instants after one, up to and with another.
  List<Instant> between(Instant after, Instant until) {
    CronExpression cron = parsed(expression, zone);
    List<Instant> instants = new ArrayList<>();
    Date end = Date.from(until);
    for (Date at = cron.getTimeAfter(Date.from(after));
        at != null && !at.after(end);
        at = cron.getTimeAfter(at)) {
      instants.add(at.toInstant());
    }
    return instants;
  }

  private static CronExpression parsed(String expression, ZoneId zone) {
    try {
      CronExpression cron = new CronExpression(expression);
      cron.setTimeZone(TimeZone.getTimeZone(zone));
      return cron;
    } catch (ParseException | RuntimeException e) {
      // for some nonsense Quartz' parser throws what happens to it
      throw new UnusableInput("\"" + expression + "\" is no cron expression: " + e.getMessage());
    }
  }
}
