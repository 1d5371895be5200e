package dev.palisade.application;

import dev.palisade.compliance.notice.Notice;
import dev.palisade.document.Node;
import dev.palisade.store.CheckpointStore;
import dev.palisade.store.DeliveryStore;
import dev.palisade.store.OutboxStore;
import dev.palisade.store.ServiceDatabase;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// One instance of the service, so far as it sends notices, on a database and by a clock of the
/// test's own.
final class Outbox {
  static final Instant START = Instant.parse("2026-06-30T12:00:00Z");
  static final String SECRET = "whsec_" + "bmV3IHNlY3JldCBuZXcgc2VjcmV0IG5ldyBz";
  private static final Vertx VERTX = Vertx.vertx();

  final OutboxStore outbox;
  final DeliveryStore deliveries;
  final NoticeTargets targets;
  final SendNotices send;
  final ManageDeliveries manage;
  final AnnounceCheckpoints checkpoints;

  Outbox(ServiceDatabase database, Clock clock, Map<String, String> settings) {
    ConfiguredNotifications configured = configured(settings);
    outbox = new OutboxStore(database);
    deliveries = new DeliveryStore(database);
    targets = new NoticeTargets(configured, clock, VERTX);
    checkpoints = new AnnounceCheckpoints(new CheckpointStore(database), outbox, clock);
    send = new SendNotices(targets, outbox, deliveries, checkpoints, configured, clock);
    manage = new ManageDeliveries(targets, deliveries, clock);
  }

  static ConfiguredNotifications configured(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(ConfiguredNotifications.class)
        .withDefaultValues(settings)
        .build()
        .getConfigMapping(ConfiguredNotifications.class);
  }

  /// A webhook named `hook` on loopback.
  static Map<String, String> hook(int port) {
    Map<String, String> settings = new HashMap<>();
    settings.put("palisade.notify.allow", "127.0.0.1");
    settings.put("palisade.notify.targets.hook.url", "http://127.0.0.1:" + port + "/in");
    settings.put("palisade.notify.targets.hook.plain-http", "true");
    settings.put("palisade.notify.targets.hook.secret", SECRET);
    return settings;
  }

  static Notice notice(String subject, Instant at) {
    return new Notice(
        "palisade.campaign.due", at, "shop", subject, Node.object(Map.of("a", Node.number(1))));
  }

  int deliver(String target) {
    return send.deliver(targets.named(target));
  }

  /// A clock that goes on when it is told to.
  static final class Hands extends Clock {
    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    void forward(Duration by) {
      now.updateAndGet(then -> then.plus(by));
    }

    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
