package dev.palisade.compliance.control;

import java.util.List;

/// What became of the violations that were planted into a copy of the evidence, to see whether the
/// engine and the checks still find what they must.
///
/// @param planted how many of them are violations there
/// @param found how many of these were found
/// @param missed names of the others: nothing that was judged along with them is to be relied on
/// @param notPlanted those that are none there, since policies of the whole cluster close them
/// @param copy what they were planted into, for people
public record Canaries(
    int planted, int found, List<String> missed, List<NotPlanted> notPlanted, String copy) {

  /// @param why for people
  public record NotPlanted(String canary, String why) {}

  public Canaries {
    missed = missed.stream().sorted().toList();
    notPlanted = List.copyOf(notPlanted);
    if (found + missed.size() != planted) {
      throw new IllegalArgumentException(
          found + " found and " + missed.size() + " missed are not " + planted + " planted");
    }
  }

  /// Whether what was judged along with them can be relied on. Where there was something to plant
  /// and nothing could be, nobody knows whether it would have been found; where no check was judged
  /// that manifests can fail, there is nothing to find.
  public boolean isSound() {
    return missed.isEmpty() && (planted > 0 || notPlanted.isEmpty());
  }

  /// Why nothing passes where they are not sound.
  public String reason() {
    if (planted == 0) {
      return "Palisade could plant no violation into a copy of the evidence, so that nothing shows that it would find one here; "
          + whyNotPlanted();
    }
    return "Palisade missed "
        + missed.size()
        + " of "
        + planted
        + " violations that it had planted into a copy of the evidence, so that it cannot be relied on here: "
        + String.join(", ", missed);
  }

  private String whyNotPlanted() {
    return "not planted: "
        + String.join(
            ", ", notPlanted.stream().map(n -> n.canary() + " (" + n.why() + ")").toList());
  }

  /// `12 of 12 planted violations were found`, and what was not planted.
  @Override
  public String toString() {
    if (planted == 0) {
      return notPlanted.isEmpty()
          ? "no violation was planted: no check that manifests can fail was judged"
          : "no violation could be planted; " + whyNotPlanted();
    }
    return found
        + " of "
        + planted
        + " planted violations were found"
        + (missed.isEmpty() ? "" : "; missed: " + String.join(", ", missed))
        + (notPlanted.isEmpty() ? "" : "; " + whyNotPlanted());
  }
}
