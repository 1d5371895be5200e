package dev.palisade.api.v1;

import dev.palisade.compliance.review.campaign.CampaignProgress.Status;
import dev.palisade.compliance.review.campaign.ItemFilter;
import dev.palisade.compliance.review.campaign.ReviewItem.Subject;
import dev.palisade.compliance.review.campaign.ReviewItem.Suggestion;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which items of a campaign are meant: those for which all that is named holds.
///
/// @param status `pending`, `half-decided`, `decided`, `reopened`
/// @param subject `policy`, `register-entry`, `exception`, `network` or `zone`
/// @param suggestion `keep`, `tighten`, `remove` or `justify`
/// @param zone the zone or network itself, and what lets traffic through that names it
/// @param owner capitals do not matter
/// @param text contained in the key or a line of the evidence; capitals do not matter
public record ItemFilterView(
    @Nullable String status,
    @Nullable String subject,
    @Nullable String suggestion,
    @Nullable String zone,
    @Nullable String owner,
    @Nullable String text) {

  ItemFilter filter() {
    return new ItemFilter(
        orNone(status),
        orNone(subject),
        orNone(suggestion),
        orNone(zone),
        orNone(owner),
        orNone(text));
  }

  /// A word that is none of those there are would match nothing, or what nobody meant.
  void check(Missing missing) {
    require(missing, "/filter/status", status, Status.values());
    require(missing, "/filter/subject", subject, Subject.values());
    require(missing, "/filter/suggestion", suggestion, Suggestion.values());
  }

  private static void require(
      Missing missing, String pointer, @Nullable String word, Object[] words) {
    if (word != null && Arrays.stream(words).noneMatch(one -> one.toString().equals(word))) {
      missing.add(pointer, "\"" + word + "\" is none of " + Arrays.toString(words));
    }
  }

  private static String orNone(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
