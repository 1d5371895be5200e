package dev.palisade.store;

import dev.palisade.compliance.notice.Notice;
import dev.palisade.document.JsonText;
import dev.palisade.document.Node;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads rows of `notice` (as n) and `delivery` (as d).
final class DeliveryRow {
  static final String NOTICE = "n.id AS notice, n.type, n.at, n.cluster, n.subject, n.data";
  static final String COLUMNS =
      "d.id, d.target, d.state, d.attempts, d.waiting_since, d.due_at, d.ended_at, " + NOTICE;

  private DeliveryRow() {}

  static StoredNotice notice(ResultSet row) throws SQLException {
    UUID id = row.getObject("notice", UUID.class);
    if (!(JsonText.read("notice " + id, row.getString("data")) instanceof Node.ObjectNode data)) {
      throw new TamperedEvidence("notice " + id + ": its data is no object");
    }
    return new StoredNotice(
        id,
        new Notice(
            row.getString("type"),
            required(row, "at"),
            row.getString("cluster"),
            row.getString("subject"),
            data));
  }

  static StoredDelivery delivery(ResultSet row) throws SQLException {
    return new StoredDelivery(
        row.getObject("id", UUID.class),
        notice(row),
        row.getString("target"),
        StoredDelivery.State.valueOf(row.getString("state")),
        row.getInt("attempts"),
        required(row, "waiting_since"),
        required(row, "due_at"),
        instant(row, "ended_at"));
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static Instant required(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
