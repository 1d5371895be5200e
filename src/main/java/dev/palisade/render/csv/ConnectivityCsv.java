package dev.palisade.render.csv;

import dev.palisade.analysis.reachability.connectivity.ConnectivityMap;
import dev.palisade.render.text.TrafficTexts;
import java.io.PrintWriter;
import java.util.List;

/// A map as CSV with the columns source, destination and traffic.
public final class ConnectivityCsv {
  private ConnectivityCsv() {}

  public static void write(ConnectivityMap map, PrintWriter out) {
    TrafficTexts texts = new TrafficTexts();
    out.append(Csv.record(List.of("source", "destination", "traffic")));
    map.forEachFlow(
        (source, destination, traffic) ->
            out.append(Csv.record(List.of(source.name(), destination.name(), texts.of(traffic)))));
    out.flush();
  }
}
