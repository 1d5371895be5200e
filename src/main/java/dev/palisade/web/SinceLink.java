package dev.palisade.web;

import dev.palisade.compliance.diff.FlowChange;
import dev.palisade.compliance.report.JudgedFinding.Proof;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The page that says since when a flow is possible, asked for the flow that another page shows.
final class SinceLink {
  /// More than that some proxies and browsers do not send.
  private static final int LONGEST = 2000;

  private SinceLink() {}

  /// Null: it is no flow, or one that that page does not follow. Traffic that gets in by way of an
  /// exposure is let through by more than the policies between its ends; nodes are no ends there.
  static @Nullable String of(String cluster, Proof witness) {
    return switch (witness) {
      case Proof.Flow(String source, String destination, String traffic, String exposure) ->
          exposure != null ? null : of(cluster, source, destination, traffic);
      case Proof.Subject subject -> null;
    };
  }

  /// Null: that page does not follow it.
  static @Nullable String of(String cluster, FlowChange flow) {
    String gained = flow.gained();
    return of(cluster, flow.source(), flow.destination(), gained == null ? flow.lost() : gained);
  }

  /// @param traffic null: all
  private static @Nullable String of(
      String cluster, String source, String destination, @Nullable String traffic) {
    boolean ends = isEnd(source) && isEnd(destination);
    if (!ends || (!isWorkload(source) && !isWorkload(destination))) {
      return null;
    }
    String flow =
        "/clusters/"
            + URLEncoder.encode(cluster, StandardCharsets.UTF_8)
            + "/since?from="
            + Wording.inQuery(source)
            + "&to="
            + Wording.inQuery(destination);
    String asked = traffic == null ? "" : "&traffic=" + Wording.inQuery(traffic);
    return flow.length() + asked.length() > LONGEST ? flow : flow + asked;
  }

  private static boolean isWorkload(String end) {
    return end.indexOf('/') > 0 && end.endsWith("]");
  }

  private static boolean isEnd(String end) {
    return isWorkload(end) || !end.startsWith("node/");
  }
}
