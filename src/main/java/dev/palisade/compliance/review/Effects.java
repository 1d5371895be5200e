package dev.palisade.compliance.review;

import dev.palisade.compliance.diff.Comparison;
import java.util.List;
import java.util.Map;

/// What a proposed change does, as far as a verdict needs it.
///
/// @param comparison the state before against the state after
/// @param refused what an API server would refuse of it; sentences
/// @param mismatches where it does not fit the state before; sentences
/// @param doubts what somebody must look at beside outcomes, open findings and flows; sentences
/// @param places of the ends of the comparison's flows, by their names
/// @param starved register entries that lose traffic
public record Effects(
    Comparison comparison,
    List<String> refused,
    List<String> mismatches,
    List<String> doubts,
    Map<String, Place> places,
    List<Starved> starved) {

  /// A register entry that needs traffic which is lost.
  ///
  /// @param entry its id
  public record Starved(String entry, String source, String destination, String traffic) {}

  public Effects {
    refused = List.copyOf(refused);
    mismatches = List.copyOf(mismatches);
    doubts = List.copyOf(doubts);
    places = Map.copyOf(places);
    starved = List.copyOf(starved);
  }

  Place placeOf(String end) {
    return places.getOrDefault(end, Place.UNKNOWN);
  }
}
