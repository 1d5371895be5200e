package dev.palisade.application;

import dev.palisade.compliance.review.ChangeReview;
import dev.palisade.document.CanonicalJson;
import dev.palisade.render.json.ReviewJson;
import dev.palisade.store.ReviewStore;
import dev.palisade.store.StoredReview;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Says what a proposed change would open and close, before it is applied, and keeps the answer.
@ApplicationScoped
public class ReviewChange {
  private final JudgeChange judge;
  private final AssessCluster assess;
  private final ReviewStore reviews;
  private final Clock clock;

  public ReviewChange(
      AssessCluster assess, ReviewStore reviews, CatalogueInForce inForce, Clock clock) {
    this.judge = new JudgeChange(AssessSnapshot.by(inForce.catalogue()));
    this.assess = assess;
    this.reviews = reviews;
    this.clock = clock;
  }

  /// @param snapshot the state that the change is to be applied to, mostly the latest
  public record Request(
      String cluster, SnapshotChoice snapshot, ProposedChange change, String by) {}

  /// @param kept with its id, and canonical JSON of the review
  public record Answer(ReviewedChange kept, ChangeReview review) {}

  /// @throws NotFound if there is no such cluster or snapshot, or no scope was declared yet
  /// @throws UnusableInput if nothing says which network plugin enforces, or an API server would
  ///   refuse what is to be applied: nothing is judged and nothing kept then
  public Answer review(Request request) {
    JudgeChange.State state = state(request.cluster(), request.snapshot());
    List<Message> refused = judge.refused(state, request.change());
    if (!refused.isEmpty()) {
      throw new UnusableInput(refused);
    }
    ChangeReview review = judge.judge(state, request.change());
    byte[] document = CanonicalJson.bytes(ReviewJson.node(review));
    StoredReview kept =
        reviews.append(
            request.cluster(),
            request.change().digest(),
            review.verdict().toString(),
            new String(document, StandardCharsets.UTF_8),
            request.by(),
            clock.instant());
    return new Answer(ReviewedChange.of(kept), review);
  }

  /// The verdict on a change of the latest state. It is not kept, and so approves nothing.
  ///
  /// @throws NotFound if there is no such cluster or snapshot, or no scope was declared yet
  /// @throws UnusableInput if nothing says which network plugin enforces
  ChangeReview judge(String cluster, ProposedChange change) {
    return judge.judge(state(cluster, SnapshotChoice.LATEST), change);
  }

  private JudgeChange.State state(String cluster, SnapshotChoice snapshot) {
    // an exception that ended since the snapshot was taken excuses nothing that is applied now
    AssessCluster.Judged before =
        assess.judge(new AssessCluster.Request(cluster, snapshot, null, clock.instant()));
    return new JudgeChange.State(before.snapshot().sequence(), before.request(), before.assessed());
  }

  /// @throws NotFound if there is none
  public ReviewedChange find(UUID id) {
    StoredReview found = reviews.find(id);
    if (found == null) {
      throw new NotFound("there is no change review " + id);
    }
    return ReviewedChange.of(found);
  }

  /// A cluster's reviews, the newest first.
  ///
  /// @param after the last review of the page before; null: the first page
  public List<ReviewedChange> list(String cluster, @Nullable UUID after, int limit) {
    return reviews.list(cluster, after, limit).stream().map(ReviewedChange::of).toList();
  }
}
