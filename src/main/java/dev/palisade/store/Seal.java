package dev.palisade.store;

import dev.palisade.compliance.exception.RiskException.Decision;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import dev.palisade.ledger.Hash;
import dev.palisade.ledger.LedgerEntry;
import dev.palisade.ledger.LedgerEntry.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// The entry of the log for each kind of evidence: its name, and the record whose SHA-256 is its
/// digest. A record is canonical JSON (RFC 8785) of what the row says; texts of any length stand in
/// it as the SHA-256 of their UTF-8 bytes, so that it can be written by hand.
///
/// | kind | name | record |
/// | --- | --- | --- |
/// | snapshot | `CLUSTER/snapshots/SEQUENCE` | [SnapshotRow#chainOf]; its digest is `chain_digest` |
/// | scope | `CLUSTER/scope/VERSION` | `{"format":"palisade/scope-version/v1","cluster","version","document","scope","author","savedAt"}` |
/// | exception | `CLUSTER/exceptions/ID` | `{"format":"palisade/exception-request/v1","cluster","id","document","requestedBy","requestedAt"}` |
/// | exception | `CLUSTER/exceptions/ID/POSITION` | `{"format":"palisade/exception-decision/v1","cluster","exception","position","kind","by","at","reason"}` |
/// | change-review | `CLUSTER/reviews/ID` | `{"format":"palisade/change-review/v1","cluster","id","request","verdict","document","requestedBy","reviewedAt"}` |
/// | campaign-decision | `CLUSTER/campaigns/ID` | `{"format":"palisade/campaign-opening/v1","cluster","id","document","openedBy","openedAt"}` |
/// | campaign-decision | `CLUSTER/campaigns/ID/POSITION` | `{"format":"palisade/campaign-event/v1","cluster","campaign","position","document","by","at"}` |
/// | retention | `CLUSTER/retention/ID` | `{"format":"palisade/retention-run/v1","cluster","id","at","by","keepMonths","cutoff","through","contents","files","bytes","digests"}` |
/// | reperformance | `CLUSTER/reperformances/ID` | `{"format":"palisade/reperformance-request/v1","cluster","id","request","requestedBy","requestedAt"}` |
/// | reperformance | `CLUSTER/reperformances/ID/answer` | `{"format":"palisade/reperformance-answer/v1","cluster","id","population","document","performedAt"}` |
/// | report | `NUMBER-vVERSION` | the in-toto statement in its envelope |
/// | report | `NUMBER-vVERSION/withdrawn` | `{"format":"palisade/report-withdrawal/v1","cluster","report","reason","by","at"}` |
/// | report | `NUMBER-vVERSION/notes/POSITION` | `{"format":"palisade/report-note/v1","cluster","report","position","kind","text","author","at"}` |
/// | group-report | `NUMBER-vVERSION` | the in-toto statement in its envelope |
/// | group-report | `NUMBER-vVERSION/notes/POSITION` | `{"format":"palisade/group-report-note/v1","report","position","kind","text","author","at"}` |
/// | key-history | `keys/POSITION` | the key history |
///
/// `document` and `population` are digests, and so is a note's `text`; `scope` is that of what the
/// document means; `request` that of what was proposed, or asked for. Numbers are numbers, times
/// are in UTC as `2026-06-30T12:00:00Z`.
final class Seal {
  private Seal() {}

  static LedgerEntry of(StoredSnapshot snapshot, Instant at) {
    return new LedgerEntry(
        Kind.SNAPSHOT,
        snapshot.cluster() + "/snapshots/" + snapshot.sequence(),
        Hash.parse(snapshot.chain()),
        at);
  }

  static LedgerEntry of(StoredScope scope) {
    Map<String, Node> said = record("scope-version", scope.cluster());
    said.put("version", Node.number(scope.version()));
    said.put("document", Node.text(Sha256.hex(scope.document())));
    said.put("scope", Node.text(scope.digest()));
    said.put("author", Node.text(scope.author()));
    said.put("savedAt", Node.text(scope.savedAt().toString()));
    return entry(Kind.SCOPE, scope.cluster() + "/scope/" + scope.version(), said, scope.savedAt());
  }

  /// @param document the request's text as it is stored
  static LedgerEntry ofRequest(
      String cluster, UUID id, String document, String requestedBy, Instant requestedAt) {
    Map<String, Node> said = record("exception-request", cluster);
    said.put("id", Node.text(id.toString()));
    said.put("document", Node.text(Sha256.hex(document)));
    said.put("requestedBy", Node.text(requestedBy));
    said.put("requestedAt", Node.text(requestedAt.toString()));
    return entry(Kind.EXCEPTION, cluster + "/exceptions/" + id, said, requestedAt);
  }

  /// @param position of the decision among those on the request, from 1
  static LedgerEntry ofDecision(String cluster, UUID exception, int position, Decision decision) {
    Map<String, Node> said = record("exception-decision", cluster);
    said.put("exception", Node.text(exception.toString()));
    said.put("position", Node.number(position));
    said.put("kind", Node.text(decision.kind().name()));
    said.put("by", Node.text(decision.by()));
    said.put("at", Node.text(decision.at().toString()));
    said.put("reason", Node.text(decision.reason()));
    return entry(
        Kind.EXCEPTION, cluster + "/exceptions/" + exception + "/" + position, said, decision.at());
  }

  static LedgerEntry of(StoredReview review) {
    Map<String, Node> said = record("change-review", review.cluster());
    said.put("id", Node.text(review.id().toString()));
    said.put("request", Node.text(review.requestDigest()));
    said.put("verdict", Node.text(review.verdict()));
    said.put("document", Node.text(Sha256.hex(review.document())));
    said.put("requestedBy", Node.text(review.requestedBy()));
    said.put("reviewedAt", Node.text(review.reviewedAt().toString()));
    return entry(
        Kind.CHANGE_REVIEW,
        review.cluster() + "/reviews/" + review.id(),
        said,
        review.reviewedAt());
  }

  /// @param document the campaign's text as it is stored
  static LedgerEntry ofCampaign(
      String cluster, UUID id, String document, String openedBy, Instant openedAt) {
    Instant kept = openedAt.truncatedTo(ChronoUnit.MICROS);
    Map<String, Node> said = record("campaign-opening", cluster);
    said.put("id", Node.text(id.toString()));
    said.put("document", Node.text(Sha256.hex(document)));
    said.put("openedBy", Node.text(openedBy));
    said.put("openedAt", Node.text(kept.toString()));
    return entry(Kind.CAMPAIGN_DECISION, cluster + "/campaigns/" + id, said, kept);
  }

  /// @param position of the event among those of the campaign, from 1
  /// @param document the event's text as it is stored
  static LedgerEntry ofCampaignEvent(
      String cluster, UUID campaign, int position, String document, String by, Instant at) {
    Instant kept = at.truncatedTo(ChronoUnit.MICROS);
    Map<String, Node> said = record("campaign-event", cluster);
    said.put("campaign", Node.text(campaign.toString()));
    said.put("position", Node.number(position));
    said.put("document", Node.text(Sha256.hex(document)));
    said.put("by", Node.text(by));
    said.put("at", Node.text(kept.toString()));
    return entry(
        Kind.CAMPAIGN_DECISION, cluster + "/campaigns/" + campaign + "/" + position, said, kept);
  }

  static LedgerEntry of(RetentionRun run) {
    Map<String, Node> said = record("retention-run", run.cluster());
    said.put("id", Node.text(run.id().toString()));
    said.put("at", Node.text(run.at().toString()));
    said.put("by", Node.text(run.by()));
    said.put("keepMonths", Node.number(run.keepMonths()));
    said.put("cutoff", Node.text(run.cutoff().toString()));
    said.put("through", Node.number(run.through()));
    said.put("contents", Node.number(run.contents()));
    said.put("files", Node.number(run.files()));
    said.put("bytes", Node.number(run.bytes()));
    said.put("digests", Node.text(run.digest()));
    if (run.bundles() > 0 || !run.journal().isEmpty()) {
      // runs of before these were pruned have been sealed without
      said.put("format", Node.text("palisade/retention-run/v2"));
      said.put("bundles", Node.number(run.bundles()));
      said.put("journal", Node.array(run.journal().stream().map(Seal::rows).toList()));
    }
    return entry(Kind.RETENTION, run.cluster() + "/retention/" + run.id(), said, run.at());
  }

  private static Node rows(RetentionRun.PrunedRows pruned) {
    Map<String, Node> said = new LinkedHashMap<>();
    said.put("table", Node.text(pruned.table()));
    said.put("before", Node.text(pruned.before().toString()));
    said.put("rows", Node.number(pruned.rows()));
    said.put("first", Node.text(pruned.first().toString()));
    said.put("last", Node.text(pruned.last().toString()));
    said.put("digest", Node.text(pruned.digest()));
    return Node.object(said);
  }

  static LedgerEntry of(StoredWithdrawal withdrawal) {
    Map<String, Node> said = record("report-withdrawal", withdrawal.cluster());
    said.put("report", Node.text(withdrawal.report().toString()));
    said.put("reason", Node.text(withdrawal.reason()));
    said.put("by", Node.text(withdrawal.by()));
    said.put("at", Node.text(withdrawal.at().toString()));
    return entry(Kind.REPORT, withdrawal.name() + "/withdrawn", said, withdrawal.at());
  }

  static LedgerEntry of(StoredNote note) {
    Map<String, Node> said = record("report-note", note.cluster());
    said.put("report", Node.text(note.report().toString()));
    said.put("position", Node.number(note.position()));
    said.put("kind", Node.text(note.kind().name()));
    said.put("text", Node.text(Sha256.hex(note.text())));
    said.put("author", Node.text(note.author()));
    said.put("at", Node.text(note.at().toString()));
    return entry(Kind.REPORT, note.name() + "/notes/" + note.position(), said, note.at());
  }

  static LedgerEntry ofRequest(StoredReperformance asked) {
    Map<String, Node> said = record("reperformance-request", asked.cluster());
    said.put("id", Node.text(asked.id().toString()));
    said.put("request", Node.text(Sha256.hex(asked.request())));
    said.put("requestedBy", Node.text(asked.requestedBy()));
    said.put("requestedAt", Node.text(asked.requestedAt().toString()));
    return entry(
        Kind.REPERFORMANCE,
        asked.cluster() + "/reperformances/" + asked.id(),
        said,
        asked.requestedAt());
  }

  static LedgerEntry ofAnswer(String cluster, UUID id, StoredReperformance.Answer answer) {
    Map<String, Node> said = record("reperformance-answer", cluster);
    said.put("id", Node.text(id.toString()));
    said.put("population", Node.text(Sha256.hex(answer.population())));
    said.put("document", Node.text(Sha256.hex(answer.document())));
    said.put("performedAt", Node.text(answer.performedAt().toString()));
    return entry(
        Kind.REPERFORMANCE,
        cluster + "/reperformances/" + id + "/answer",
        said,
        answer.performedAt());
  }

  static LedgerEntry of(StoredGroupReport report, StoredGroupReport.Note note) {
    Map<String, Node> said = new LinkedHashMap<>();
    said.put("format", Node.text("palisade/group-report-note/v1"));
    said.put("report", Node.text(report.id().toString()));
    said.put("position", Node.number(note.position()));
    said.put("kind", Node.text(note.kind().name()));
    said.put("text", Node.text(Sha256.hex(note.text())));
    said.put("author", Node.text(note.author()));
    said.put("at", Node.text(note.at().toString()));
    return entry(Kind.GROUP_REPORT, report.name() + "/notes/" + note.position(), said, note.at());
  }

  static LedgerEntry of(StoredSchedule schedule) {
    Map<String, Node> said = record("schedule-version", schedule.cluster());
    said.put("name", Node.text(schedule.name()));
    said.put("version", Node.number(schedule.version()));
    said.put("state", Node.text(schedule.state().name()));
    said.put("task", Node.text(schedule.task().name()));
    said.put("cron", Node.text(schedule.cron()));
    said.put("timeZone", Node.text(schedule.timeZone()));
    said.put("framework", Node.text(schedule.framework()));
    if (schedule.period() != null) {
      said.put("period", Node.text(schedule.period()));
    }
    said.put("source", Node.text(schedule.source().name()));
    said.put("decidedBy", Node.text(schedule.decidedBy()));
    said.put("inForceFrom", Node.text(schedule.inForceFrom().toString()));
    return entry(
        Kind.SCHEDULE,
        schedule.cluster() + "/schedules/" + schedule.name() + "/" + schedule.version(),
        said,
        schedule.inForceFrom());
  }

  /// @param history canonical JSON of a key history
  /// @param position of the row, from 1
  static LedgerEntry ofKeys(int position, byte[] history, Instant at) {
    return new LedgerEntry(Kind.KEY_HISTORY, "keys/" + position, Hash.of(history), at);
  }

  private static Map<String, Node> record(String format, String cluster) {
    Map<String, Node> said = new LinkedHashMap<>();
    said.put("format", Node.text("palisade/" + format + "/v1"));
    said.put("cluster", Node.text(cluster));
    return said;
  }

  private static LedgerEntry entry(Kind kind, String name, Map<String, Node> said, Instant at) {
    return new LedgerEntry(kind, name, Hash.of(CanonicalJson.bytes(Node.object(said))), at);
  }
}
