package dev.palisade.compliance.diff;

import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;

/// Connections of a pair that both states allow, for other requests.
record RequestDifference(TrafficSet traffic, PairLimits before, PairLimits after) {
  RequestChange change() {
    return new RequestChange(
        before.to(after), TrafficNotation.format(traffic), before.toString(), after.toString());
  }
}
