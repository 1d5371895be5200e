package dev.palisade.notify;

import dev.palisade.compliance.notice.Notice;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A notice in plain text for people: what it says in its data, one line each, and where to read
/// on.
final class NoticeText {
  private static final int LONGEST_SUBJECT = 150;

  private NoticeText() {}

  /// One line without anything that could be taken for another header.
  static String subject(Notice notice) {
    String what =
        switch (notice.type()) {
          case Notice.CHECKPOINT_SIGNED -> "Checkpoint of the ledger: " + notice.subject();
          case Notice.REPORT_ISSUED -> "Report " + notice.subject() + " was issued";
          case Notice.FINDING_OPENED -> "New findings: " + notice.subject();
          case Notice.COLLECTION_MISSED -> "A collection is missing: " + notice.subject();
          case Notice.CAMPAIGN_DUE -> "A review is due: " + notice.subject();
          case Notice.CAMPAIGN_OVERDUE -> "A review is overdue: " + notice.subject();
          case Notice.EXCEPTION_EXPIRING ->
              "An exception ends: "
                  + Objects.requireNonNullElse(notice.text("check"), notice.subject());
          case Notice.TEST -> "Test of " + notice.subject();
          default -> notice.type().substring("palisade.".length()) + ": " + notice.subject();
        };
    String cluster = notice.cluster() == null ? "" : notice.cluster() + ": ";
    String line = PlainText.line("[Palisade] " + cluster + what);
    return line.length() > LONGEST_SUBJECT ? line.substring(0, LONGEST_SUBJECT) + "…" : line;
  }

  /// @param baseUrl where this service is reached, without a slash at the end; null: it is not
  ///   known, and nothing is linked
  static String body(Letter letter, @Nullable String baseUrl) {
    Notice notice = letter.notice();
    StringBuilder body = new StringBuilder();
    String summary = notice.text(Notice.SUMMARY);
    body.append(PlainText.line(summary == null ? subject(notice) : summary)).append("\n\n");
    if (notice.cluster() != null) {
      line(body, "cluster", notice.cluster());
    }
    line(body, "at", notice.at().toString());
    new TreeMap<>(notice.data().fields())
        .forEach(
            (key, value) -> {
              switch (key) {
                case Notice.SUMMARY, Notice.PATH, Notice.NOTE -> {}
                default -> value(body, key, value);
              }
            });
    String path = notice.text(Notice.PATH);
    if (baseUrl != null && path != null && path.startsWith("/")) {
      body.append('\n').append(PlainText.line(baseUrl + path)).append('\n');
    }
    if (notice.text(Notice.NOTE) != null) {
      body.append(
          """

          The signed checkpoint is attached. Keep it where Palisade's administrators cannot change it:
          a ledger that does not hold what the checkpoint says was altered.
          """);
    }
    return body.append("\n-- \n").append(notice.type()).append(", ").append(letter.messageId())
        + "\n";
  }

  private static void value(StringBuilder body, String key, Node value) {
    if (value instanceof Node.ArrayNode(var items, var at)) {
      body.append(PlainText.line(key)).append(":\n");
      items.forEach(item -> body.append("  - ").append(words(item)).append('\n'));
    } else {
      line(body, key, words(value));
    }
  }

  /// Of an object, what it says of itself in a sentence, if it does.
  private static String words(Node value) {
    return switch (value) {
      case Node.StringNode text -> PlainText.line(text.value());
      case Node.ObjectNode object
          when object.fields().get(Notice.SUMMARY) instanceof Node.StringNode text ->
          PlainText.line(text.value());
      default -> PlainText.line(CanonicalJson.text(value));
    };
  }

  private static void line(StringBuilder body, String key, String value) {
    body.append(PlainText.line(key)).append(": ").append(PlainText.line(value)).append('\n');
  }
}
