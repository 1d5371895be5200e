package dev.palisade.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Work on the connection of the current transaction.
final class Jdbc {
  private Jdbc() {}

  /// What is done with a connection.
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T on(Connection connection) throws SQLException;
  }

  /// An instant as a parameter. The database keeps microseconds and would round; what is stored is
  /// cut, and so is what it is compared with.
  static OffsetDateTime time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  /// @throws StoreFailure if the database refuses or is lost
  static <T extends @Nullable Object> T call(DataSource database, Work<T> work) {
    try (Connection connection = database.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new StoreFailure(e);
    }
  }

  /// Reads one row.
  @FunctionalInterface
  interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  /// Rows of a query whose first parameter is the cluster.
  ///
  /// @param parameters those after the cluster
  /// @throws NotStored if there is no such cluster
  static <T> List<T> rows(
      Connection connection,
      String cluster,
      String query,
      List<Object> parameters,
      Reading<T> reading)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setFetchSize(1_000);
      select.setLong(1, ClusterTable.require(connection, cluster));
      for (int i = 0; i < parameters.size(); i++) {
        select.setObject(i + 2, parameters.get(i));
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(reading.of(row));
        }
      }
      return rows;
    }
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /// What somebody else wrote, as the database takes it: it knows no NUL.
  static String text(String text) {
    return text.replace('\0', '\ufffd');
  }

  static @Nullable String textOrNull(@Nullable String text) {
    return text == null ? null : text(text);
  }
}
