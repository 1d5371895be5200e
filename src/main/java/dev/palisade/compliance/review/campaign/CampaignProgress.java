package dev.palisade.compliance.review.campaign;

import dev.palisade.compliance.review.campaign.CampaignEvent.Cancelled;
import dev.palisade.compliance.review.campaign.CampaignEvent.Decided;
import dev.palisade.compliance.review.campaign.CampaignEvent.Reassigned;
import dev.palisade.compliance.review.campaign.CampaignEvent.Refreshed;
import dev.palisade.compliance.review.campaign.CampaignEvent.SignedOff;
import dev.palisade.compliance.review.campaign.CampaignEvent.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where a campaign stands.
///
/// @param items by their keys
/// @param signed who signed off, in their order
public record CampaignProgress(
    State state, SortedMap<String, Standing> items, List<SignedOff> signed) {

  /// Whether anything is left to do.
  public enum State {
    OPEN,
    SIGNED_OFF,
    CANCELLED;

    /// `open`, `signed-off`, `cancelled`.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// How far an item is.
  public enum Status {
    PENDING,
    /// One person decided, and four eyes are asked for.
    HALF_DECIDED,
    DECIDED,
    /// It was decided on, and is another since.
    REOPENED,
    /// It is no longer there.
    GONE;

    /// `pending`, `half-decided`, …
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// @param item as it is now, or was last
  /// @param assigned who is to decide; null: any reviewer
  /// @param decisions on the item as it is now that agree with each other; of those who disagreed
  ///   the last
  public record Standing(
      ReviewItem item, Status status, @Nullable String assigned, List<Decided> decisions) {
    public Standing {
      decisions = List.copyOf(decisions);
    }

    /// What was decided; null while it is not.
    public @Nullable Verdict verdict() {
      return status == Status.DECIDED ? decisions.getLast().verdict() : null;
    }

    boolean isSettled() {
      return status == Status.DECIDED || status == Status.GONE;
    }
  }

  public CampaignProgress {
    items = Collections.unmodifiableSortedMap(new TreeMap<>(items));
    signed = List.copyOf(signed);
  }

  static CampaignProgress opened(List<ReviewItem> items) {
    SortedMap<String, Standing> all = new TreeMap<>();
    items.forEach(item -> all.put(item.key(), fresh(item)));
    return new CampaignProgress(State.OPEN, all, List.of());
  }

  private static Standing fresh(ReviewItem item) {
    return new Standing(item, Status.PENDING, null, List.of());
  }

  /// How many items have that status.
  public long count(Status status) {
    return items.values().stream().filter(item -> item.status() == status).count();
  }

  /// What still has to be decided.
  public List<Standing> unsettled() {
    return items.values().stream().filter(item -> !item.isSettled()).toList();
  }

  CampaignProgress after(
      CampaignEvent event, List<String> reviewers, List<String> signers, boolean fourEyes) {
    if (state != State.OPEN) {
      throw new RefusedStep("the campaign is " + state);
    }
    return switch (event) {
      case Decided decided -> decided(decided, reviewers, fourEyes);
      case Reassigned reassigned -> reassigned(reassigned, reviewers);
      case Refreshed refreshed -> refreshed(refreshed);
      case SignedOff signature -> signedOff(signature, signers);
      case Cancelled cancelled -> new CampaignProgress(State.CANCELLED, items, signed);
    };
  }

  private CampaignProgress decided(Decided decided, List<String> reviewers, boolean fourEyes) {
    requireItems(decided.items());
    if (decided.verdict() != Verdict.CERTIFY && decided.comment().isBlank()) {
      throw new RefusedStep("who asks for " + decided.verdict() + " says why");
    }
    SortedMap<String, Standing> next = new TreeMap<>(items);
    for (String key : decided.items()) {
      Standing before = standing(key);
      if (before.status() == Status.GONE) {
        throw new RefusedStep(key + " is no longer there");
      }
      String assigned = before.assigned();
      if (assigned == null
          ? !reviewers.contains(decided.by())
          : !isEye(decided.by(), assigned, reviewers, fourEyes)) {
        throw new RefusedStep(
            decided.by()
                + " is not to decide on "
                + key
                + ": "
                + (assigned == null ? String.join(", ", reviewers) : assigned));
      }
      next.put(key, decided(before, decided, fourEyes));
    }
    // what was signed was another state of the campaign
    return new CampaignProgress(state, next, List.of());
  }

  /// Beside the one whose turn it is, the second pair of eyes is any reviewer's.
  private static boolean isEye(
      String by, String assigned, List<String> reviewers, boolean fourEyes) {
    return by.equals(assigned) || fourEyes && reviewers.contains(by);
  }

  private static Standing decided(Standing before, Decided decided, boolean fourEyes) {
    List<Decided> agreeing = new ArrayList<>();
    for (Decided earlier : before.decisions()) {
      if (earlier.verdict() == decided.verdict() && !earlier.by().equals(decided.by())) {
        agreeing.add(earlier);
      }
    }
    agreeing.add(decided);
    boolean enough = !fourEyes || agreeing.size() > 1;
    return new Standing(
        before.item(), enough ? Status.DECIDED : Status.HALF_DECIDED, before.assigned(), agreeing);
  }

  private CampaignProgress reassigned(Reassigned reassigned, List<String> reviewers) {
    requireItems(reassigned.items());
    if (reassigned.to().isBlank()) {
      throw new RefusedStep("an item is handed to somebody");
    }
    SortedMap<String, Standing> next = new TreeMap<>(items);
    for (String key : reassigned.items()) {
      Standing before = standing(key);
      if (!reviewers.contains(reassigned.by()) && !reassigned.by().equals(before.assigned())) {
        throw new RefusedStep(reassigned.by() + " is no reviewer of " + key);
      }
      if (before.isSettled()) {
        throw new RefusedStep(key + " is " + before.status());
      }
      next.put(
          key, new Standing(before.item(), before.status(), reassigned.to(), before.decisions()));
    }
    return new CampaignProgress(state, next, signed);
  }

  private CampaignProgress refreshed(Refreshed refreshed) {
    SortedMap<String, Standing> next = new TreeMap<>();
    refreshed.items().forEach(item -> next.put(item.key(), refreshed(item)));
    items.forEach(
        (key, gone) ->
            next.putIfAbsent(
                key, new Standing(gone.item(), Status.GONE, gone.assigned(), gone.decisions())));
    boolean same =
        next.values().stream().allMatch(Standing::isSettled)
            && next.keySet().equals(items.keySet());
    return new CampaignProgress(state, next, same ? signed : List.of());
  }

  private Standing refreshed(ReviewItem item) {
    Standing before = items.get(item.key());
    if (before == null) {
      return fresh(item);
    }
    boolean isAnother = !before.item().digest().equals(item.digest());
    boolean wasTouched = !before.decisions().isEmpty() || before.status() == Status.REOPENED;
    if (isAnother || before.status() == Status.GONE) {
      return new Standing(
          item, wasTouched ? Status.REOPENED : Status.PENDING, before.assigned(), List.of());
    }
    return new Standing(item, before.status(), before.assigned(), before.decisions());
  }

  private CampaignProgress signedOff(SignedOff signature, List<String> signers) {
    if (!signers.contains(signature.by())) {
      throw new RefusedStep(
          signature.by() + " is not to sign: " + String.join(", ", signers) + " are");
    }
    if (signed.stream().anyMatch(one -> one.by().equals(signature.by()))) {
      throw new RefusedStep(signature.by() + " has signed already");
    }
    if (signature.statement().isBlank()) {
      throw new RefusedStep("who signs off declares something");
    }
    List<Standing> open = unsettled();
    if (!open.isEmpty()) {
      throw new RefusedStep(
          open.size() + " items are not decided yet, such as " + open.getFirst().item().key());
    }
    List<SignedOff> all = new ArrayList<>(signed);
    all.add(signature);
    return new CampaignProgress(
        all.size() == signers.size() ? State.SIGNED_OFF : State.OPEN, items, all);
  }

  private void requireItems(List<String> keys) {
    if (keys.isEmpty()) {
      throw new RefusedStep("no item is named");
    }
    for (String key : keys) {
      if (!items.containsKey(key)) {
        throw new RefusedStep("the campaign has no item " + key);
      }
    }
  }

  private Standing standing(String key) {
    return Objects.requireNonNull(items.get(key));
  }
}
