package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.application.Outbox.Hands;
import dev.palisade.compliance.notice.Notice;
import dev.palisade.document.Node;
import dev.palisade.notify.Receiver;
import dev.palisade.store.ServiceDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The outbox on a real database, with receivers that answer and that do not.
class SendNoticesTest {
  private final ServiceDatabase database = new ServiceDatabase();
  private final Hands clock = new Hands();

  private Outbox service(int port) {
    return new Outbox(database, clock, Outbox.hook(port));
  }

  private static List<String> ids(Receiver receiver) {
    return receiver.requests().stream().map(request -> request.header("webhook-id")).toList();
  }

  @Test
  void aNoticeIsDeliveredOnceAndItsLogSaysSo() {
    try (Receiver receiver = Receiver.answering(200)) {
      Outbox service = service(receiver.port());
      UUID id = service.outbox.put(Outbox.notice("one", Outbox.START));
      service.send.route();
      service.send.route();
      assertThat(service.deliver("hook")).isEqualTo(1);
      assertThat(service.deliver("hook")).isZero();
      assertThat(ids(receiver)).containsExactly("msg_" + id);
      DeliveryEntry delivery = service.manage.list(null, null, null, null, 9).getFirst();
      assertThat(delivery.state()).isEqualTo(DeliveryEntry.State.DELIVERED);
      assertThat(service.manage.attempts(delivery.id()))
          .containsExactly(
              new DeliveryEntry.Attempt(Outbox.START, "DELIVERED", 200, "answered 200"));
    }
  }

  @Test
  void targetsGetWhatTheyWantAlone() {
    try (Receiver receiver = Receiver.answering(200)) {
      Map<String, String> settings = Outbox.hook(receiver.port());
      settings.put(
          "palisade.notify.targets.hook.types", "palisade.campaign.*,palisade.report.issued");
      settings.put("palisade.notify.targets.hook.clusters", "shop");
      Outbox service = new Outbox(database, clock, settings);
      record Case(String type, String cluster, boolean wanted) {}
      List<Case> cases =
          List.of(
              new Case("palisade.campaign.due", "shop", true),
              new Case("palisade.campaign.due", "bank", false),
              new Case("palisade.campaign.due", null, true),
              new Case("palisade.campaigns.due", "shop", false),
              new Case("palisade.report.issued", "shop", true),
              new Case("palisade.report.withdrawn", "shop", false));
      for (Case c : cases) {
        service.outbox.put(
            new Notice(c.type(), Outbox.START, c.cluster(), c.toString(), Node.object(Map.of())));
      }
      service.send.route();
      assertThat(service.manage.list(null, null, null, null, 99))
          .extracting(DeliveryEntry::subject)
          .containsExactlyInAnyOrderElementsOf(
              cases.stream().filter(Case::wanted).map(Case::toString).toList());
    }
  }

  @Test
  void whatFailsIsTriedAgainLaterAndLaterWithTheSameId() {
    try (Receiver receiver = Receiver.answering(500)) {
      Outbox service = service(receiver.port());
      service.outbox.put(Outbox.notice("one", Outbox.START));
      service.send.route();
      List<Duration> waits = new ArrayList<>();
      while (true) {
        service.deliver("hook");
        DeliveryEntry delivery = service.manage.list(null, null, null, null, 1).getFirst();
        if (delivery.dueAt() == null) {
          assertThat(delivery.state()).isEqualTo(DeliveryEntry.State.DEAD);
          break;
        }
        Duration wait = Duration.between(clock.instant(), delivery.dueAt());
        waits.add(wait);
        clock.forward(wait.minusMillis(1));
        assertThat(service.deliver("hook")).as("a moment too early").isZero();
        clock.forward(Duration.ofMillis(1));
      }
      long expected = 5;
      for (Duration wait : waits) {
        assertThat((double) wait.toMillis())
            .isBetween(expected * 1000 * 0.8 - 1, expected * 1000 * 1.2 + 1);
        expected = Math.min(expected * 4, 6 * 3600);
      }
      assertThat(Duration.between(Outbox.START, clock.instant()))
          .isBetween(Duration.ofHours(40), Duration.ofHours(48));
      assertThat(new TreeSet<>(ids(receiver))).hasSize(1);
      assertThat(receiver.requests()).hasSize(waits.size() + 1);
    }
  }

  @Test
  void whatIsGivenUpCanBeTriedAgainOrDiscarded() {
    AtomicInteger status = new AtomicInteger(500);
    try (Receiver receiver =
        Receiver.answering(exchange -> Receiver.answer(exchange, status.get(), ""))) {
      Map<String, String> settings = Outbox.hook(receiver.port());
      settings.put("palisade.notify.give-up-after", "PT1S");
      Outbox service = new Outbox(database, clock, settings);
      service.outbox.put(Outbox.notice("one", Outbox.START));
      service.outbox.put(Outbox.notice("two", Outbox.START.plusSeconds(1)));
      service.send.route();
      service.deliver("hook");
      List<DeliveryEntry> dead =
          service.manage.list(DeliveryEntry.State.DEAD, "hook", List.of("shop"), null, 9);
      assertThat(dead).extracting(DeliveryEntry::subject).containsExactly("two", "one");
      assertThat(service.manage.list(null, null, List.of("bank"), null, 9)).isEmpty();
      assertThat(service.manage.list(null, null, null, dead.getFirst().id(), 9))
          .containsExactly(dead.getLast());
      assertThat(service.manage.targets().getFirst().dead()).isEqualTo(2);

      status.set(200);
      assertThat(service.manage.retry(dead.getFirst().id()).state())
          .isEqualTo(DeliveryEntry.State.WAITING);
      service.manage.discard(dead.getLast().id());
      assertThat(service.deliver("hook")).isEqualTo(1);
      assertThat(service.manage.find(dead.getFirst().id()).state())
          .isEqualTo(DeliveryEntry.State.DELIVERED);
      assertThat(service.manage.find(dead.getLast().id()).state())
          .isEqualTo(DeliveryEntry.State.DISCARDED);
      for (DeliveryEntry ended : dead) {
        assertThatThrownBy(() -> service.manage.retry(ended.id()))
            .isInstanceOf(IllegalStateException.class);
      }
      assertThatThrownBy(() -> service.manage.retry(UUID.randomUUID()))
          .isInstanceOf(NotFound.class);
    }
  }

  @Test
  void whatTheReceiverAsksForIsKept() {
    try (Receiver receiver =
        Receiver.answering(
            exchange -> {
              exchange.getResponseHeaders().add("Retry-After", "3600");
              Receiver.answer(exchange, 429, "");
            })) {
      Outbox service = service(receiver.port());
      service.outbox.put(Outbox.notice("one", Outbox.START));
      service.send.route();
      service.deliver("hook");
      assertThat(service.manage.list(null, null, null, null, 1).getFirst().dueAt())
          .isEqualTo(Outbox.START.plusSeconds(3600));
    }
  }

  @Test
  void whoIsGoneGetsNothingMoreUntilSomebodyLetsThemHaveItAgain() {
    AtomicInteger status = new AtomicInteger(410);
    try (Receiver receiver =
        Receiver.answering(exchange -> Receiver.answer(exchange, status.get(), ""))) {
      Outbox service = service(receiver.port());
      service.outbox.put(Outbox.notice("one", Outbox.START));
      service.outbox.put(Outbox.notice("two", Outbox.START.plusSeconds(1)));
      service.send.route();
      assertThat(service.deliver("hook")).isEqualTo(1);
      TargetStatus target = service.manage.targets().getFirst();
      assertThat(target.disabledAt()).isEqualTo(Outbox.START);
      assertThat(target.reason()).isEqualTo("it answered 410 Gone");
      assertThat(target.waiting()).isEqualTo(1);

      status.set(200);
      clock.forward(Duration.ofDays(9));
      assertThat(service.manage.enable("hook")).isTrue();
      assertThat(service.manage.enable("hook")).isFalse();
      assertThat(service.deliver("hook")).isEqualTo(1);
    }
  }

  @Test
  void whatAKilledProcessHadBegunIsSentByAnother() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    AtomicInteger requests = new AtomicInteger();
    try (Receiver receiver =
        Receiver.answering(
            exchange -> {
              if (requests.incrementAndGet() == 1) {
                arrived.countDown(); // and no answer, ever
              } else {
                Receiver.answer(exchange, 200, "");
              }
            })) {
      Outbox service = service(receiver.port());
      UUID id = service.outbox.put(Outbox.notice("one", Outbox.START));
      Process killed =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  KilledSender.class.getName(),
                  database.url(),
                  Integer.toString(receiver.port()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        assertThat(arrived.await(60, TimeUnit.SECONDS)).as("it sends").isTrue();
      } finally {
        killed.destroyForcibly().waitFor();
      }
      assertThat(service.deliver("hook")).as("while it may still be at work").isZero();
      clock.forward(Duration.ofMinutes(3));
      assertThat(service.deliver("hook")).isEqualTo(1);
      assertThat(ids(receiver)).containsExactly("msg_" + id, "msg_" + id);
      assertThat(service.manage.list(null, null, null, null, 1).getFirst().state())
          .isEqualTo(DeliveryEntry.State.DELIVERED);
    }
  }

  @Test
  void twoInstancesSendEachNoticeOnce() {
    try (Receiver receiver = Receiver.answering(200)) {
      Outbox one = service(receiver.port());
      Outbox two = service(receiver.port());
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        expected.add("msg_" + one.outbox.put(Outbox.notice("n" + i, Outbox.START.plusMillis(i))));
      }
      List<CompletableFuture<Integer>> workers =
          Stream.of(one, two, one, two)
              .map(
                  service ->
                      CompletableFuture.supplyAsync(
                          () -> {
                            service.send.route();
                            return service.deliver("hook");
                          }))
              .toList();
      int attempts = workers.stream().mapToInt(CompletableFuture::join).sum();
      attempts += one.deliver("hook"); // what was routed after a worker had ended
      assertThat(attempts).isEqualTo(120);
      assertThat(ids(receiver)).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void whatWasDeliveredIsForgottenWhenItIsOldAndWhatWasGivenUpIsNot(@TempDir Path folder)
      throws Exception {
    Path blocked = Files.writeString(folder.resolve("file"), "");
    Map<String, String> settings =
        Map.of(
            "palisade.notify.keep", "P30D",
            "palisade.notify.give-up-after", "PT1S",
            "palisade.notify.targets.good.folder", folder.resolve("good").toString(),
            "palisade.notify.targets.bad.folder", blocked.toString(),
            "palisade.notify.targets.bad.types", "palisade.test.x");
    Outbox service = new Outbox(database, clock, settings);
    service.outbox.put(Outbox.notice("good", Outbox.START));
    service.outbox.put(
        new Notice("palisade.test.x", Outbox.START, null, "bad", Node.object(Map.of())));
    service.send.route();
    service.deliver("good");
    service.deliver("bad");
    clock.forward(Duration.ofDays(31));
    service.send.route();
    assertThat(service.manage.list(null, null, null, null, 9))
        .extracting(DeliveryEntry::subject, DeliveryEntry::target)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("bad", "bad"),
            org.assertj.core.groups.Tuple.tuple("bad", "good"));
  }

  @Test
  void aTestIsSentAtOnceAndItsAnswerIsTold() {
    try (Receiver receiver =
        Receiver.answering(exchange -> Receiver.answer(exchange, 418, "a teapot"))) {
      Outbox service = service(receiver.port());
      ManageDeliveries.Tested tested = service.manage.test("hook", "olga");
      assertThat(tested.delivered()).isFalse();
      assertThat(tested.status()).isEqualTo(418);
      assertThat(tested.answer()).isEqualTo("a teapot");
      assertThat(receiver.requests().getFirst().text())
          .contains("\"type\":\"palisade.test\"")
          .contains("olga");
      assertThat(service.manage.list(null, null, null, null, 9)).isEmpty();
      assertThatThrownBy(() -> service.manage.test("nobody", "olga")).isInstanceOf(NotFound.class);
    }
  }

  @Test
  void copiesOfCheckpointsGoWithEachReportAndOnceADay() throws Exception {
    Outbox service = new Outbox(database, clock, Map.of());
    assertThat(service.checkpoints.announce()).as("nothing was signed yet").isFalse();
    checkpoint(3);
    assertThat(service.checkpoints.announce()).as("the first").isTrue();
    assertThat(service.checkpoints.announce()).isFalse();
    clock.forward(Duration.ofHours(1));
    checkpoint(5);
    assertThat(service.checkpoints.announce()).as("without a report").isFalse();
    database.tamper(
        "INSERT INTO report_envelope VALUES (1, gen_random_uuid(), '{}', 4)"); // the fifth entry
    assertThat(service.checkpoints.announce()).as("with a report").isTrue();
    clock.forward(Duration.ofHours(23));
    checkpoint(6);
    assertThat(service.checkpoints.announce()).as("within a day").isFalse();
    clock.forward(Duration.ofHours(1));
    assertThat(service.checkpoints.announce()).as("after a day").isTrue();
    clock.forward(Duration.ofHours(24));
    assertThat(service.checkpoints.announce()).as("each day, also the same").isTrue();
    assertThat(
            database.number(
                "SELECT count(*) FROM notice WHERE type = 'palisade.checkpoint.signed'"))
        .isEqualTo(4);
  }

  private void checkpoint(int size) throws Exception {
    String root = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    database.execute(
        "INSERT INTO ledger_checkpoint VALUES (%d, decode('%s', 'base64'), '%s',"
                .formatted(size, root, clock.instant())
            + " E'log.example\\n%d\\n%s\\n\\n— log.example AAAAAAAA\\n')".formatted(size, root));
  }

  @Test
  void aCollectionThatFailsOrNeverBeganIsToldOfOnceUntilItWasRouted() throws Exception {
    database.execute("INSERT INTO cluster (name, created_at) VALUES ('shop', now())");
    Outbox service = new Outbox(database, clock, Map.of());
    run("COLLECTION", "SUCCEEDED");
    run("ASSESSMENT", "FAILED");
    assertThat(notices()).isZero();
    run("COLLECTION", "RUNNING");
    database.execute(
        "UPDATE run SET state = 'FAILED', error = 'no route', ended_at = '2026-06-30T11:00:00Z'"
            + " WHERE state = 'RUNNING'");
    run("COLLECTION", "FAILED");
    assertThat(notices()).isEqualTo(1);
    service.send.route();
    run("COLLECTION", "MISSED");
    assertThat(notices()).isEqualTo(2);
    List<Notice> seen = new ArrayList<>();
    service.outbox.route(
        notice -> {
          seen.add(notice);
          return List.of();
        },
        clock.instant(),
        9);
    assertThat(seen.getFirst().cluster()).isEqualTo("shop");
    assertThat(seen.getFirst().text(Notice.SUMMARY))
        .isEqualTo("The collection of cluster shop that schedule hourly asked for never began.");
  }

  private long notices() throws Exception {
    return database.number("SELECT count(*) FROM notice");
  }

  private void run(String kind, String state) throws Exception {
    Instant at = clock.instant();
    boolean ended = !state.equals("RUNNING");
    database.execute(
        ("INSERT INTO run (cluster, id, kind, state, progress, requested_by, requested_at, ended_at,"
                + " error, schedule, planned_at) SELECT id, gen_random_uuid(), '%s', '%s', 0,"
                + " 'schedule hourly', '%s', %s, %s, 'hourly', clock_timestamp() FROM cluster")
            .formatted(
                kind,
                state,
                at,
                ended ? "'" + at + "'" : "NULL",
                List.of("FAILED", "MISSED").contains(state) ? "'broken'" : "NULL"));
  }
}
