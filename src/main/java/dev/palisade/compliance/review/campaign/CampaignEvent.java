package dev.palisade.compliance.review.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// What happened in a campaign. Never altered: where a campaign stands follows from all of them.
public sealed interface CampaignEvent {
  Instant at();

  String by();

  /// What a reviewer makes of an item.
  enum Verdict {
    /// It is right as it is.
    CERTIFY,
    /// It is to be changed.
    CHANGE,
    /// It is to go.
    REMOVE;

    /// `certify`, `change`, `remove`.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// @param items keys of what was decided alike
  record Decided(Instant at, String by, List<String> items, Verdict verdict, String comment)
      implements CampaignEvent {
    public Decided {
      items = List.copyOf(items);
    }
  }

  /// @param to who is to decide on the items from now on
  record Reassigned(Instant at, String by, List<String> items, String to, String comment)
      implements CampaignEvent {
    public Reassigned {
      items = List.copyOf(items);
    }
  }

  /// The cluster was looked at again: what is another than it was when it was decided on is open
  /// again, what is new is to be decided on, and what is gone needs no decision.
  ///
  /// @param snapshot sequence of the snapshot that was looked at
  /// @param items all that the campaign would ask about now
  record Refreshed(Instant at, String by, long snapshot, List<ReviewItem> items)
      implements CampaignEvent {
    public Refreshed {
      items = List.copyOf(items);
    }
  }

  /// @param statement what the person declares
  record SignedOff(Instant at, String by, String statement) implements CampaignEvent {}

  record Cancelled(Instant at, String by, String reason) implements CampaignEvent {}
}
