package dev.palisade.api.v1;

import dev.palisade.application.RunCampaign;
import dev.palisade.compliance.review.campaign.Campaign;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A campaign that is to be opened.
///
/// @param kind `policies` or `scope`
/// @param from what happened since then is shown; absent: since the last one of the kind
/// @param reviewers names of those who decide, as they authenticate
/// @param signers names of those who sign it off, all of them
/// @param fourEyes whether an item takes two people who decide alike; absent: no
public record CampaignRequest(
    @Nullable String kind,
    @Nullable String title,
    @Nullable Instant from,
    @Nullable List<String> reviewers,
    @Nullable List<String> signers,
    @Nullable Boolean fourEyes,
    @Nullable Instant due) {

  /// @throws dev.palisade.api.problem.RefusedRequest if something is missing
  static RunCampaign.Opening complete(
      @Nullable CampaignRequest asked, String cluster, String by) {
    Missing missing = new Missing();
    if (asked == null) {
      missing.add("", "is missing");
      missing.refuse();
    }
    CampaignRequest given = Objects.requireNonNull(asked);
    String kind = missing.text("/kind", given.kind());
    String title = missing.text("/title", given.title());
    List<String> reviewers = missing.texts("/reviewers", given.reviewers());
    List<String> signers = missing.texts("/signers", given.signers());
    if (given.due() == null) {
      missing.add("/due", "is missing");
    }
    if (!kind.isEmpty() && !kind.equals("policies") && !kind.equals("scope")) {
      missing.add("/kind", "\"" + kind + "\" is neither policies nor scope");
    }
    missing.refuse();
    return new RunCampaign.Opening(
        cluster,
        Campaign.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
        title,
        given.from(),
        reviewers,
        signers,
        Boolean.TRUE.equals(given.fourEyes()),
        Objects.requireNonNull(given.due()),
        by);
  }
}
