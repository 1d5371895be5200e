package dev.palisade.store;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Logger;
import javax.sql.DataSource;

/// A migrated database as the service sees it, for tests of use cases without the service: each
/// connection has the service's rights and is one transaction, committed when it is closed.
public final class ServiceDatabase implements DataSource {
  private final TestDatabase database;

  public ServiceDatabase() {
    this.database = TestDatabase.create();
  }

  /// One that another process made.
  public ServiceDatabase(String url) {
    this.database = new TestDatabase(url);
  }

  public String url() {
    return database.url();
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = database.open();
    return (Connection)
        Proxy.newProxyInstance(
            ServiceDatabase.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                connection.commit();
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }

  /// Does something that no store has a method for.
  public void execute(String sql) throws SQLException {
    try (Connection connection = getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Does what the service cannot: as the owner, past triggers and foreign keys.
  public void tamper(String sql) throws SQLException {
    database.tamper(sql);
  }

  public long number(String query) throws SQLException {
    return database.number(query);
  }

  /// What each table takes that is not empty, its indexes and all.
  Map<String, Long> sizes() throws SQLException {
    try (Connection connection = getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT relname, pg_total_relation_size(oid) FROM pg_class
                WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                  AND relname <> 'flyway_schema_history' AND pg_relation_size(oid) > 0""")) {
      Map<String, Long> sizes = new TreeMap<>();
      while (row.next()) {
        sizes.put(row.getString(1), row.getLong(2));
      }
      return sizes;
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setLoginTimeout(int seconds) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
