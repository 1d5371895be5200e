package dev.palisade.compliance.reperformance;

import dev.palisade.compliance.reperformance.Verdicts.On;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Says of each conclusion that was not reached again why it was not.
///
/// What cannot be taken back, because the program of the time is not there any more, is named
/// without proof. What can be is tried: the judgement is made again with one thing alone as it is
/// today, and a thing that alone changes a conclusion is a cause of its change. Where none does
/// alone, all that differ are named together.
public final class Explaining {
  private static final String KNOWN =
      "the verdict rests on what was known of the past; facts of the past may arrive late, and when"
          + " each did is not kept";
  private static final Cause NOTHING =
      new Cause(
          Cause.Kind.UNEXPLAINED,
          "program, catalogue, settings, scope, exceptions and instant are those of the report: this"
              + " is a fault of Palisade, or evidence was changed");

  private Explaining() {}

  /// A judgement with one thing alone as it is today.
  public record Swap(Cause cause, Verdicts verdicts) {}

  /// What a judgement by what held at the time says otherwise than the report.
  ///
  /// @param general what of that time is not to be had any more
  /// @param forgetful the same judgement with nothing known of the past
  public static List<Difference> then(
      Verdicts reported, Verdicts again, List<Cause> general, Verdicts forgetful) {
    List<Difference> differences = new ArrayList<>();
    for (On on : reported.differing(again)) {
      List<Cause> causes = general;
      if (causes.isEmpty()) {
        boolean past = !Objects.equals(again.of(on), forgetful.of(on));
        causes = List.of(past ? past() : NOTHING);
      }
      differences.add(difference(on, reported, again, causes));
    }
    return differences;
  }

  /// That it rests on what was known of the past.
  public static Cause past() {
    return new Cause(Cause.Kind.HISTORY, KNOWN);
  }

  /// A part of the document beside its conclusions that differs.
  ///
  /// @param general as in [#then]
  public static Difference document(
      String pointer, @Nullable String reported, @Nullable String again, List<Cause> general) {
    return new Difference(
        Difference.Subject.DOCUMENT,
        pointer,
        reported,
        again,
        general.isEmpty() ? List.of(NOTHING) : general);
  }

  /// What a judgement by what holds today says otherwise than the report.
  ///
  /// @param then the judgement by what held at the time
  /// @param before what [#then] told of it
  /// @param swaps one for each thing that differs
  public static List<Difference> today(
      Verdicts reported, Verdicts then, List<Difference> before, Verdicts today, List<Swap> swaps) {
    List<Difference> differences = new ArrayList<>();
    for (On on : reported.differing(today)) {
      TreeSet<Cause> causes = new TreeSet<>();
      before.stream()
          .filter(d -> d.what() == on.what() && d.name().equals(on.name()))
          .forEach(d -> causes.addAll(d.because()));
      if (!Objects.equals(then.of(on), today.of(on))) {
        causes.addAll(swapped(on, then, swaps));
      }
      differences.add(difference(on, reported, today, List.copyOf(causes)));
    }
    return differences;
  }

  private static List<Cause> swapped(On on, Verdicts then, List<Swap> swaps) {
    if (swaps.isEmpty()) {
      return List.of(NOTHING);
    }
    List<Cause> alone =
        swaps.stream()
            .filter(swap -> !Objects.equals(swap.verdicts().of(on), then.of(on)))
            .map(Swap::cause)
            .toList();
    return alone.isEmpty() ? swaps.stream().map(Swap::cause).toList() : alone;
  }

  private static Difference difference(
      On on, Verdicts reported, Verdicts again, List<Cause> causes) {
    return new Difference(on.what(), on.name(), reported.of(on), again.of(on), causes);
  }
}
