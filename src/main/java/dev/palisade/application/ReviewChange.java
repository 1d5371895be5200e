package dev.palisade.application;

import dev.palisade.compliance.review.ChangeReview;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Says what a proposed change would open and close, before it is applied, and keeps the answer.
@ApplicationScoped
public class ReviewChange {

  /// @param snapshot the state that the change is to be applied to, mostly the latest
  public record Request(
      String cluster, SnapshotChoice snapshot, ProposedChange change, String by) {}

  /// @param kept with its id, and canonical JSON of the review
  public record Answer(ReviewedChange kept, ChangeReview review) {}

  /// @throws NotFound if there is no such cluster or snapshot, or no scope was declared yet
  public Answer review(Request request) {
    throw new UnsupportedOperationException();
  }

  /// @throws NotFound if there is none
  public ReviewedChange find(UUID id) {
    throw new UnsupportedOperationException();
  }

  /// A cluster's reviews, the newest first.
  ///
  /// @param after the last review of the page before; null: the first page
  public List<ReviewedChange> list(String cluster, @Nullable UUID after, int limit) {
    throw new UnsupportedOperationException();
  }
}
