package dev.palisade.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Base64;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What was signed of the log, as those need it who send it away.
@ApplicationScoped
@Transactional
public class CheckpointTable {
  private final DataSource database;

  public CheckpointTable(DataSource database) {
    this.database = database;
  }

  /// A checkpoint.
  ///
  /// @param root in base64
  /// @param note with its signatures, as it is verified
  public record Signed(long size, String root, Instant signedAt, String note) {}

  /// Null when none was signed yet.
  public @Nullable Signed newest() {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement select =
                  connection.prepareStatement(
                      "SELECT size, root, signed_at, note FROM ledger_checkpoint"
                          + " ORDER BY size DESC LIMIT 1");
              ResultSet row = select.executeQuery()) {
            return row.next()
                ? new Signed(
                    row.getLong("size"),
                    Base64.getEncoder().encodeToString(row.getBytes("root")),
                    DeliveryRow.required(row, "signed_at"),
                    row.getString("note"))
                : null;
          }
        });
  }

  /// Whether a report stands among these entries of the log.
  ///
  /// @param from position of the first
  /// @param until position after the last
  public boolean hasReport(long from, long until) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT EXISTS (SELECT FROM report_envelope WHERE position >= ? AND position < ?)")) {
            select.setLong(1, from);
            select.setLong(2, until);
            try (ResultSet row = select.executeQuery()) {
              row.next();
              return row.getBoolean(1);
            }
          }
        });
  }
}
