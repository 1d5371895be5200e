package dev.palisade.render.json;

import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.reachability.Isolation;
import dev.palisade.analysis.reachability.question.FuturePod;
import dev.palisade.document.Node;
import dev.palisade.render.text.TrafficTexts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a future pod could reach, as JSON: `{"pod":…,"isolatedBy":{"ingress":[…],"egress":[…]},
/// "flows":[{"src":…,"dst":…,"traffic":…}]}`, flows to it before those from it.
public final class FuturePodJson {
  private FuturePodJson() {}

  public static Node node(FuturePod future) {
    TrafficTexts texts = new TrafficTexts();
    List<Node> flows = new ArrayList<>();
    future.sources().forEach(l -> flows.add(flow(l.end(), future.name(), texts.of(l.traffic()))));
    future
        .destinations()
        .forEach(l -> flows.add(flow(future.name(), l.end(), texts.of(l.traffic()))));
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("pod", Node.text(future.name()));
    Map<String, Node> isolated = new LinkedHashMap<>();
    isolated.put("ingress", policies(future.ingress()));
    isolated.put("egress", policies(future.egress()));
    fields.put("isolatedBy", Node.object(isolated));
    fields.put("flows", Node.array(flows));
    return Node.object(fields);
  }

  private static Node policies(Isolation isolation) {
    Stream<String> names = isolation.by().stream().map(Policy::ref).sorted().map(Object::toString);
    return Node.array(names.distinct().map(Node::text).toList());
  }

  private static Node flow(String source, String destination, String traffic) {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("src", Node.text(source));
    fields.put("dst", Node.text(destination));
    fields.put("traffic", Node.text(traffic));
    return Node.object(fields);
  }
}
