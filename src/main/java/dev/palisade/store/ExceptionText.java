package dev.palisade.store;

import dev.palisade.compliance.control.WitnessSelector;
import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.exception.RiskException.Excepted;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.JsonText;
import dev.palisade.document.Node;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A request for an exception as canonical JSON, without the decisions.
final class ExceptionText {
  private static final String FORMAT = "palisade/stored-exception/v1";

  private ExceptionText() {}

  static String write(RiskException exception) {
    Map<String, Node> said = new LinkedHashMap<>();
    said.put("format", Node.text(FORMAT));
    said.put("id", Node.text(exception.id().toString()));
    said.put("cluster", Node.text(exception.cluster()));
    said.put("check", Node.text(exception.check()));
    said.put(
        "findings", Node.array(exception.findings().stream().map(ExceptionText::node).toList()));
    said.put("reason", Node.text(exception.reason()));
    said.put("compensatingControl", Node.text(exception.compensatingControl()));
    if (exception.ticket() != null) {
      said.put("ticket", Node.text(exception.ticket()));
    }
    said.put("requestedBy", Node.text(exception.requestedBy()));
    said.put("requestedAt", Node.text(exception.requestedAt().toString()));
    said.put("from", Node.text(exception.from().toString()));
    said.put("until", Node.text(exception.until().toString()));
    return CanonicalJson.text(Node.object(said));
  }

  private static Node node(Excepted finding) {
    Map<String, Node> said = new LinkedHashMap<>();
    if (finding.fingerprint() != null) {
      said.put("fingerprint", Node.text(finding.fingerprint()));
    }
    if (finding.selector() != null) {
      said.put("selector", node(finding.selector()));
    }
    String traffic = finding.trafficText();
    if (traffic != null) {
      said.put("traffic", Node.text(traffic));
    }
    return Node.object(said);
  }

  /// @throws dev.palisade.document.MalformedDocument if it is not such a text
  static RiskException read(String name, String text, List<RiskException.Decision> decisions) {
    Cursor said = new Cursor(name, "", JsonText.read(name, text));
    if (!said.get("format").requiredText().equals(FORMAT)) {
      throw said.get("format").malformed("this version of Palisade reads " + FORMAT);
    }
    return new RiskException(
        UUID.fromString(said.get("id").requiredText()),
        said.get("cluster").requiredText(),
        said.get("check").requiredText(),
        said.get("findings").items().stream().map(ExceptionText::finding).toList(),
        said.get("reason").requiredText(),
        said.get("compensatingControl").requiredText(),
        said.get("ticket").text(),
        said.get("requestedBy").requiredText(),
        Instant.parse(said.get("requestedAt").requiredText()),
        Instant.parse(said.get("from").requiredText()),
        Instant.parse(said.get("until").requiredText()),
        decisions);
  }

  private static Excepted finding(Cursor said) {
    Cursor selector = said.get("selector");
    return selector.isPresent()
        ? Excepted.read(
            new WitnessSelector(
                selector.get("source").text(),
                selector.get("destination").text(),
                selector.get("subject").text()),
            said.get("traffic").text())
        : Excepted.read(said.get("fingerprint").requiredText(), said.get("traffic").text());
  }

  private static Node node(WitnessSelector selector) {
    Map<String, Node> said = new LinkedHashMap<>();
    if (selector.source() != null) {
      said.put("source", Node.text(selector.source()));
    }
    if (selector.destination() != null) {
      said.put("destination", Node.text(selector.destination()));
    }
    if (selector.subject() != null) {
      said.put("subject", Node.text(selector.subject()));
    }
    return Node.object(said);
  }
}
