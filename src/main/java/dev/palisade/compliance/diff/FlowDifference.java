package dev.palisade.compliance.diff;

import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.diff.FlowChange.Ends;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A pair of ends whose traffic differs, before it is put into words.
///
/// @param requests where connections that both states allow are for other requests
record FlowDifference(
    End source,
    End destination,
    TrafficSet before,
    TrafficSet after,
    Ends ends,
    List<RequestDifference> requests) {

  FlowDifference {
    requests = List.copyOf(requests);
  }

  /// One end of a flow.
  sealed interface End {
    record OfWorkload(String name) implements End {
      @Override
      public String toString() {
        return name;
      }
    }

    /// One contiguous range.
    record OfAddresses(IpSet range) implements End {
      @Override
      public String toString() {
        return range.ranges().getFirst().toString();
      }
    }
  }

  TrafficSet gained() {
    return after.minus(before);
  }

  TrafficSet lost() {
    return before.minus(after);
  }

  FlowChange change(List<String> causes, FlowChange.@Nullable Causes attribution) {
    return new FlowChange(
        before.isEmpty()
            ? FlowChange.Kind.GAINED
            : after.isEmpty() ? FlowChange.Kind.LOST : FlowChange.Kind.CHANGED,
        source.toString(),
        destination.toString(),
        text(before),
        text(after),
        text(gained()),
        text(lost()),
        ends,
        requests.isEmpty() ? null : requests.stream().map(RequestDifference::change).toList(),
        causes,
        attribution);
  }

  private static @Nullable String text(TrafficSet traffic) {
    return traffic.isEmpty() ? null : TrafficNotation.format(traffic);
  }
}
