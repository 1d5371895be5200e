package dev.palisade.store;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// PostgreSQL for `@QuarkusTest`: an empty database for each start of the application, which
/// migrates it. `-Dtest.db=docker|embedded` says which server; without it a container where Docker
/// answers, else embedded binaries.
public class PostgresResource implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    TestServer.Address address = TestServer.address();
    String url = TestServer.newDatabase();
    return Map.of(
        "quarkus.datasource.jdbc.url", url.substring(0, url.indexOf('?')),
        "quarkus.datasource.username", address.user(),
        "quarkus.datasource.password", address.password(),
        // the command `serve` sets it, which tests go past
        "palisade.data", "target/test-data");
  }

  /// The server ends with the JVM: other tests use it too.
  @Override
  public void stop() {}
}
