package dev.palisade.application;

import dev.palisade.compliance.notice.Notice;
import dev.palisade.document.Node;
import dev.palisade.notify.Answer;
import dev.palisade.notify.Letter;
import dev.palisade.notify.Target;
import dev.palisade.store.DeliveryStore;
import dev.palisade.store.StoredDelivery;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What became of notices: which targets there are, whether they can be reached, what was given up.
@ApplicationScoped
public class ManageDeliveries {
  private final NoticeTargets targets;
  private final DeliveryStore deliveries;
  private final Clock clock;

  public ManageDeliveries(NoticeTargets targets, DeliveryStore deliveries, Clock clock) {
    this.targets = targets;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /// What came of a test.
  ///
  /// @param status of HTTP; null: there was none
  /// @param answer the beginning of what the receiver wrote; null: nothing
  public record Tested(
      boolean delivered,
      @Nullable Integer status,
      String detail,
      @Nullable String answer,
      Duration took) {}

  /// The targets of the configuration, by name.
  public List<TargetStatus> targets() {
    return targets.byName().values().stream().map(this::status).toList();
  }

  private TargetStatus status(Target target) {
    DeliveryStore.Standing standing = deliveries.standing(target.name());
    return new TargetStatus(
        target.name(),
        target.channel().kind(),
        target.channel().destination(),
        List.copyOf(target.types()),
        List.copyOf(target.clusters()),
        standing.waiting(),
        standing.dead(),
        standing.disabledAt(),
        standing.reason());
  }

  /// Sends a notice of type `palisade.test` to a target, past the outbox, whatever it wants to hear
  /// of and whether it is disabled or not; waits for what comes back.
  ///
  /// @param by who asks
  /// @throws NotFound if there is no such target
  public Tested test(String target, String by) {
    Target tested = targets.named(target);
    Instant now = clock.instant();
    Notice notice =
        new Notice(
            Notice.TEST,
            now,
            null,
            target,
            Node.object(
                Map.of(
                    "requestedBy",
                    Node.text(by),
                    Notice.SUMMARY,
                    Node.text(
                        "This is a test of target " + target + ", for which " + by + " asked."))));
    Answer answer = tested.channel().send(new Letter(UUID.randomUUID(), notice));
    return new Tested(
        answer.result() == Answer.Result.DELIVERED,
        answer.status(),
        answer.detail(),
        answer.excerpt(),
        Duration.between(now, clock.instant()));
  }

  /// Sends again to a target that was disabled since it had answered 410 Gone.
  ///
  /// @return whether it was disabled
  /// @throws NotFound if there is no such target
  public boolean enable(String target) {
    return deliveries.enable(targets.named(target).name(), clock.instant());
  }

  /// Deliveries, those of the latest notices first.
  ///
  /// @param state null: all
  /// @param target null: to all
  /// @param clusters only of notices on these; null: all, those on the installation too
  /// @param after the last delivery of the page before; null: the first page
  public List<DeliveryEntry> list(
      DeliveryEntry.@Nullable State state,
      @Nullable String target,
      @Nullable List<String> clusters,
      @Nullable UUID after,
      int limit) {
    return deliveries
        .list(
            new DeliveryStore.Selection(
                state == null ? null : StoredDelivery.State.valueOf(state.name()),
                target,
                clusters,
                after,
                limit))
        .stream()
        .map(DeliveryEntry::of)
        .toList();
  }

  /// @throws NotFound if there is none
  public DeliveryEntry find(UUID delivery) {
    StoredDelivery found = deliveries.find(delivery);
    if (found == null) {
      throw new NotFound("there is no delivery " + delivery);
    }
    return DeliveryEntry.of(found);
  }

  /// What came of the attempts, in their order.
  public List<DeliveryEntry.Attempt> attempts(UUID delivery) {
    return deliveries.attempts(delivery).stream()
        .map(a -> new DeliveryEntry.Attempt(a.at(), a.result(), a.status(), a.detail()))
        .toList();
  }

  /// Tries again, at once, what was given up or waits.
  ///
  /// @throws NotFound if there is none
  /// @throws IllegalStateException if it was delivered or discarded
  public DeliveryEntry retry(UUID delivery) {
    return Stored.answer(() -> DeliveryEntry.of(deliveries.retry(delivery, clock.instant())));
  }

  /// Lets a delivery be that was given up or waits.
  ///
  /// @throws NotFound if there is none
  /// @throws IllegalStateException if it was delivered or discarded
  public DeliveryEntry discard(UUID delivery) {
    return Stored.answer(() -> DeliveryEntry.of(deliveries.discard(delivery, clock.instant())));
  }
}
