package dev.palisade.store;

import dev.palisade.compliance.control.Waivers;
import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.exception.RiskException.Decision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Requests for exceptions and the decisions on them, both only appended to.
@ApplicationScoped
@Transactional
public class ExceptionStore {
  private final Clusters clusters;
  private final LedgerStore ledger;
  private final DataSource database;

  ExceptionStore(Clusters clusters, LedgerStore ledger, DataSource database) {
    this.clusters = clusters;
    this.ledger = ledger;
    this.database = database;
  }

  /// Enters a request and seals it.
  ///
  /// @throws IllegalArgumentException if decisions stand in it already
  public RiskException request(RiskException exception) {
    if (!exception.decisions().isEmpty()) {
      throw new IllegalArgumentException("a request for an exception holds no decisions");
    }
    ExceptionRow row = new ExceptionRow(clusters.entered(exception.cluster()), exception);
    row.persistAndFlush();
    ledger.seal(
        Seal.ofRequest(
            exception.cluster(), row.id, row.document, row.requestedBy, row.requestedAt));
    return exception;
  }

  /// Enters a decision on a request and seals it.
  ///
  /// @throws NotStored if there is no such request
  /// @throws dev.palisade.compliance.exception.RefusedDecision if the state of the request or the
  ///   person does not allow it
  public RiskException decide(UUID exception, Decision decision) {
    ExceptionRow row = ExceptionRow.findById(exception);
    if (row == null) {
      throw new NotStored("there is no exception " + exception);
    }
    clusters.locked(row.cluster.name, "exception");
    RiskException before = read(row);
    Decision stored =
        new Decision(
            decision.kind(),
            decision.by(),
            decision.at().truncatedTo(ChronoUnit.MICROS),
            decision.reason());
    RiskException after = before.decided(stored);
    int position = after.decisions().size();
    new DecisionRow(row.cluster.id, exception, position, stored).persistAndFlush();
    ledger.seal(Seal.ofDecision(row.cluster.name, exception, position, stored));
    return after;
  }

  /// Null when there is none.
  public @Nullable RiskException find(UUID id) {
    ExceptionRow row = ExceptionRow.findById(id);
    return row == null ? null : read(row);
  }

  /// All exceptions of a cluster, the latest requested first.
  public List<RiskException> list(String cluster) {
    return ExceptionRow.<ExceptionRow>find(
            "cluster.name = ?1 order by requestedAt desc, id desc", cluster)
        .stream()
        .map(ExceptionStore::read)
        .toList();
  }

  /// What the cluster's exceptions waive, in the past too.
  public Waivers waivers(String cluster) {
    return RiskException.waivers(list(cluster));
  }

  /// Notes that people are told of an instant before an exception ends, or of its end.
  ///
  /// @param due the instant
  /// @return whether nobody was told before
  public boolean remind(RiskException exception, Instant due, Instant now) {
    return Jdbc.call(
        database,
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO exception_reminder (cluster, exception, due_at, told_at)"
                      + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setLong(1, ClusterTable.require(connection, exception.cluster()));
            insert.setObject(2, exception.id());
            insert.setObject(3, Jdbc.time(due));
            insert.setObject(4, Jdbc.time(now));
            return insert.executeUpdate() == 1;
          }
        });
  }

  private static RiskException read(ExceptionRow row) {
    List<Decision> decisions =
        DecisionRow.<DecisionRow>find("exception = ?1 order by position", row.id).stream()
            .map(DecisionRow::decision)
            .toList();
    return ExceptionText.read("exception " + row.id, row.document, decisions);
  }
}
