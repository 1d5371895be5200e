package dev.palisade.render.pdf;

import dev.palisade.compliance.report.period.Interval;
import dev.palisade.compliance.report.period.PeriodRecord;
import dev.palisade.compliance.report.period.PeriodRecord.FindingLife;
import dev.palisade.compliance.report.period.Stretch;
import dev.palisade.compliance.report.period.Unseen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a period was, in sentences: the same in every document.
public final class PeriodWords {
  private final Texts texts;
  private final PeriodRecord period;

  /// @param period has a lane at least
  public PeriodWords(Texts texts, PeriodRecord period) {
    this.texts = texts;
    this.period = period;
  }

  /// From the first stretch to the last; every lane has the same.
  public Interval interval() {
    List<Stretch> stretches = period.lanes().getFirst().stretches();
    return new Interval(stretches.getFirst().from(), stretches.getLast().until());
  }

  /// How the collection went.
  public String looking() {
    PeriodRecord.Looking looking = period.looking();
    Interval interval = interval();
    Unseen longest = looking.longest();
    return texts.get(
        "period.looking",
        Pen.time(interval.from()),
        Pen.time(interval.until()),
        looking.snapshots(),
        looking.expected() == null
            ? texts.get("period.unscheduled")
            : texts.get("period.expected", looking.expected()),
        looking.judged(),
        longest == null
            ? texts.get("period.unseen.none")
            : texts.get(
                "period.unseen.some",
                lasted(Duration.parse(looking.unobserved())),
                lasted(longest.duration()),
                Pen.time(longest.from()),
                Pen.time(longest.until())));
  }

  /// `12 d 3 h`, `3 h 20 min`, `45 s`: the two largest units.
  public static String lasted(Duration duration) {
    List<String> parts = new ArrayList<>();
    add(parts, duration.toDaysPart(), "d");
    add(parts, duration.toHoursPart(), "h");
    add(parts, duration.toMinutesPart(), "min");
    add(parts, duration.toSecondsPart(), "s");
    return parts.isEmpty() ? "0 s" : String.join(" ", parts.subList(0, Math.min(2, parts.size())));
  }

  private static void add(List<String> parts, long count, String unit) {
    if (count > 0) {
      parts.add(count + " " + unit);
    }
  }

  /// From when to when, how long, and what is to be known of it; its state stands beside it.
  public String stretch(Stretch stretch) {
    String reason = stretch.reason();
    return texts.get(
            "period.stretch",
            Pen.time(stretch.from()),
            Pen.time(stretch.until()),
            lasted(stretch.duration()))
        + (reason == null ? seen(stretch) : "; " + because(reason));
  }

  /// The table of such intervals has their reasons.
  private String because(String reason) {
    List<Unseen> intervals = period.looking().unseen();
    for (int i = 0; i < intervals.size(); i++) {
      if (intervals.get(i).reason().equals(reason)) {
        return texts.get("period.interval", i + 1);
      }
    }
    return reason;
  }

  private String seen(Stretch stretch) {
    return stretch.seenFrom() != null && stretch.seenFrom().isAfter(stretch.from())
        ? "; " + texts.get("period.seen", Pen.time(stretch.seenFrom()))
        : "";
  }

  /// Findings of one check that began, ended and were caused alike stand together.
  public List<List<FindingLife>> alike() {
    Map<List<Object>, List<FindingLife>> groups = new LinkedHashMap<>();
    for (FindingLife life : period.findings()) {
      List<Object> story =
          List.of(
              life.check(),
              life.state(),
              life.openSince(),
              life.duration(),
              first(life),
              cause(life),
              String.valueOf(life.closedAt()));
      groups.computeIfAbsent(story, s -> new ArrayList<>()).add(life);
    }
    return List.copyOf(groups.values());
  }

  /// When it was first seen, and reopened.
  public String first(FindingLife life) {
    return life.reopened() == 0
        ? Pen.time(life.firstSeen())
        : texts.get(
            "period.reopened",
            Pen.time(life.firstSeen()),
            Pen.time(life.openSince()),
            life.reopened());
  }

  /// What caused it, and what covered it; empty: neither is known.
  public String cause(FindingLife life) {
    List<String> sentences = new ArrayList<>(life.causes());
    if (!life.exceptions().isEmpty()) {
      sentences.add(texts.get("period.excepted", String.join(", ", life.exceptions())));
    }
    return String.join("; ", sentences);
  }
}
