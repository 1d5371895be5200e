package dev.palisade.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What it takes to prune as many contents as come in a year to a cluster of 5,000 objects of which
/// one in a hundred changes each day. The limit is wide: it finds a search an object, not a slow
/// machine.
class PruningCostTest {
  private static final int A_YEARS = 18_250;

  private final ServiceDatabase service = new ServiceDatabase();
  private final TestDatabase database = new TestDatabase(service.url());
  private final RetentionStore retention = new RetentionStore(service);

  @Test
  void aYearsContentsGoInSecondsAndLeaveLittle() throws SQLException {
    database.append(new LivingCluster("living", A_YEARS, 7).next());
    // as it was taken later, the first is not in force any more
    database.append(Histories.snapshot("living", -9_600, Histories.manifest("a", "one", "x")));
    database.append(Histories.snapshot("living", 1, Histories.manifest("a", "one", "x")));
    long content = database.number("SELECT sum(pg_column_size(content)) FROM manifest");

    Instant start = Instant.now();
    int prunable = retention.prunable("living", 12).contents();
    Duration dry = Duration.between(start, Instant.now());
    start = Instant.now();
    RetentionRun run = Objects.requireNonNull(retention.prune("living", 12, "test", 100_000));
    Duration pruned = Duration.between(start, Instant.now());

    long left = database.number("SELECT sum(pg_column_size(p)) FROM pruned_content p");
    System.out.printf(
        "%d contents, %d bytes as stored: dry run %s, pruned in %s, %d bytes of digests left%n",
        run.contents(), content, dry, pruned, left);
    assertThat(run.contents()).isEqualTo(prunable).isEqualTo(A_YEARS);
    assertThat(left).isLessThan(content / 5);
    assertThat(pruned).isLessThan(Duration.ofSeconds(60));
    assertThat(database.verify("living")).isEqualTo(new ChainVerification(3, A_YEARS, List.of()));
  }
}
