package dev.palisade.application;

import dev.palisade.snapshot.Snapshot;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Twelve months of the sample cluster, collected each morning at six: a leak that a label of a
/// namespace opens in the third month, that is excepted in the fourth and closed in the seventh;
/// and two outages of the collection. Dates are relative to the day after the last collection.
public final class SampleYear {
  /// The name under which it is kept.
  public static final String NAME = "sample-year";

  /// By which its schedule is known.
  public static final String SCHEDULE = "sample-year-daily";

  /// The schedule of its collections, in UTC.
  public static final String CRON = "0 0 6 * * ?";

  /// How many days it covers.
  public static final int DAYS = 365;

  private static final LocalTime MORNING = LocalTime.of(6, 0);

  // days from the first, each the first of the state
  private static final int LEAK_OPENS = 75;
  private static final int LEAK_EXCEPTED = 100;
  private static final int LEAK_CLOSES = 200;
  private static final List<Outage> OUTAGES = List.of(new Outage(150, 154), new Outage(300, 310));

  private final LocalDate today;

  private record Outage(int first, int end) {}

  /// @param today the day after the last collection
  public SampleYear(LocalDate today) {
    this.today = today;
  }

  private Instant morning(int day) {
    return today.minusDays(DAYS - day).atTime(MORNING).toInstant(ZoneOffset.UTC);
  }

  /// When the year begins: with the first collection.
  public Instant from() {
    return morning(0);
  }

  /// When it ends.
  public Instant until() {
    return morning(DAYS);
  }

  /// The first collection that shows the leak.
  public Instant leakSeen() {
    return morning(LEAK_OPENS);
  }

  /// When the leak was excepted.
  public Instant excepted() {
    return morning(LEAK_EXCEPTED).plusSeconds(3_600);
  }

  /// The first collection that shows it closed.
  public Instant leakClosed() {
    return morning(LEAK_CLOSES);
  }

  /// All collections that were due, those that did not take place too.
  public List<Instant> due() {
    List<Instant> due = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      due.add(morning(day));
    }
    return due;
  }

  /// Those that took place.
  public List<Instant> collections() {
    List<Instant> taken = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      int one = day;
      if (OUTAGES.stream().noneMatch(o -> one >= o.first() && one < o.end())) {
        taken.add(morning(day));
      }
    }
    return taken;
  }

  /// The last collection before each outage, and the first after it.
  public List<List<Instant>> outages() {
    return OUTAGES.stream()
        .map(outage -> List.of(morning(outage.first() - 1), morning(outage.end())))
        .toList();
  }

  /// The scope that it is judged by.
  public String scopeDocument() {
    return SampleCluster.scopeDocument(today);
  }

  /// The cluster as a collection found it.
  public Snapshot snapshot(Instant at) {
    boolean leaks = !at.isBefore(leakSeen()) && at.isBefore(leakClosed());
    return SampleCluster.snapshot(
        NAME,
        List.of("earlier/policies", (leaks ? "now" : "earlier") + "/namespace-reporting"),
        at,
        today,
        List.of());
  }
}
