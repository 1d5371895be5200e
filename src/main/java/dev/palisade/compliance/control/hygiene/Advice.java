package dev.palisade.compliance.control.hygiene;

import dev.palisade.snapshot.ResourceRef;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A place in a policy where something else was probably meant.
///
/// @param topic the kind of advice
/// @param policy the policy
/// @param pointer JSON pointer into it; empty for the policy as a whole
/// @param what what stands there and what follows from it: one sentence, without the policy's name
/// @param todo what to do, one sentence
/// @param suggestion YAML to put there or to add; null: none that is short
public record Advice(
    Topic topic,
    ResourceRef policy,
    String pointer,
    String what,
    String todo,
    @Nullable String suggestion)
    implements Comparable<Advice> {

  /// What to do about a policy that is refused.
  public static final String CORRECT = "Correct it; until then the policy is not in force.";

  private static final Comparator<Advice> ORDER =
      Comparator.comparing(Advice::policy)
          .thenComparing(Advice::pointer)
          .thenComparing(Advice::topic)
          .thenComparing(Advice::what);

  @Override
  public int compareTo(Advice other) {
    return ORDER.compare(this, other);
  }
}
