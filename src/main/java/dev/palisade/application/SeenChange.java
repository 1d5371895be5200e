package dev.palisade.application;

import dev.palisade.compliance.control.History.Change;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.journal.JournalEntry.What;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A change that two snapshots show, or the journal tells of, and which object it was made to.
///
/// @param digest of what it became; null: it was deleted
/// @param begun when the snapshot was begun that saw it last as it was before: it lists objects one
///   after the other, so that what happened later may be missing in it
record SeenChange(
    Change change, What what, ResourceRef object, @Nullable String digest, Instant begun) {

  SeenChange approvedBy(String approval) {
    return with(
        new Change(
            change.object(),
            change.what(),
            change.after(),
            change.until(),
            change.actor(),
            approval,
            change.event()));
  }

  SeenChange madeBy(PastActors.Who who) {
    return with(
        new Change(
            change.object(),
            change.what(),
            change.after(),
            change.until(),
            who.actor(),
            change.approval(),
            who.event()));
  }

  private SeenChange with(Change other) {
    return new SeenChange(other, what, object, digest, begun);
  }
}
