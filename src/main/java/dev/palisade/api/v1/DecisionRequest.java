package dev.palisade.api.v1;

import dev.palisade.compliance.review.campaign.Chosen;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is decided on items of a campaign.
///
/// @param decision `certify`, `change`, `remove` or `reassign`
/// @param items their keys; absent: those that match `filter`
/// @param filter in place of `items`
/// @param count of `filter`: how many items match, as was seen
/// @param comment needed to ask for a change or removal
/// @param to who is to decide instead, of `reassign`
/// @param seen the `position` of the campaign that was looked at
public record DecisionRequest(
    @Nullable String decision,
    @Nullable List<String> items,
    @Nullable ItemFilterView filter,
    @Nullable Integer count,
    @Nullable String comment,
    @Nullable String to,
    @Nullable Integer seen) {
  private static final String REASSIGN = "reassign";
  private static final Set<String> DECISIONS = Set.of("certify", "change", "remove", REASSIGN);

  /// @param to null: it is a verdict
  record Complete(String decision, Chosen items, String comment, @Nullable String to, int seen) {}

  /// @throws dev.palisade.api.problem.RefusedRequest if something is missing
  static Complete complete(@Nullable DecisionRequest asked) {
    Missing missing = new Missing();
    if (asked == null) {
      missing.add("", "is missing");
      missing.refuse();
    }
    DecisionRequest given = Objects.requireNonNull(asked);
    String decision = missing.text("/decision", given.decision());
    Chosen items = given.chosen(missing);
    if (!decision.isEmpty() && !DECISIONS.contains(decision)) {
      missing.add("/decision", "\"" + decision + "\" is no decision");
    }
    if (given.seen() == null) {
      missing.add("/seen", "is missing");
    }
    boolean reassigns = decision.equals(REASSIGN);
    String to = reassigns ? missing.text("/to", given.to()) : null;
    if (!reassigns && given.to() != null) {
      missing.add("/to", "is for reassign alone");
    }
    missing.refuse();
    return new Complete(
        decision,
        items,
        Objects.requireNonNullElse(given.comment(), ""),
        to,
        Objects.requireNonNull(given.seen()));
  }

  private Chosen chosen(Missing missing) {
    if (filter == null) {
      if (count != null) {
        missing.add("/count", "is for filter alone");
      }
      return new Chosen.Named(missing.texts("/items", items));
    }
    if (items != null) {
      missing.add("/items", "stands beside a filter: name the items, or say which");
    }
    filter.check(missing);
    if (count == null) {
      missing.add("/count", "is missing");
    }
    return new Chosen.Matching(filter.filter(), Objects.requireNonNullElse(count, 0));
  }
}
