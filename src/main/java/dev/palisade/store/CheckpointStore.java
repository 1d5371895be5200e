package dev.palisade.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.document.MalformedDocument;
import dev.palisade.ledger.Checkpoint;
import dev.palisade.ledger.SignedNote;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The signed checkpoints of the installation's log, one a size.
@ApplicationScoped
@Transactional
public class CheckpointStore {
  private static final String COLUMNS = "size, root, signed_at, note";

  private final DataSource database;

  public CheckpointStore(DataSource database) {
    this.database = database;
  }

  /// Keeps a checkpoint, unless there is one of this size: then that is it.
  public StoredCheckpoint keep(Checkpoint checkpoint, SignedNote note, Instant signedAt) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO ledger_checkpoint ("
                      + COLUMNS
                      + ") VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setLong(1, checkpoint.size());
            insert.setBytes(2, checkpoint.root().bytes());
            insert.setObject(3, Jdbc.time(signedAt));
            insert.setString(4, new String(note.bytes(), UTF_8));
            insert.executeUpdate();
          }
          StoredCheckpoint kept = ofSize(checkpoint.size());
          return kept == null ? new StoredCheckpoint(checkpoint, note, signedAt) : kept;
        });
  }

  /// The largest; null when none was signed yet.
  public @Nullable StoredCheckpoint latest() {
    return first("ORDER BY size DESC LIMIT 1", null);
  }

  /// The one of this size; null when none was signed.
  public @Nullable StoredCheckpoint ofSize(long size) {
    return first("WHERE size = ?", size);
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

  private @Nullable StoredCheckpoint first(String where, @Nullable Long size) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT " + COLUMNS + " FROM ledger_checkpoint " + where)) {
            if (size != null) {
              select.setLong(1, size);
            }
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? read(row) : null;
            }
          }
        });
  }

  /// @throws TamperedEvidence if it is no signed checkpoint; no signature is checked
  static StoredCheckpoint read(ResultSet row) throws SQLException {
    String name = "ledger_checkpoint " + row.getLong("size");
    try {
      SignedNote note = SignedNote.parse(name, row.getString("note").getBytes(UTF_8));
      return new StoredCheckpoint(
          Checkpoint.parse(name, note),
          note,
          row.getObject("signed_at", OffsetDateTime.class).toInstant());
    } catch (MalformedDocument e) {
      throw new TamperedEvidence(String.valueOf(e.getMessage()));
    }
  }
}
