package dev.palisade.compliance.review;

/// Why a change was given its verdict.
///
/// @param calls the verdict that this alone would give
/// @param sentence for people
public record Reason(Verdict calls, String sentence) implements Comparable<Reason> {

  @Override
  public int compareTo(Reason other) {
    int graver = calls.compareTo(other.calls);
    return graver != 0 ? graver : sentence.compareTo(other.sentence);
  }
}
