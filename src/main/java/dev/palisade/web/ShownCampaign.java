package dev.palisade.web;

import dev.palisade.application.AccessToken;
import dev.palisade.application.Role;
import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignProgress.Status;
import dev.palisade.compliance.review.campaign.CampaignReport;
import dev.palisade.compliance.review.campaign.ItemFilter;
import dev.palisade.compliance.review.campaign.ReviewItem.Subject;
import dev.palisade.compliance.review.campaign.ReviewItem.Suggestion;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A campaign as its page shows it to somebody.
///
/// @param statuses with how many items have each
/// @param matching how many items the filter means that can be decided on
/// @param items those of the page
/// @param next key behind which the next page begins; null: this is the last
/// @param words what the parts of a filter can be
/// @param tried what was asked for and not done; null: nothing was refused
public record ShownCampaign(
    CampaignReport campaign,
    boolean overdue,
    List<Count> statuses,
    ItemFilter filter,
    String query,
    long matching,
    List<CampaignReport.Item> items,
    @Nullable String next,
    Words words,
    boolean decides,
    boolean signs,
    @Nullable Tried tried) {
  private static final int SHOWN = 100;
  private static final Pattern PLACE =
      Pattern.compile("(?:from|to|isolates) (?:zone|network) ([^ ,;:()]+)");

  /// @param look of the badge
  public record Count(String status, String words, long count, String look) {}

  /// @param zones zones and networks that items name
  /// @param owners of items
  public record Words(
      List<String> subjects,
      List<String> suggestions,
      SortedSet<String> zones,
      SortedSet<String> owners) {}

  /// @param refused why it was not done
  public record Tried(String refused, String decision, String comment, String to) {}

  /// @param after key of the last item of the page before; empty: the first page
  static ShownCampaign of(
      Campaign campaign,
      ItemFilter filter,
      String after,
      AccessToken viewer,
      Instant now,
      @Nullable Tried tried) {
    CampaignReport report = CampaignReport.of(campaign);
    List<CampaignReport.Item> matching = CampaignReport.items(campaign.progress(), filter);
    List<CampaignReport.Item> found =
        matching.stream()
            .filter(item -> item.key().compareTo(after) > 0)
            .limit(SHOWN + 1L)
            .toList();
    boolean more = found.size() > SHOWN;
    List<CampaignReport.Item> shown = more ? found.subList(0, SHOWN) : found;
    boolean acts =
        report.state().equals("open")
            && (viewer.role() == Role.COMPLIANCE_OFFICER || viewer.role() == Role.CHANGE_REVIEWER);
    String gone = Status.GONE.toString();
    return new ShownCampaign(
        report,
        report.isOverdue(now),
        Arrays.stream(Status.values()).map(one -> count(report, one)).toList(),
        filter,
        ItemQuery.of(filter),
        matching.stream().filter(item -> !item.status().equals(gone)).count(),
        shown,
        more ? shown.getLast().key() : null,
        words(report),
        acts,
        acts && report.signers().contains(viewer.name()),
        tried);
  }

  private static Count count(CampaignReport report, Status status) {
    return new Count(
        status.toString(),
        status.toString().replace('-', ' '),
        report.count(status.toString()),
        switch (status) {
          case PENDING, HALF_DECIDED -> "open";
          case REOPENED -> "bad";
          case DECIDED -> "good";
          case GONE -> "none";
        });
  }

  private static Words words(CampaignReport report) {
    SortedSet<String> zones = new TreeSet<>();
    SortedSet<String> owners = new TreeSet<>();
    for (CampaignReport.Item item : report.items()) {
      if (item.owner() != null) {
        owners.add(item.owner());
      }
      if (item.subject().equals(Subject.ZONE.toString())
          || item.subject().equals(Subject.NETWORK.toString())) {
        zones.add(item.name());
      }
      for (String line : item.allows()) {
        Matcher place = PLACE.matcher(line);
        while (place.find()) {
          zones.add(Objects.requireNonNull(place.group(1)));
        }
      }
    }
    return new Words(
        Arrays.stream(Subject.values()).map(Subject::toString).toList(),
        Arrays.stream(Suggestion.values()).map(Suggestion::toString).toList(),
        zones,
        owners);
  }

  /// Where this page is.
  public String address() {
    return "/campaigns/" + campaign.id() + (query.isEmpty() ? "" : "?" + query);
  }

  /// Where a step is asked for that leads back to this page.
  public String step(String name) {
    return "/campaigns/" + campaign.id() + "/" + name + (query.isEmpty() ? "" : "?" + query);
  }

  /// This page with another status.
  public String withStatus(String status) {
    String other =
        ItemQuery.of(
            new ItemFilter(
                status,
                filter.subject(),
                filter.suggestion(),
                filter.zone(),
                filter.owner(),
                filter.text()));
    return "/campaigns/" + campaign.id() + (other.isEmpty() ? "" : "?" + other);
  }

  /// The page after this one.
  public String further() {
    return "/campaigns/"
        + campaign.id()
        + "?"
        + (query.isEmpty() ? "" : query + "&")
        + "after="
        + Wording.inQuery(Objects.requireNonNull(next));
  }
}
