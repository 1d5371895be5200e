package dev.palisade.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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
}
