package dev.palisade.compliance.control.check;

import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.History.BlindInterval;
import dev.palisade.compliance.control.History.Watch;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Violation;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Every collection that was to take place within the last twelve months did.
public final class CollectionContinuity implements Check {
  @Override
  public String id() {
    return "collection-continuity";
  }

  @Override
  public String question() {
    return "Did every collection that was scheduled take place, so that there is no interval in which nobody was looking?";
  }

  @Override
  public Set<String> dependsOn() {
    return Set.of();
  }

  @Override
  public CheckResult evaluate(Examination x) {
    Judgement judgement = Judgement.of(this, x, "collections that were scheduled");
    Window window = Window.of(x);
    Watch watch = x.history().watch();
    if (watch == null) {
      judgement.doubt(
          "no schedule of collections is known: which should have taken place cannot be said");
      return judgement.conclude();
    }
    judgement.examined(watch.expected());
    List<BlindInterval> blind =
        watch.blind().stream().filter(b -> window.holds(end(b, x.asOf()))).toList();
    for (BlindInterval interval : blind) {
      judgement.violation(
          new Violation(
              "nobody was looking from "
                  + interval.from()
                  + (interval.until() == null ? " on" : " to " + interval.until())
                  + " ("
                  + length(interval, x.asOf())
                  + "): "
                  + interval.reason(),
              new SubjectWitness(interval.toString(), null),
              List.of(),
              "Find out why the collection failed, and note what else shows that nothing changed meanwhile."));
    }
    blind.stream()
        .max(Comparator.comparing(b -> Duration.between(b.from(), end(b, x.asOf()))))
        .ifPresent(
            longest ->
                judgement.note(
                    "the longest blind interval lasted "
                        + length(longest, x.asOf())
                        + ", from "
                        + longest.from()));
    if (window.holds(watch.since())) {
      judgement.note(
          "a schedule is known since " + watch.since() + ": nothing is said of the time before");
    }
    judgement.closedBy(
        "all " + watch.expected() + " collections since " + watch.since() + " took place");
    return judgement.conclude();
  }

  private static Instant end(BlindInterval interval, Instant asOf) {
    return interval.until() == null ? asOf : interval.until();
  }

  private static String length(BlindInterval interval, Instant asOf) {
    Duration length = Duration.between(interval.from(), end(interval, asOf));
    long days = length.toDays();
    return (days > 0 ? days + " d " : "")
        + length.toHoursPart()
        + " h "
        + length.toMinutesPart()
        + " min";
  }
}
