package dev.palisade.application;

import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palisade.api.Fixture;
import dev.palisade.compliance.exception.RiskException;
import dev.palisade.snapshot.CollectionRun.Trigger;
import dev.palisade.store.ExceptionStore;
import dev.palisade.store.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;

/// Schedules and runs in the service itself: the queue in its transactions, and the API.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(RunSchedulesTest.Configured.class)
class RunSchedulesTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Inject Scheduler scheduler;
  @Inject RunSchedules start;
  @Inject KeepSchedules schedules;
  @Inject RunInBackground background;
  @Inject ReadEvidence evidence;
  @Inject ExceptionStore exceptions;
  @Inject RemindPeople reminders;
  @Inject Fixture fixture;

  /// Clusters that are folders, and schedules that come once a year.
  public static final class Configured implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      String folder = "src/test/resources/schedules";
      return Map.of(
          "palisade.clusters.by-schedule.files",
          folder,
          "palisade.clusters.asked.files",
          folder,
          "palisade.clusters.api.files",
          folder,
          "palisade.clusters.reminded.files",
          folder,
          "palisade.clusters.empty.files",
          "target/there-is-no-such-folder",
          "palisade.schedules.yearly.cluster",
          "by-schedule",
          "palisade.schedules.yearly.do",
          "collect",
          "palisade.schedules.yearly.cron",
          "0 0 0 1 1 ?");
    }
  }

  private static String once(ZonedDateTime at) {
    return "%d %d %d %d %d ? %d"
        .formatted(
            at.getSecond(),
            at.getMinute(),
            at.getHour(),
            at.getDayOfMonth(),
            at.getMonthValue(),
            at.getYear());
  }

  private Run ended(Run run) {
    await().atMost(LONG).until(() -> background.find(run.id()).state().isEnded());
    return background.find(run.id());
  }

  @Test
  void theQueueLiesInTheDatabaseAndIsShared() throws Exception {
    assertThat(scheduler.getMetaData().isJobStoreSupportsPersistence()).isTrue();
    assertThat(scheduler.getMetaData().isJobStoreClustered()).isTrue();
  }

  @Test
  void aScheduleTakesItsTurnByItsTimeZoneAndIsARun() {
    ZonedDateTime soon = ZonedDateTime.now(ZoneId.of("Asia/Kolkata")).plusSeconds(3).withNano(0);
    schedules.put(
        new KeepSchedules.Definition(
            "once",
            "by-schedule",
            ConfiguredSchedules.Task.COLLECT,
            new Cron(once(soon), ZoneId.of("Asia/Kolkata")),
            "all"),
        "olga");
    await()
        .atMost(LONG)
        .until(
            () ->
                background.list("by-schedule", null, 10).stream()
                    .anyMatch(run -> run.state() == Run.State.SUCCEEDED));
    assertThat(background.list("by-schedule", null, 10))
        .singleElement()
        .returns("schedule once", Run::requestedBy)
        .returns("once", Run::schedule)
        .returns(soon.toInstant(), Run::plannedAt)
        .returns(100, Run::progress)
        .returns(Run.Kind.COLLECTION, Run::kind);
    assertThat(evidence.snapshot("by-schedule", SnapshotChoice.LATEST).run().trigger())
        .isEqualTo(Trigger.SCHEDULE);
  }

  @Test
  void remindersOfAClusterAreARunAtTimesOfTheirOwn() {
    Run known = background.collect("reminded", "olga");
    assertThat(ended(known).state()).isEqualTo(Run.State.SUCCEEDED);
    ZonedDateTime soon = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(3).withNano(0);
    Instant until = soon.toInstant().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
    RiskException asked =
        exceptions.request(
            new RiskException(
                UUID.randomUUID(),
                "reminded",
                "default-deny",
                List.of(new RiskException.Excepted("d".repeat(64), null)),
                "migration",
                "host firewall",
                null,
                "olga",
                until.minus(Duration.ofDays(60)),
                until.minus(Duration.ofDays(60)),
                until,
                List.of()));
    exceptions.decide(
        asked.id(),
        new RiskException.Decision(
            RiskException.Decision.Kind.APPROVED,
            "otto",
            until.minus(Duration.ofDays(59)),
            "agreed"));
    String morning =
        """
        {"cluster": "reminded", "task": "remind", "cron": "%s"}\
        """
            .formatted(once(soon));
    assertThat(put("mornings", morning).jsonPath().getString("task")).isEqualTo("remind");
    await()
        .atMost(LONG)
        .until(
            () ->
                background.list("reminded", null, 10).stream()
                    .anyMatch(run -> run.kind() == Run.Kind.REMINDER && run.state().isEnded()));
    assertThat(background.list("reminded", null, 10).getFirst())
        .returns(Run.State.SUCCEEDED, Run::state)
        .returns("schedule mornings", Run::requestedBy)
        .returns("1 notices", Run::result);
    // what it told, nobody else tells
    assertThat(reminders.remind("reminded")).isZero();
    // and a schedule that had its last turn keeps no service from starting
    start.start();
    assertThat(schedules.find("mornings").turns().next()).isNull();
  }

  @Test
  void theConfigurationIsPutIntoForceOnceHoweverOftenTheServiceStarts() {
    start.start();
    start.start();
    assertThat(schedules.versions("yearly"))
        .singleElement()
        .returns(ScheduleVersion.Source.CONFIGURATION, ScheduleVersion::source)
        .returns("UTC", ScheduleVersion::timeZone);
    assertThat(schedules.find("yearly").turns().next().toString()).endsWith("-01-01T00:00:00Z");
  }

  @Test
  void runsOfAClusterWaitForEachOtherAndWhatFailsLetsTheNextOneBegin() {
    assertThat(ended(background.collect("asked", "olga")).state()).isEqualTo(Run.State.SUCCEEDED);
    Run unscoped =
        background.assess(
            new AssessCluster.Request("asked", SnapshotChoice.LATEST, null, null), "olga");
    Run last = background.collect("asked", "piet");
    assertThat(ended(unscoped).error()).isEqualTo("no scope was declared for cluster asked yet");
    assertThat(ended(last))
        .returns(Run.State.SUCCEEDED, Run::state)
        .satisfies(run -> assertThat(run.startedAt()).isAfterOrEqualTo(ended(unscoped).endedAt()));
    assertThat(ended(background.collect("empty", "olga")).error())
        .contains("target/there-is-no-such-folder");
  }

  @Test
  void aRunIsFollowedToItsEndByEvents() {
    Run run = background.collect("api", "olga");
    String events =
        fixture
            .as(Role.AUDITOR)
            .accept("text/event-stream")
            .get("/api/v1/runs/" + run.id() + "/events")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(events).contains("event:run").contains("\"state\":\"succeeded\"");
    assertThat(events.lines().filter(line -> line.startsWith("data:")).toList())
        .doesNotHaveDuplicates()
        .last()
        .asString()
        .contains("\"progress\":100");
  }

  private Response put(String name, String body) {
    return fixture
        .as(Role.COMPLIANCE_OFFICER)
        .contentType(JSON)
        .body(body)
        .put("/api/v1/schedules/" + name);
  }

  private Response post(String path) {
    return fixture.as(Role.ADMINISTRATOR).post("/api/v1/schedules/" + path);
  }

  @Test
  void schedulesAreMadeReplacedPausedAndDeletedAndTheirHistoryStays() {
    String nightly =
        """
        {"cluster": "api", "task": "collect", "cron": "0 30 2 * * ?", "timeZone": "Europe/Berlin"}\
        """;
    assertThat(
            put("nightly", nightly).then().statusCode(200).extract().jsonPath().getInt("version"))
        .isEqualTo(1);
    // the same once more is nothing new
    assertThat(put("nightly", nightly).jsonPath().getInt("version")).isEqualTo(1);
    assertThat(put("nightly", nightly.replace("30 2", "15 3")).jsonPath().getMap(""))
        .containsEntry("version", 2)
        .containsEntry("cron", "0 15 3 * * ?")
        .containsEntry("state", "active")
        .containsKey("nextAt");
    assertThat(post("nightly/pause").jsonPath().getMap(""))
        .containsEntry("state", "paused")
        .doesNotContainKey("nextAt");
    post("nightly/pause").then().statusCode(200);
    assertThat(post("nightly/resume").jsonPath().getMap("")).containsKey("nextAt");
    fixture.as(Role.ADMINISTRATOR).delete("/api/v1/schedules/nightly").then().statusCode(204);
    fixture.as(Role.AUDITOR).get("/api/v1/schedules/nightly").then().statusCode(404);
    assertThat(
            fixture
                .as(Role.AUDITOR)
                .get("/api/v1/schedules/nightly/versions")
                .jsonPath()
                .getList("state"))
        .isEqualTo(List.of("active", "active", "paused", "active", "deleted"));
    assertThat(fixture.as(Role.AUDITOR).get("/api/v1/schedules").jsonPath().<String>getList("name"))
        .contains("yearly")
        .doesNotContain("nightly");
  }

  @Test
  void anotherPeriodIsAnotherVersionOfASchedule() {
    String monthly =
        """
        {"cluster": "api", "task": "report", "cron": "0 0 3 1 * ?", "period": "P1M"}\
        """;
    assertThat(put("monthly", monthly).jsonPath().getMap("")).containsEntry("period", "P1M");
    assertThat(put("monthly", monthly).jsonPath().getInt("version")).isEqualTo(1);
    assertThat(put("monthly", monthly.replace("P1M", "P1Y")).jsonPath().getMap(""))
        .containsEntry("period", "P1Y")
        .containsEntry("version", 2);
    // at rest it is the same schedule
    assertThat(post("monthly/pause").jsonPath().getMap("")).containsEntry("period", "P1Y");
    fixture.as(Role.ADMINISTRATOR).delete("/api/v1/schedules/monthly").then().statusCode(204);
  }

  @Test
  void whatCannotBeFollowedIsRefusedWithWhatIsWrong() {
    record Bad(String body, int status, String detail) {}
    for (Bad bad :
        List.of(
            new Bad(
                "{'cluster':'api','task':'collect','cron':'whenever'}",
                400,
                "\"whenever\" is no cron expression"),
            new Bad("{'cluster':'api','task':'collect','cron':'0 0 0 30 2 ?'}", 400, "never comes"),
            new Bad(
                "{'cluster':'api','task':'collect','cron':'0 0 * * * ?','timeZone':'Mars/Olympus'}",
                400,
                "\"Mars/Olympus\" is no time zone"),
            new Bad(
                "{'cluster':'nobodys','task':'collect','cron':'0 0 * * * ?'}",
                400,
                "there is no cluster nobodys"),
            new Bad("{'cluster':'api','task':'tidy','cron':'0 0 * * * ?'}", 400, "task \"tidy\""),
            new Bad(
                "{'cluster':'api','task':'report','cron':'0 0 * * * ?','framework':'iso'}",
                400,
                "iso"),
            new Bad(
                "{'cluster':'api','task':'report','cron':'0 0 3 1 * ?','period':'P2M'}",
                400,
                "period: \"P2M\" is no period: expected P1M, P3M, P1Y"),
            new Bad(
                "{'cluster':'api','task':'assess','cron':'0 0 3 1 * ?','period':'P1M'}",
                400,
                "schedule bad: period P1M is for the task report, not for assess"))) {
      Response answer = put("bad", bad.body().replace('\'', '"'));
      assertThat(answer.statusCode()).as(bad.body()).isEqualTo(bad.status());
      assertThat(answer.contentType()).contains("application/problem+json");
      assertThat(answer.jsonPath().getString("detail")).contains(bad.detail());
    }
    Response owned =
        put(
            "yearly",
            "{\"cluster\":\"by-schedule\",\"task\":\"collect\",\"cron\":\"0 0 * * * ?\"}");
    assertThat(owned.statusCode()).isEqualTo(409);
    assertThat(owned.jsonPath().getString("detail"))
        .isEqualTo("schedule yearly comes from the configuration and is changed there");
    fixture.as(Role.AUDITOR).get("/api/v1/schedules/bad/versions").then().statusCode(404);
  }
}
