package dev.palisade.render.text;

import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.reachability.Isolation;
import dev.palisade.analysis.reachability.question.FuturePod;
import java.util.stream.Collectors;

/// What a future pod could reach, as text: who isolates it, then lines as in maps.
public final class FuturePodText {
  private FuturePodText() {}

  public static String of(FuturePod future) {
    TrafficTexts texts = new TrafficTexts();
    String name = future.name();
    StringBuilder text = new StringBuilder();
    text.append("ingress of ").append(name).append(": ").append(isolation(future.ingress()));
    text.append("egress of ").append(name).append(": ").append(isolation(future.egress()));
    for (FuturePod.Line line : future.sources()) {
      line(text, line.end(), name, texts.of(line.traffic()));
    }
    for (FuturePod.Line line : future.destinations()) {
      line(text, name, line.end(), texts.of(line.traffic()));
    }
    return text.toString();
  }

  private static String isolation(Isolation isolation) {
    return (isolation.isolated()
            ? "isolated by "
                + isolation.by().stream()
                    .map(Policy::ref)
                    .sorted()
                    .map(Object::toString)
                    .distinct()
                    .collect(Collectors.joining(", "))
            : "isolated by nothing")
        + "\n";
  }

  private static void line(StringBuilder text, String source, String destination, String traffic) {
    text.append(source).append(" => ").append(destination).append(" : ").append(traffic);
    text.append('\n');
  }
}
