package dev.palisade.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.document.Cursor;
import dev.palisade.document.JsonText;
import dev.palisade.document.MalformedDocument;
import dev.palisade.ledger.KeyHistory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Which keys sign for the installation's log, and which did.
@ApplicationScoped
@Transactional
public class KeyHistoryStore {
  private final DataSource database;

  public KeyHistoryStore(DataSource database) {
    this.database = database;
  }

  /// Null when no key was ever used.
  ///
  /// @throws TamperedEvidence if the row is no key history
  public @Nullable KeyHistory latest() {
    return Jdbc.call(
        database,
        connection -> {
          Row row = latest(connection);
          return row == null ? null : row.read();
        });
  }

  /// Keeps and seals what follows on a history, unless somebody else was faster.
  ///
  /// @param before null: there was none
  /// @return whether it was kept
  public boolean keep(@Nullable KeyHistory before, KeyHistory next, Instant at) {
    return Jdbc.call(
        database,
        connection -> {
          // the lock of the log: two replicas that start at once come one after the other
          LedgerWriter.lock(connection);
          Row latest = latest(connection);
          byte[] expected = before == null ? null : before.json();
          byte[] found = latest == null ? null : latest.history().getBytes(UTF_8);
          if (!Arrays.equals(expected, found)) {
            return false;
          }
          int position = latest == null ? 1 : latest.position() + 1;
          byte[] history = next.json();
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO ledger_keys (position, history) VALUES (?, ?)")) {
            insert.setInt(1, position);
            insert.setString(2, new String(history, UTF_8));
            insert.executeUpdate();
          }
          LedgerWriter.append(connection, Seal.ofKeys(position, history, at));
          return true;
        });
  }

  /// A row of `ledger_keys`.
  record Row(int position, String history) {
    KeyHistory read() {
      String name = "ledger_keys " + position;
      try {
        return KeyHistory.read(new Cursor(name, "", JsonText.read(name, history)));
      } catch (MalformedDocument e) {
        throw new TamperedEvidence(String.valueOf(e.getMessage()));
      }
    }
  }

  private static @Nullable Row latest(Connection connection) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row =
            select.executeQuery(
                "SELECT position, history FROM ledger_keys ORDER BY position DESC LIMIT 1")) {
      return row.next() ? new Row(row.getInt("position"), row.getString("history")) : null;
    }
  }
}
