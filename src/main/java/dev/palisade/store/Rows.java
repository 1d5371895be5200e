package dev.palisade.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Walks over all rows of a query, however many: inside a transaction the driver fetches them in
/// portions.
final class Rows {
  private static final int FETCH = 500;

  private Rows() {}

  /// What is done with a row.
  @FunctionalInterface
  interface Row {
    void read(ResultSet row) throws SQLException;
  }

  static void each(Connection connection, String query, Row to) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setFetchSize(FETCH);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          to.read(row);
        }
      }
    }
  }
}
