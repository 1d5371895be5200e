package dev.palisade.application;

import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.exception.RiskException.Decision;
import dev.palisade.compliance.notice.Notice;
import dev.palisade.document.Node;
import dev.palisade.store.ExceptionStore;
import dev.palisade.store.OutboxStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Tells that an approved exception is about to end, and that it has ended: of each instant once,
/// however often it is asked and by how many replicas. Of several instants that passed while nobody
/// asked, the last is told. One that was revoked or never approved covers nothing that could come
/// back, and is not told of.
@ApplicationScoped
public class RemindOfExceptions {
  /// What ended longer ago is no news: findings that it covered were opened since. Without this,
  /// whoever brings an old installation up to date would hear of every exception that ever was.
  private static final Duration NEWS = Duration.ofDays(7);

  private final ExceptionStore exceptions;
  private final OutboxStore outbox;
  private final ExceptionSettings settings;
  private final Clock clock;

  public RemindOfExceptions(
      ExceptionStore exceptions, OutboxStore outbox, ExceptionSettings settings, Clock clock) {
    this.exceptions = exceptions;
    this.outbox = outbox;
    this.settings = settings;
    this.clock = clock;
  }

  /// @return how many exceptions were told of
  @Transactional
  public int remind(String cluster) {
    Instant now = clock.instant();
    int told = 0;
    for (RiskException exception : exceptions.list(cluster)) {
      Notice notice = next(exception, now);
      if (notice != null) {
        outbox.put(notice);
        told++;
      }
    }
    return told;
  }

  /// Null when all instants that passed were told.
  private @Nullable Notice next(RiskException exception, Instant now) {
    SortedSet<Instant> passed = passed(exception, settings.remindBefore(), now);
    boolean isNew = false;
    for (Instant instant : passed) {
      isNew |= exceptions.remind(exception, instant, now);
    }
    return isNew ? notice(exception, passed.last()) : null;
  }

  /// The instants of which people are to have been told. One before the approval is none.
  static SortedSet<Instant> passed(
      RiskException exception, Collection<Integer> daysBefore, Instant now) {
    SortedSet<Instant> passed = new TreeSet<>();
    Decision approval = approval(exception);
    if (approval == null || exception.until().plus(NEWS).isBefore(now)) {
      return passed;
    }
    daysBefore.stream()
        .map(days -> exception.until().minus(Duration.ofDays(days)))
        .filter(at -> at.isAfter(approval.at()) && !at.isAfter(now))
        .forEach(passed::add);
    return passed;
  }

  /// Null where it was not approved, or revoked since.
  private static @Nullable Decision approval(RiskException exception) {
    Decision last = exception.decisions().isEmpty() ? null : exception.decisions().getLast();
    return last != null && last.kind() == Decision.Kind.APPROVED ? last : null;
  }

  static Notice notice(RiskException exception, Instant at) {
    boolean ended = !at.isBefore(exception.until());
    Map<String, Node> data = new TreeMap<>();
    data.put("id", Node.text(exception.id().toString()));
    data.put("check", Node.text(exception.check()));
    data.put("until", Node.text(exception.until().toString()));
    data.put("ended", Node.bool(ended));
    data.put("findings", Node.number(exception.findings().size()));
    data.put("requestedBy", Node.text(exception.requestedBy()));
    Decision approval = approval(exception);
    if (approval != null) {
      data.put("approvedBy", Node.text(approval.by()));
    }
    if (exception.ticket() != null) {
      data.put("ticket", Node.text(exception.ticket()));
    }
    data.put(Notice.PATH, Node.text("/clusters/" + exception.cluster()));
    data.put(
        Notice.SUMMARY,
        Node.text(
            ("The exception from %s on cluster %s that %s asked for %s at %s: what it covers counts"
                    + " as open %s, unless another exception covers it.")
                .formatted(
                    exception.check(),
                    exception.cluster(),
                    exception.requestedBy(),
                    ended ? "ended" : "ends",
                    exception.until(),
                    ended ? "again" : "from then on")));
    return new Notice(
        Notice.EXCEPTION_EXPIRING,
        at,
        exception.cluster(),
        exception.id().toString(),
        Node.object(data));
  }
}
