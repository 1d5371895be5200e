package dev.palisade.render.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.palisade.analysis.reachability.connectivity.ConnectivityMap;
import dev.palisade.analysis.reachability.connectivity.MapEnd;
import dev.palisade.render.text.TrafficTexts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/// A map as JSON: `{"endpoints":[…],"flows":[{"src":…,"dst":…,"traffic":…}]}`, both lists in the
/// order of names.
public final class ConnectivityJson {
  private ConnectivityJson() {}

  public static void write(ConnectivityMap map, PrintWriter out) {
    TrafficTexts texts = new TrafficTexts();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeArrayFieldStart("endpoints");
      for (MapEnd end : map.ends()) {
        json.writeString(end.name());
      }
      json.writeEndArray();
      json.writeArrayFieldStart("flows");
      map.forEachFlow(
          (source, destination, traffic) ->
              flow(json, source.name(), destination.name(), texts.of(traffic)));
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void flow(JsonGenerator json, String source, String destination, String traffic) {
    try {
      json.writeStartObject();
      json.writeStringField("src", source);
      json.writeStringField("dst", destination);
      json.writeStringField("traffic", traffic);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
