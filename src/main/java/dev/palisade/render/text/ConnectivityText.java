package dev.palisade.render.text;

import dev.palisade.analysis.reachability.connectivity.ConnectivityMap;
import java.io.PrintWriter;

/// A map as text, one line a pair: `SRC => DST : TRAFFIC`.
public final class ConnectivityText {
  private static final int CHUNK = 1 << 15;

  private ConnectivityText() {}

  /// Writes line by line. No line is held longer than until a chunk is full, so that maps may be
  /// bigger than memory.
  public static void write(ConnectivityMap map, PrintWriter out) {
    TrafficTexts texts = new TrafficTexts();
    StringBuilder chunk = new StringBuilder(2 * CHUNK);
    map.forEachFlow(
        (source, destination, traffic) -> {
          chunk.append(source.name()).append(" => ").append(destination.name()).append(" : ");
          chunk.append(texts.of(traffic)).append('\n');
          if (chunk.length() > CHUNK) {
            out.append(chunk);
            chunk.setLength(0);
          }
        });
    out.append(chunk);
    out.flush();
  }
}
