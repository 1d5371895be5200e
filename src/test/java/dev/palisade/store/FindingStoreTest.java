package dev.palisade.store;

import static dev.palisade.store.Histories.START;
import static dev.palisade.store.Histories.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.palisade.store.FindingStore.After;
import dev.palisade.store.FindingStore.Judged;
import dev.palisade.store.FindingStore.Judgement;
import dev.palisade.store.FindingStore.Selection;
import dev.palisade.store.FindingStore.Sighting;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FindingStoreTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  private final ServiceDatabase database = new ServiceDatabase();
  private final EvidenceStore evidence = new EvidenceStore(database);
  private final FindingStore findings = new FindingStore(database);
  private int judged;

  /// When a snapshot is taken: one an hour, the first has the sequence 1.
  private static Instant at(int sequence) {
    return START.plusSeconds(3600L * (sequence - 1)).truncatedTo(ChronoUnit.MICROS);
  }

  private static Judged complete(String name, String... seen) {
    return check(name, seen.length == 0 ? "PASS" : "FAIL", true, seen);
  }

  private static Judged doubtful(String name, String... seen) {
    return check(name, seen.length == 0 ? "INCONCLUSIVE" : "FAIL", false, seen);
  }

  /// @param seen fingerprints; a capital X in front: excepted
  private static Judged check(String name, String outcome, boolean complete, String... seen) {
    return new Judged(
        name,
        outcome,
        complete,
        Arrays.stream(seen)
            .map(
                f ->
                    f.startsWith("X")
                        ? new Sighting(
                            f.substring(1), "excepted", "summary of " + f.charAt(1), "an exception")
                        : new Sighting(f, "open", "summary of " + f.charAt(0), null))
            .toList());
  }

  private void judge(String cluster, int sequence, Judged... checks) {
    if (cluster(cluster) < sequence) {
      evidence.append(snapshot(cluster, sequence - 1));
    }
    findings.append(
        new Judgement(
            cluster,
            sequence,
            "all",
            at(sequence),
            START.plusSeconds(judged++),
            null,
            List.of(checks)));
  }

  private long cluster(String cluster) {
    StoredSnapshot latest = evidence.latest(cluster);
    return latest == null ? 0 : latest.sequence();
  }

  private List<StoredFinding> all(String cluster) {
    return findings.list(cluster, new Selection(null, null, null, 100));
  }

  private static StoredFinding life(
      String check,
      String fingerprint,
      String status,
      int first,
      int since,
      int last,
      @Nullable Integer closed,
      int reopened) {
    return new StoredFinding(
        check,
        fingerprint,
        status,
        "summary of " + fingerprint.charAt(0),
        at(first),
        at(since),
        at(last),
        closed == null ? null : at(closed),
        reopened);
  }

  @Test
  void aFindingIsOpenThenClosedThenOpenAgain() {
    judge("life", 1, complete("c", A));
    assertThat(all("life")).containsExactly(life("c", A, "open", 1, 1, 1, null, 0));
    judge("life", 2, complete("c", A, B));
    judge("life", 3, complete("c", B));
    assertThat(all("life"))
        .containsExactly(
            life("c", A, "open", 1, 1, 2, 3, 0), life("c", B, "open", 2, 2, 3, null, 0));
    judge("life", 4, complete("c", B));
    judge("life", 5, complete("c", A, B));
    judge("life", 6, complete("c", A));
    assertThat(all("life"))
        .containsExactly(
            life("c", A, "open", 1, 5, 6, null, 1), life("c", B, "open", 2, 2, 5, 6, 0));
    // what was known before a snapshot of the past
    assertThat(findings.before("life", 3))
        .containsExactly(
            life("c", A, "open", 1, 1, 2, null, 0), life("c", B, "open", 2, 2, 2, null, 0));
    assertThat(findings.before("life", 1)).isEmpty();
  }

  @Test
  void anExceptedFindingIsThereAllTheTime() {
    judge("excepted", 1, complete("c", A));
    judge("excepted", 2, complete("c", "X" + A));
    assertThat(all("excepted")).containsExactly(life("c", A, "excepted", 1, 1, 2, null, 0));
    judge("excepted", 3, complete("c", A));
    assertThat(all("excepted")).containsExactly(life("c", A, "open", 1, 1, 3, null, 0));
  }

  @Test
  void whatWasNotLookedForOrNotSeenIsNotClosed() {
    judge("doubt", 1, complete("c", A), complete("d", A));
    judge("doubt", 2, doubtful("c"));
    judge("doubt", 3, doubtful("c", B));
    assertThat(all("doubt"))
        .containsExactly(
            life("c", A, "open", 1, 1, 1, null, 0),
            life("c", B, "open", 3, 3, 3, null, 0),
            life("d", A, "open", 1, 1, 1, null, 0));
    judge("doubt", 4, doubtful("c", A));
    assertThat(all("doubt").getFirst()).isEqualTo(life("c", A, "open", 1, 1, 4, null, 0));
    judge("doubt", 5, doubtful("c"));
    judge("doubt", 6, complete("c"));
    assertThat(all("doubt").getFirst()).isEqualTo(life("c", A, "open", 1, 1, 4, 6, 0));
  }

  @Test
  void theLastJudgementOfASnapshotCountsAndAnOldSnapshotJudgedLateStaysInItsPlace() {
    judge("again", 1, complete("c", A));
    judge("again", 2, complete("c"));
    judge("again", 1, complete("c", A, B));
    assertThat(all("again"))
        .containsExactly(life("c", A, "open", 1, 1, 1, 2, 0), life("c", B, "open", 1, 1, 1, 2, 0));
    // judged once more: by another check, which says nothing of this one, and by this one
    judge("again", 2, complete("d"));
    assertThat(all("again").getFirst()).isEqualTo(life("c", A, "open", 1, 1, 1, 2, 0));
    judge("again", 2, complete("c", A));
    assertThat(all("again"))
        .containsExactly(
            life("c", A, "open", 1, 1, 2, null, 0), life("c", B, "open", 1, 1, 1, 2, 0));
  }

  @Test
  void aListIsReadInPagesAndByState() {
    judge("paged", 1, complete("c", A, B), complete("d", A, "X" + B));
    judge("paged", 2, complete("c", B), complete("d", A, "X" + B));
    List<StoredFinding> first = findings.list("paged", new Selection(null, null, null, 3));
    assertThat(first).hasSize(3);
    assertThat(
            findings.list(
                "paged", new Selection(null, null, new After("d", first.get(2).fingerprint()), 3)))
        .extracting(StoredFinding::check, StoredFinding::fingerprint)
        .containsExactly(tuple("d", B));
    assertThat(findings.list("paged", new Selection("closed", null, null, 9)))
        .containsExactly(life("c", A, "open", 1, 1, 1, 2, 0));
    assertThat(findings.list("paged", new Selection("excepted", null, null, 9)))
        .containsExactly(life("d", B, "excepted", 1, 1, 2, null, 0));
    assertThat(findings.list("paged", new Selection("open", "c", null, 9)))
        .containsExactly(life("c", B, "open", 1, 1, 2, null, 0));
    assertThat(all("paged")).hasSize(4);
  }

  @Test
  void aJudgementOfAReportThatIsNotIssuedIsNotKept() {
    evidence.append(snapshot("nobody", 0));
    assertThatThrownBy(
            () ->
                findings.append(
                    new Judgement(
                        "nobody",
                        1,
                        "all",
                        at(1),
                        START,
                        UUID.randomUUID(),
                        List.of(complete("c", A)))))
        .hasStackTraceContaining("judgement_cluster_report_fkey");
    assertThat(all("nobody")).isEmpty();
    assertThatThrownBy(() -> all("unheard-of")).isInstanceOf(NotStored.class);
  }
}
