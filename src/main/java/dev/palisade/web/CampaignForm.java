package dev.palisade.web;

import dev.palisade.application.RunCampaign;
import dev.palisade.compliance.review.campaign.Campaign;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The form that opens a campaign: what was written in it, and what is wrong with that.
///
/// @param due end of the day that was written, in UTC; null: none was, or it is no day
/// @param faults by the field that each is of
/// @param refused why no campaign was opened though all fields are right; null: nothing was refused
public record CampaignForm(
    Written written, @Nullable Instant due, Map<String, String> faults, @Nullable String refused) {
  private static final int MONTH = 30;

  /// @param reviewers, signers names, each on a line of its own or behind a comma
  /// @param due a day, `2026-06-30`
  public record Written(
      String kind, String title, String reviewers, String signers, boolean fourEyes, String due) {}

  public CampaignForm {
    faults = Map.copyOf(faults);
  }

  /// The form that nobody wrote in yet: signed by who sees it, due in a month.
  static CampaignForm empty(String viewer, Instant now) {
    LocalDate due = now.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(MONTH);
    return new CampaignForm(
        new Written("", "", "", viewer, false, due.toString()), null, Map.of(), null);
  }

  static CampaignForm read(Written written, Instant now) {
    Map<String, String> faults = new TreeMap<>();
    if (Arrays.stream(Campaign.Kind.values()).noneMatch(k -> k.toString().equals(written.kind()))) {
      faults.put("kind", "Choose what is reviewed.");
    }
    if (written.title().isBlank()) {
      faults.put("title", "A campaign has a title.");
    }
    List<String> reviewers = names(written.reviewers());
    if (reviewers.isEmpty()) {
      faults.put("reviewers", "Name at least one person who decides.");
    } else if (written.fourEyes() && reviewers.size() < 2) {
      faults.put("reviewers", "Four eyes take two reviewers at least.");
    }
    if (names(written.signers()).isEmpty()) {
      faults.put("signers", "Name at least one person who signs.");
    }
    Instant due = due(written.due());
    if (due == null) {
      faults.put("due", "Write a day as 2027-06-30.");
    } else if (!due.isAfter(now)) {
      faults.put("due", "This day is over.");
    }
    return new CampaignForm(written, due, faults, null);
  }

  private static @Nullable Instant due(String day) {
    try {
      // due on a day means until its end
      return LocalDate.parse(day.strip()).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static List<String> names(String text) {
    return text.lines()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  boolean isFaulty() {
    return !faults.isEmpty();
  }

  CampaignForm refused(String why) {
    return new CampaignForm(written, due, faults, why);
  }

  /// What is wrong with a field; null: nothing.
  public @Nullable String fault(String field) {
    return faults.get(field);
  }

  RunCampaign.Opening opening(String cluster, String by) {
    return new RunCampaign.Opening(
        cluster,
        Arrays.stream(Campaign.Kind.values())
            .filter(kind -> kind.toString().equals(written.kind()))
            .findFirst()
            .orElseThrow(),
        written.title().strip(),
        null,
        names(written.reviewers()),
        names(written.signers()),
        written.fourEyes(),
        Objects.requireNonNull(due),
        by);
  }
}
