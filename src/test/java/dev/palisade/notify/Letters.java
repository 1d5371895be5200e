package dev.palisade.notify;

import dev.palisade.compliance.notice.Notice;
import dev.palisade.document.Node;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// Notices to send.
public final class Letters {
  public static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");
  static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");
  static final String MESSAGE_ID = "msg_" + ID;
  static final String NOTE =
      "palisade.example/log\n12\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— palisade.example/log AAAA\n";

  private Letters() {}

  static Letter report() {
    return of(
        new Notice(
            Notice.REPORT_ISSUED,
            NOW,
            "shop",
            "SHOP-ALL-2026-0001",
            Node.object(
                Map.of(
                    "version",
                    Node.number(1),
                    Notice.PATH,
                    Node.text("/reports/1"),
                    Notice.SUMMARY,
                    Node.text("Report SHOP-ALL-2026-0001 was issued.")))));
  }

  static Letter checkpoint() {
    return of(
        new Notice(
            Notice.CHECKPOINT_SIGNED,
            NOW,
            null,
            "12 entries",
            Node.object(Map.of("size", Node.number(12), Notice.NOTE, Node.text(NOTE)))));
  }

  static Letter of(Notice notice) {
    return new Letter(ID, notice);
  }
}
