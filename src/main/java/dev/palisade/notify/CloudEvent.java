package dev.palisade.notify;

import dev.palisade.compliance.notice.Notice;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import java.util.Map;
import java.util.TreeMap;

/// A notice as CloudEvents 1.0 has it, in the structured mode: one JSON document. The cluster
/// stands in an extension attribute.
final class CloudEvent {
  static final String MEDIA_TYPE = "application/cloudevents+json";

  private CloudEvent() {}

  /// @param source whose event it is: a URI reference
  static byte[] json(Letter letter, String source) {
    Notice notice = letter.notice();
    Map<String, Node> event = new TreeMap<>();
    event.put("specversion", Node.text("1.0"));
    event.put("id", Node.text(letter.messageId()));
    event.put("source", Node.text(source));
    event.put("type", Node.text(notice.type()));
    event.put("subject", Node.text(notice.subject()));
    event.put("time", Node.text(notice.at().toString()));
    event.put("datacontenttype", Node.text("application/json"));
    event.put("data", notice.data());
    if (notice.cluster() != null) {
      event.put("cluster", Node.text(notice.cluster()));
    }
    return CanonicalJson.bytes(Node.object(event));
  }
}
